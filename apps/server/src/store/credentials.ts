import type { Db } from './db.ts';

/**
 * What proves who a user is, apart from the User resource: no search, history, GraphQL query or bot ever comes
 * near it. Times in milliseconds since 1970.
 *
 * - `passwordHash` as `hashSecret` makes it, `mfaSecret` and `mfaPending` sealed (AES-GCM);
 * - `lastStep` is the time step of the last one-time code accepted: none is accepted twice;
 * - recovery codes are random enough (80 bits) for a plain hash.
 */
export const CREDENTIALS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS credential (
    userId TEXT PRIMARY KEY,
    emailKey TEXT UNIQUE,
    passwordHash TEXT,
    mfaSecret TEXT,
    mfaPending TEXT,
    lastStep INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS recovery_code (
    userId TEXT NOT NULL REFERENCES credential (userId) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    PRIMARY KEY (userId, hash)
  ) WITHOUT ROWID;`;

export interface Credential {
  readonly userId: string;
  /** Folded e-mail address: what a login looks for. */
  readonly emailKey: string | null;
  readonly passwordHash: string | null;
  /** Set once enrolled. */
  readonly mfaSecret: string | null;
  /** Shown as a QR code, not yet confirmed by a first code. */
  readonly mfaPending: string | null;
  readonly lastStep: number;
}

export function findCredential(db: Db, userId: string): Credential | undefined {
  return db.get<Credential & Record<string, never>>('SELECT * FROM credential WHERE userId = ?', userId);
}

export function findByEmail(db: Db, emailKey: string): Credential | undefined {
  return db.get<Credential & Record<string, never>>('SELECT * FROM credential WHERE emailKey = ?', emailKey);
}

/** Makes the row of a user, or gives it another address. False when the address is somebody else's. */
export function putEmail(db: Db, userId: string, emailKey: string | null): boolean {
  const holder = emailKey === null ? undefined : findByEmail(db, emailKey);
  if (holder && holder.userId !== userId) {
    return false;
  }
  db.run(
    `INSERT INTO credential (userId, emailKey) VALUES (?, ?)
       ON CONFLICT (userId) DO UPDATE SET emailKey = excluded.emailKey`,
    userId,
    emailKey,
  );
  return true;
}

export function setPasswordHash(db: Db, userId: string, hash: string): void {
  db.run('UPDATE credential SET passwordHash = ? WHERE userId = ?', hash, userId);
}

export function setPendingSecret(db: Db, userId: string, sealed: string): void {
  db.run('UPDATE credential SET mfaPending = ? WHERE userId = ?', sealed, userId);
}

/** The pending secret becomes the one in force; the code that confirmed it is used up. */
export function confirmSecret(db: Db, userId: string, step: number): void {
  db.run(
    'UPDATE credential SET mfaSecret = mfaPending, mfaPending = NULL, lastStep = ? WHERE userId = ?',
    step,
    userId,
  );
}

export function removeSecret(db: Db, userId: string): void {
  db.run('UPDATE credential SET mfaSecret = NULL, mfaPending = NULL WHERE userId = ?', userId);
  db.run('DELETE FROM recovery_code WHERE userId = ?', userId);
}

/** Uses up a code. False when this step or a later one was used meanwhile: two requests, one winner. */
export function useStep(db: Db, userId: string, step: number): boolean {
  const sql = 'UPDATE credential SET lastStep = ? WHERE userId = ? AND lastStep < ?';
  return db.run(sql, step, userId, step).changes > 0;
}

export function replaceRecoveryCodes(db: Db, userId: string, hashes: readonly string[]): void {
  db.run('DELETE FROM recovery_code WHERE userId = ?', userId);
  for (const hash of hashes) {
    db.run('INSERT INTO recovery_code (userId, hash) VALUES (?, ?)', userId, hash);
  }
}

/** Uses up a recovery code. False when it is none of the user's, or used already. */
export function useRecoveryCode(db: Db, userId: string, hash: string): boolean {
  return db.run('DELETE FROM recovery_code WHERE userId = ? AND hash = ?', userId, hash).changes > 0;
}

export function countRecoveryCodes(db: Db, userId: string): number {
  const row = db.get<{ n: number }>('SELECT count(*) AS n FROM recovery_code WHERE userId = ?', userId);
  return row?.n ?? 0;
}

export function removeCredential(db: Db, userId: string): void {
  db.run('DELETE FROM credential WHERE userId = ?', userId);
}
