import type { Db } from './db.ts';

/**
 * The schema, one step per version (`PRAGMA user_version` = number of steps done). Steps are never edited
 * once released: a change is a new step.
 *
 * - `symbol` interns every repeated text (parameter names, systems, codes, references, urls): index rows are
 *   small integers.
 * - `resource` holds the current version (`ref` = the symbol of "Type/id", what reference rows hold),
 *   `history` the superseded ones and the tombstones.
 * - `ix_*` are clustered by what is searched (`WITHOUT ROWID`); the second index serves sorting by resource.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

  CREATE TABLE symbol (sid INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE);

  CREATE TABLE resource (
    rid INTEGER PRIMARY KEY,
    type TEXT NOT NULL,
    id TEXT NOT NULL,
    ref INTEGER NOT NULL UNIQUE,
    project INTEGER NOT NULL,
    vid TEXT NOT NULL,
    updated INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    content TEXT
  );
  CREATE INDEX resource_updated ON resource (type, deleted, updated, project);

  CREATE TABLE history (
    rid INTEGER NOT NULL,
    updated INTEGER NOT NULL,
    vid TEXT NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    content TEXT
  );
  CREATE UNIQUE INDEX history_version ON history (rid, updated DESC);

  CREATE TABLE ix_token (
    pid INTEGER NOT NULL, value INTEGER NOT NULL, system INTEGER NOT NULL, rid INTEGER NOT NULL,
    PRIMARY KEY (pid, value, system, rid)
  ) WITHOUT ROWID;
  CREATE INDEX ix_token_rid ON ix_token (rid, pid);

  CREATE TABLE ix_ref (
    pid INTEGER NOT NULL, value INTEGER NOT NULL, rid INTEGER NOT NULL,
    PRIMARY KEY (pid, value, rid)
  ) WITHOUT ROWID;
  CREATE INDEX ix_ref_rid ON ix_ref (rid, pid);

  CREATE TABLE ix_date (
    pid INTEGER NOT NULL, low INTEGER NOT NULL, high INTEGER NOT NULL, rid INTEGER NOT NULL,
    PRIMARY KEY (pid, low, high, rid)
  ) WITHOUT ROWID;
  CREATE INDEX ix_date_rid ON ix_date (rid, pid);

  CREATE TABLE ix_string (
    pid INTEGER NOT NULL, folded TEXT NOT NULL, value TEXT NOT NULL, rid INTEGER NOT NULL,
    PRIMARY KEY (pid, folded, value, rid)
  ) WITHOUT ROWID;
  CREATE INDEX ix_string_rid ON ix_string (rid, pid);

  CREATE TABLE ix_number (
    pid INTEGER NOT NULL, low REAL NOT NULL, high REAL NOT NULL,
    system INTEGER NOT NULL, code INTEGER NOT NULL, rid INTEGER NOT NULL,
    PRIMARY KEY (pid, low, high, system, code, rid)
  ) WITHOUT ROWID;
  CREATE INDEX ix_number_rid ON ix_number (rid, pid);
  `,
];

/** Brings the database to the last version; each step is one transaction. */
export function migrate(db: Db, migrations: readonly string[] = MIGRATIONS): void {
  const row = db.get<{ user_version: number }>('PRAGMA user_version');
  const current = row?.user_version ?? 0;
  if (current > migrations.length) {
    throw new Error(
      `La base de données vient d'une version plus récente du serveur (schéma ${current}, ` +
        `connu jusqu'à ${migrations.length}).`,
    );
  }
  for (let version = current; version < migrations.length; version++) {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(migrations[version]!);
      db.exec(`PRAGMA user_version = ${version + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }
}
