import type { Db } from './db.ts';

/**
 * Logins, from the first right password to the last refresh (Medplum's Login resource, which it shows to
 * nobody either). Codes are hashed; refresh tokens are not kept at all: `generation` says which one is next.
 * Times in milliseconds since 1970.
 */
export const LOGINS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS login (
    id TEXT PRIMARY KEY,
    userId TEXT NOT NULL,
    projectId TEXT,
    membershipId TEXT,
    clientId TEXT,
    authMethod TEXT NOT NULL,
    scope TEXT NOT NULL,
    nonce TEXT,
    codeChallenge TEXT,
    codeChallengeMethod TEXT,
    codeHash TEXT UNIQUE,
    codeExpiresAt INTEGER,
    offline INTEGER NOT NULL DEFAULT 0,
    generation INTEGER NOT NULL DEFAULT 0,
    amr TEXT NOT NULL,
    mfaVerified INTEGER NOT NULL DEFAULT 0,
    granted INTEGER NOT NULL DEFAULT 0,
    revoked INTEGER NOT NULL DEFAULT 0,
    authTime INTEGER NOT NULL,
    lastUsedAt INTEGER NOT NULL,
    expiresAt INTEGER NOT NULL,
    remoteAddress TEXT,
    userAgent TEXT
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS login_user ON login (userId, granted);`;

export interface LoginRow {
  readonly id: string;
  readonly userId: string;
  /** Asked for by the application; null when any will do. */
  readonly projectId: string | null;
  /** Null until chosen. */
  readonly membershipId: string | null;
  readonly clientId: string | null;
  readonly authMethod: 'password' | 'external';
  readonly scope: string;
  readonly nonce: string | null;
  readonly codeChallenge: string | null;
  readonly codeChallengeMethod: 'plain' | 'S256' | null;
  readonly codeHash: string | null;
  readonly codeExpiresAt: number | null;
  /** 1 when a refresh token was asked for. */
  readonly offline: number;
  readonly generation: number;
  /** RFC 8176 values, separated by spaces. */
  readonly amr: string;
  readonly mfaVerified: number;
  /** 1 once the code has become tokens: before, it is an attempt; after, a session. */
  readonly granted: number;
  readonly revoked: number;
  readonly authTime: number;
  readonly lastUsedAt: number;
  readonly expiresAt: number;
  readonly remoteAddress: string | null;
  readonly userAgent: string | null;
}

export type NewLogin = Pick<
  LoginRow,
  'id' | 'userId' | 'authMethod' | 'scope' | 'amr' | 'authTime' | 'expiresAt'
> &
  Partial<LoginRow>;

export function addLogin(db: Db, login: NewLogin): void {
  const row: Partial<LoginRow> = { lastUsedAt: login.authTime, ...login };
  const names = Object.keys(row);
  const values = Object.values(row).map((value) => value ?? null);
  db.run(`INSERT INTO login (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`, ...values);
}

/** Changes the columns given. */
export function changeLogin(db: Db, id: string, change: Partial<LoginRow>): void {
  const names = Object.keys(change);
  const values = Object.values(change).map((value) => value ?? null);
  db.run(`UPDATE login SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`, ...values, id);
}

export function findLogin(db: Db, id: string): LoginRow | undefined {
  return db.get<LoginRow & Record<string, never>>('SELECT * FROM login WHERE id = ?', id);
}

export function findLoginByCode(db: Db, codeHash: string): LoginRow | undefined {
  return db.get<LoginRow & Record<string, never>>('SELECT * FROM login WHERE codeHash = ?', codeHash);
}

/** The live sessions of a user, the last used first. */
export function listSessions(db: Db, userId: string, now: number): LoginRow[] {
  return db.all<LoginRow & Record<string, never>>(
    `SELECT * FROM login WHERE userId = ? AND granted = 1 AND revoked = 0 AND expiresAt > ?
       ORDER BY lastUsedAt DESC`,
    userId,
    now,
  );
}

/** Attempts that can still become sessions, and sessions: what ends when a password changes. */
export function openLogins(db: Db, userId: string): LoginRow[] {
  const sql = 'SELECT * FROM login WHERE userId = ? AND revoked = 0';
  return db.all<LoginRow & Record<string, never>>(sql, userId);
}

/** Forgets what ended some time ago: a used code or refresh token must be recognised until then. */
export function purgeLogins(db: Db, before: number): number {
  return db.run('DELETE FROM login WHERE expiresAt < ?', before).changes;
}
