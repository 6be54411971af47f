import { afterEach, beforeEach, expect, test } from 'vitest';
import { ATTEMPTS_SCHEMA, findAttempt, purgeAttempts, putAttempt, removeAttempt } from './attempts.ts';
import { Db } from './db.ts';

let db: Db;
beforeEach(() => {
  db = new Db(':memory:');
  db.exec(ATTEMPTS_SCHEMA);
  db.exec(ATTEMPTS_SCHEMA);
});
afterEach(() => db.close());

test('written, replaced, removed', () => {
  expect(findAttempt(db, 'a')).toBeUndefined();
  putAttempt(db, 'a', { failures: 1, lockedUntil: 0, lastAt: 10 });
  putAttempt(db, 'a', { failures: 2, lockedUntil: 50, lastAt: 20 });
  expect(findAttempt(db, 'a')).toEqual({ failures: 2, lockedUntil: 50, lastAt: 20 });
  removeAttempt(db, 'a');
  expect(findAttempt(db, 'a')).toBeUndefined();
});

test('the purge keeps what is recent or still locked', () => {
  putAttempt(db, 'old', { failures: 1, lockedUntil: 0, lastAt: 10 });
  putAttempt(db, 'locked', { failures: 9, lockedUntil: 500, lastAt: 10 });
  putAttempt(db, 'recent', { failures: 1, lockedUntil: 0, lastAt: 400 });
  expect(purgeAttempts(db, 300)).toBe(1);
  expect(findAttempt(db, 'old')).toBeUndefined();
  expect(findAttempt(db, 'locked')).toBeDefined();
  expect(findAttempt(db, 'recent')).toBeDefined();
});
