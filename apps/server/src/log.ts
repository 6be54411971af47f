import { isResourceType } from '@medplum/core';
import { type Logger, pino } from 'pino';
import type { ServerConfig } from './config.ts';

export type { Logger };

/**
 * Structured log on stderr (stdout is kept for the one "ready" line that programs read).
 *
 * Nothing here ever receives a body, a query value or a resource: callers log types, ids, counts and times
 * only.
 */
export function createLogger(level: ServerConfig['logLevel']): Logger {
  return pino({ level, base: undefined, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination(2));
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WORD = /^(?:\.?[a-z][a-z0-9-]{0,29}|[$_][A-Za-z-]{1,40}|R4)$/;
const MAX_SEGMENTS = 8;

/**
 * The path of a request as it may be logged: what routes are made of. Not the query, whose values are health
 * data ("?name=..."), nor what stands where an id belongs and is none: people paste names and numbers there.
 */
export function safePath(url: string): string {
  const segments = (url.split('?', 1)[0] ?? '').replaceAll('%24', '$').split('/').slice(1);
  const isFhir = segments[0] === 'fhir';
  const kept = segments.slice(0, MAX_SEGMENTS).map((segment, position) => {
    const isKnown =
      segment === '' ||
      UUID.test(segment) ||
      (isFhir && position === 2 && isResourceType(segment)) ||
      (WORD.test(segment) && !(isFhir && position > 2 && /^[a-z]/.test(segment)));
    return isKnown ? segment : '…';
  });
  return `/${kept.join('/')}${segments.length > MAX_SEGMENTS ? '/…' : ''}`;
}

/**
 * What may be logged of an error that nobody expected: its kind and where it happened. Its message may quote
 * what was being read (`JSON.parse` does), and stays out.
 */
export function safeError(error: unknown): { kind: string; code?: unknown; at: string[] } {
  if (!(error instanceof Error)) {
    return { kind: typeof error, at: [] };
  }
  const at = (error.stack ?? '').split('\n').filter((line) => /^\s+at .*:\d+:\d+\)?$/.test(line));
  return { kind: error.name, code: (error as NodeJS.ErrnoException).code, at: at.map((line) => line.trim()) };
}
