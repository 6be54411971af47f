/**
 * The physical limit beside the server: the same JSON bytes in one table of the same SQLite, with the same
 * durability (WAL, synchronous=FULL), no HTTP, no validation, no index but the primary key and one on the identifier.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

export interface RawSqlite {
  create(id: string, identifier: string, json: string): void;
  createMany(rows: [id: string, identifier: string, json: string][]): void;
  read(id: string): unknown;
  search(identifier: string): unknown;
  close(): void;
}

export function openRawSqlite(): RawSqlite {
  const dir = mkdtempSync(join(tmpdir(), 'dcc-bench-'));
  const db = new DatabaseSync(join(dir, 'raw.sqlite'));
  db.exec(`pragma journal_mode=wal; pragma synchronous=full;
    create table r (id text primary key, identifier text, content text) without rowid;
    create index r_identifier on r (identifier);`);
  const insert = db.prepare('insert into r values (?, ?, ?)');
  const byId = db.prepare('select content from r where id = ?');
  const byIdentifier = db.prepare('select content from r where identifier = ? limit 20');
  const parse = (row: unknown) => JSON.parse((row as { content: string }).content);
  return {
    create: (id, identifier, json) => void insert.run(id, identifier, json),
    createMany(rows) {
      db.exec('begin immediate');
      for (const row of rows) insert.run(...row);
      db.exec('commit');
    },
    read: (id) => parse(byId.get(id)),
    search: (identifier) => byIdentifier.all(identifier).map(parse),
    close() {
      db.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
