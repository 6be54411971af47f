import { expect, test } from 'vitest';
import { Db } from './db.ts';
import { MIGRATIONS, migrate } from './migrations.ts';

const version = (db: Db): unknown => db.get('PRAGMA user_version');

test('an empty database gets every step, once', () => {
  const db = new Db(':memory:');
  migrate(db);
  migrate(db);
  expect(version(db)).toEqual({ user_version: MIGRATIONS.length });
  const tables = db.all<{ name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'");
  expect(tables.map((row) => row.name)).toEqual(
    expect.arrayContaining([
      'resource',
      'history',
      'symbol',
      'ix_token',
      'ix_ref',
      'ix_date',
      'ix_string',
      'ix_number',
    ]),
  );
});

test('an older database gets the missing steps only', () => {
  const db = new Db(':memory:');
  migrate(db, ['CREATE TABLE a (x)']);
  migrate(db, ['this would fail', 'CREATE TABLE b (x)']);
  expect(version(db)).toEqual({ user_version: 2 });
});

test('a step that fails leaves nothing of itself', () => {
  const db = new Db(':memory:');
  expect(() => migrate(db, ['CREATE TABLE a (x)', 'CREATE TABLE b (x); nonsense'])).toThrow();
  expect(version(db)).toEqual({ user_version: 1 });
  expect(db.get("SELECT name FROM sqlite_schema WHERE name = 'b'")).toBeUndefined();
});

test('a database of a newer server is refused, not damaged', () => {
  const db = new Db(':memory:');
  db.exec('PRAGMA user_version = 999');
  expect(() => migrate(db)).toThrow(/version plus récente/);
});

test('searches go through indexes, never through a scan of an index table', () => {
  const db = new Db(':memory:');
  migrate(db);
  const queries = [
    'SELECT rid FROM ix_token WHERE pid = 1 AND value IN (2, 3)',
    'SELECT rid FROM ix_token WHERE pid = 1 AND ((value, system) IN (VALUES (2, 3), (4, 5)))',
    'SELECT rid FROM ix_ref WHERE pid = 1 AND value = 2',
    'SELECT rid FROM ix_date WHERE pid = 1 AND low <= 2 AND high >= 1',
    "SELECT rid FROM ix_string WHERE pid = 1 AND folded >= 'a' AND folded < 'b'",
    'SELECT rid FROM ix_number WHERE pid = 1 AND low > 2',
    'SELECT min(low) FROM ix_date WHERE rid = 1 AND pid = 2',
    "SELECT rid FROM resource WHERE type = 'Patient' AND deleted = 0 ORDER BY updated",
  ];
  for (const query of queries) {
    const plan = db.all<{ detail: string }>(`EXPLAIN QUERY PLAN ${query}`).map((row) => row.detail);
    expect(plan[0], query).toMatch(/^SEARCH \w+ USING (PRIMARY KEY|COVERING INDEX|INDEX)/);
    expect(plan.join('; '), query).not.toContain('TEMP B-TREE');
  }
});
