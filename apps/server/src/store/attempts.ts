import type { Db } from './db.ts';

/**
 * Failed tries to prove an identity, by account and by address. Keys are keyed hashes: the table names
 * nobody. Times in milliseconds since 1970.
 */
export const ATTEMPTS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS attempt (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    lockedUntil INTEGER NOT NULL,
    lastAt INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS attempt_last ON attempt (lastAt);`;

export interface Attempt {
  readonly failures: number;
  readonly lockedUntil: number;
  readonly lastAt: number;
}

export function findAttempt(db: Db, key: string): Attempt | undefined {
  return db.get<Attempt & Record<string, never>>(
    'SELECT failures, lockedUntil, lastAt FROM attempt WHERE key = ?',
    key,
  );
}

export function putAttempt(db: Db, key: string, attempt: Attempt): void {
  const { failures, lockedUntil, lastAt } = attempt;
  db.run('INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?)', key, failures, lockedUntil, lastAt);
}

export function removeAttempt(db: Db, key: string): void {
  db.run('DELETE FROM attempt WHERE key = ?', key);
}

export function purgeAttempts(db: Db, before: number): number {
  return db.run('DELETE FROM attempt WHERE lastAt < ? AND lockedUntil < ?', before, before).changes;
}
