import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Summary } from '../play/summary.ts';

/** Id and secret of a client. */
export interface Client {
  clientId: string;
  clientSecret: string;
}

/** What a data directory remembers of its demonstration, beside the server's own files. */
export interface DemoState {
  /** The service: the server's first client. */
  service: Client;
  /** The hospital's software, once the server made it. */
  hospital?: Client;
  /** Set when the month was played to its end. */
  played?: { options: string; summary: Summary };
}

const FILE = 'demonstration.json';

/**
 * The state of a data directory. A new one gets the secret of its first client here, since the server stores secrets
 * hashed and could not tell it again at the next start.
 */
export function readState(folder: string): DemoState {
  const file = join(folder, FILE);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as DemoState;
  return { service: { clientId: randomUUID(), clientSecret: randomBytes(24).toString('base64url') } };
}

/** Keeps the state, readable by its owner only, never half written. */
export function writeState(folder: string, state: DemoState): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
