import { afterEach, beforeEach, expect, test } from 'vitest';
import { Db } from './db.ts';
import { liveRevocations, REVOCATIONS_SCHEMA, revokeLogin } from './revocations.ts';

let db: Db;
beforeEach(() => {
  db = new Db(':memory:');
  db.exec(REVOCATIONS_SCHEMA);
});
afterEach(() => db.close());

test('a revoked login is listed until its tokens would have died anyway', () => {
  revokeLogin(db, 'a', 1000);
  revokeLogin(db, 'b', 2000);
  expect(liveRevocations(db, 1000)).toEqual(['a', 'b']);
  expect(liveRevocations(db, 1001)).toEqual(['b']);
  expect(liveRevocations(db, 0)).toEqual(['b']);
});

test('signing out twice is signing out once', () => {
  revokeLogin(db, 'a', 1000);
  revokeLogin(db, 'a', 3000);
  expect(liveRevocations(db, 2000)).toEqual(['a']);
});

test('the schema may be applied at each start', () => {
  revokeLogin(db, 'a', 1000);
  db.exec(REVOCATIONS_SCHEMA);
  expect(liveRevocations(db, 0)).toEqual(['a']);
});
