import type { Db, SqlValue } from './db.ts';
import type { IndexRow } from './indexer.ts';
import type { Symbols } from './symbols.ts';

const INSERT: Record<IndexRow['table'], string> = {
  token: 'INSERT OR IGNORE INTO ix_token (pid, value, system, rid) VALUES (?, ?, ?, ?)',
  ref: 'INSERT OR IGNORE INTO ix_ref (pid, value, rid) VALUES (?, ?, ?)',
  date: 'INSERT OR IGNORE INTO ix_date (pid, low, high, rid) VALUES (?, ?, ?, ?)',
  string: 'INSERT OR IGNORE INTO ix_string (pid, folded, value, rid) VALUES (?, ?, ?, ?)',
  number: 'INSERT OR IGNORE INTO ix_number (pid, low, high, system, code, rid) VALUES (?, ?, ?, ?, ?, ?)',
};

const DELETE: Record<IndexRow['table'], string> = {
  token: 'DELETE FROM ix_token WHERE pid = ? AND value = ? AND system = ? AND rid = ?',
  ref: 'DELETE FROM ix_ref WHERE pid = ? AND value = ? AND rid = ?',
  date: 'DELETE FROM ix_date WHERE pid = ? AND low = ? AND high = ? AND rid = ?',
  string: 'DELETE FROM ix_string WHERE pid = ? AND folded = ? AND value = ? AND rid = ?',
  number:
    'DELETE FROM ix_number WHERE pid = ? AND low = ? AND high = ? AND system = ? AND code = ? AND rid = ?',
};

/**
 * Replaces the rows of a resource, touching only those that differ: most updates change one or two values.
 */
export function replaceRows(
  db: Db,
  symbols: Symbols,
  rid: number,
  before: ReadonlyMap<string, IndexRow>,
  after: ReadonlyMap<string, IndexRow>,
): void {
  for (const [key, row] of before) {
    if (!after.has(key)) {
      db.run(DELETE[row.table], ...values(db, symbols, row), rid);
    }
  }
  for (const [key, row] of after) {
    if (!before.has(key)) {
      db.run(INSERT[row.table], ...values(db, symbols, row), rid);
    }
  }
}

/** Removes every index row, before everything is indexed again. */
export function clearIndexes(db: Db): void {
  for (const table of ['token', 'ref', 'date', 'string', 'number']) {
    db.exec(`DELETE FROM ix_${table}`);
  }
}

function values(db: Db, symbols: Symbols, row: IndexRow): SqlValue[] {
  const pid = symbols.intern(db, row.param);
  switch (row.table) {
    case 'token':
      return [pid, symbols.intern(db, row.value), symbols.intern(db, row.system)];
    case 'ref':
      return [pid, symbols.intern(db, row.value)];
    case 'date':
      return [pid, row.low, row.high];
    case 'string':
      return [pid, row.folded, row.value];
    case 'number':
      return [pid, row.low, row.high, symbols.intern(db, row.system), symbols.intern(db, row.code)];
  }
}
