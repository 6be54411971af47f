import { afterEach, beforeEach, expect, test } from 'vitest';
import { Db } from './db.ts';

let db: Db;
beforeEach(() => {
  db = new Db(':memory:');
  db.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT)');
});
afterEach(() => db.close());

test('runs changes and queries with bound values', () => {
  expect(db.run('INSERT INTO t (b) VALUES (?)', "l'été")).toEqual({ changes: 1, lastInsertRowid: 1 });
  db.run('INSERT INTO t (b) VALUES (?)', null);
  expect(db.all('SELECT * FROM t ORDER BY a')).toEqual([
    { a: 1, b: "l'été" },
    { a: 2, b: null },
  ]);
  expect(db.get('SELECT b FROM t WHERE a = ?', 1)).toEqual({ b: "l'été" });
  expect(db.get('SELECT b FROM t WHERE a = ?', 9)).toBeUndefined();
  expect(db.run('DELETE FROM t').changes).toBe(2);
});

test('keeps a statement compiled between two uses', () => {
  expect(db.prepare('SELECT 1')).toBe(db.prepare('SELECT 1'));
});

test('forgets the least recently used statements, and compiles them again when asked', () => {
  const first = db.prepare('SELECT 0');
  const kept = db.prepare('SELECT -1');
  for (let i = 1; i < 400; i++) {
    db.prepare(`SELECT ${i}`);
    db.prepare('SELECT -1');
  }
  expect(db.prepare('SELECT -1')).toBe(kept);
  expect(db.prepare('SELECT 0')).not.toBe(first);
  expect(db.get('SELECT 0 AS n')).toEqual({ n: 0 });
});

test('closing twice is harmless', () => {
  db.close();
  db.close();
  expect(db.connection.isOpen).toBe(false);
});
