import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Db } from './db.ts';
import {
  addLogin,
  changeLogin,
  findLogin,
  findLoginByCode,
  LOGINS_SCHEMA,
  listSessions,
  type NewLogin,
  openLogins,
  purgeLogins,
} from './logins.ts';

let db: Db;
beforeEach(() => {
  db = new Db(':memory:');
  db.exec(LOGINS_SCHEMA);
  db.exec(LOGINS_SCHEMA);
});
afterEach(() => db.close());

const login = (id: string, more: Partial<NewLogin> = {}): NewLogin => ({
  id,
  userId: 'u1',
  authMethod: 'password',
  scope: 'openid',
  amr: 'pwd',
  authTime: 1000,
  expiresAt: 5000,
  ...more,
});

test('a login is found as it was written, with its defaults', () => {
  addLogin(db, login('a', { clientId: 'c', codeHash: 'h', projectId: undefined }));
  expect(findLogin(db, 'a')).toMatchObject({
    clientId: 'c',
    projectId: null,
    membershipId: null,
    granted: 0,
    revoked: 0,
    generation: 0,
    lastUsedAt: 1000,
  });
  expect(findLoginByCode(db, 'h')?.id).toBe('a');
  expect(findLogin(db, 'b')).toBeUndefined();
  expect(findLoginByCode(db, 'x')).toBeUndefined();
});

test('a change touches what it names, and no other login', () => {
  addLogin(db, login('a'));
  addLogin(db, login('b'));
  changeLogin(db, 'a', { membershipId: 'm', granted: 1, codeHash: null });
  expect(findLogin(db, 'a')).toMatchObject({ membershipId: 'm', granted: 1, scope: 'openid' });
  expect(findLogin(db, 'b')).toMatchObject({ membershipId: null, granted: 0 });
});

test('two logins never share a code', () => {
  addLogin(db, login('a', { codeHash: 'h' }));
  expect(() => addLogin(db, login('b', { codeHash: 'h' }))).toThrow('UNIQUE');
});

describe('sessions', () => {
  beforeEach(() => {
    addLogin(db, login('old', { granted: 1, lastUsedAt: 1 }));
    addLogin(db, login('new', { granted: 1, lastUsedAt: 2 }));
    addLogin(db, login('attempt'));
    addLogin(db, login('revoked', { granted: 1, revoked: 1 }));
    addLogin(db, login('expired', { granted: 1, expiresAt: 1500 }));
    addLogin(db, login('other', { granted: 1, userId: 'u2' }));
  });

  test('are those granted, alive and of this user, the last used first', () => {
    expect(listSessions(db, 'u1', 2000).map((one) => one.id)).toEqual(['new', 'old']);
  });

  test('what a changed password ends: attempts too', () => {
    const ids = openLogins(db, 'u1').map((one) => one.id);
    expect(ids.sort()).toEqual(['attempt', 'expired', 'new', 'old']);
  });

  test('are forgotten long after their end', () => {
    expect(purgeLogins(db, 1501)).toBe(1);
    expect(findLogin(db, 'expired')).toBeUndefined();
    expect(findLogin(db, 'old')).toBeDefined();
  });
});
