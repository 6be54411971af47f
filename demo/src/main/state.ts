import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client, Secrets } from '../accounts/index.ts';
import type { Summary } from '../play/summary.ts';

/** What a data directory remembers of its demonstration, beside the server's own files. */
export interface DemoState {
  /** The service: the server's first client. */
  service: Client;
  /** Second factors of the accounts and clients of the establishments, once the server made them. */
  secrets: Secrets;
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
  const secrets: Secrets = { factors: {}, software: {} };
  if (existsSync(file)) {
    // One written before accounts existed has no secrets.
    return { secrets, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<DemoState>) } as DemoState;
  }
  return {
    service: { clientId: randomUUID(), clientSecret: randomBytes(24).toString('base64url') },
    secrets,
  };
}

/** Keeps the state, readable by its owner only, never half written. */
export function writeState(folder: string, state: DemoState): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
