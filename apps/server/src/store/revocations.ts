import type { Db } from './db.ts';

/** Logins ended before their tokens: the only part of a session that must outlive the process. */
export const REVOCATIONS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS revocation (loginId TEXT PRIMARY KEY, expiresAt INTEGER NOT NULL) WITHOUT ROWID;`;

/** Notes that a login is over; `expiresAt` (ms) is when its last token dies by itself. */
export function revokeLogin(db: Db, loginId: string, expiresAt: number): void {
  db.run('INSERT OR REPLACE INTO revocation (loginId, expiresAt) VALUES (?, ?)', loginId, expiresAt);
}

/** Forgets what no live token can carry any more, and lists the rest. */
export function liveRevocations(db: Db, now: number): string[] {
  db.run('DELETE FROM revocation WHERE expiresAt < ?', now);
  return db.all<{ loginId: string }>('SELECT loginId FROM revocation').map((row) => row.loginId);
}
