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

/** The path of a request without its query: search values are health data ("?name=..."). */
export function safePath(url: string): string {
  const path = url.split('?', 1)[0] ?? '';
  return path.length > 200 ? `${path.slice(0, 200)}…` : path;
}
