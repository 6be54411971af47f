import { afterEach, beforeEach, expect, test } from 'vitest';
import { Db } from './db.ts';
import { migrate } from './migrations.ts';
import { Symbols } from './symbols.ts';

let db: Db;
let symbols: Symbols;
beforeEach(() => {
  db = new Db(':memory:');
  migrate(db);
  symbols = new Symbols();
});
afterEach(() => db.close());

test('a text has one symbol, another text another one', () => {
  const loinc = symbols.intern(db, 'http://loinc.org');
  expect(symbols.intern(db, 'http://loinc.org')).toBe(loinc);
  expect(symbols.find(db, 'http://loinc.org')).toBe(loinc);
  expect(symbols.intern(db, 'HTTP://LOINC.ORG')).not.toBe(loinc);
  expect(new Symbols().find(db, 'http://loinc.org')).toBe(loinc);
});

test('a text never seen has none', () => {
  expect(symbols.find(db, 'inconnu')).toBeUndefined();
});

test('a symbol of an undone transaction is forgotten: SQLite gives its number to another text', () => {
  db.exec('BEGIN');
  const lost = symbols.intern(db, 'perdu');
  db.exec('ROLLBACK');
  symbols.undone();
  symbols.ended();
  expect(symbols.find(db, 'perdu')).toBeUndefined();
  expect(symbols.intern(db, 'autre')).toBe(lost);
});

test('after a partial undo, the outer part can still be undone', () => {
  db.exec('BEGIN');
  symbols.intern(db, 'dehors');
  db.exec('SAVEPOINT s; ROLLBACK TO s');
  symbols.undone();
  expect(symbols.find(db, 'dehors')).toBeDefined();
  db.exec('ROLLBACK');
  symbols.undone();
  symbols.ended();
  expect(symbols.find(db, 'dehors')).toBeUndefined();
});

test('a symbol of a kept transaction stays, whatever is undone later', () => {
  const kept = symbols.intern(db, 'gardé');
  symbols.ended();
  symbols.undone();
  db.exec('DELETE FROM symbol');
  expect(symbols.find(db, 'gardé')).toBe(kept);
});
