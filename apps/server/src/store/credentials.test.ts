import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CREDENTIALS_SCHEMA,
  confirmSecret,
  countRecoveryCodes,
  findByEmail,
  findCredential,
  putEmail,
  removeCredential,
  removeSecret,
  replaceRecoveryCodes,
  setPasswordHash,
  setPendingSecret,
  useRecoveryCode,
  useStep,
} from './credentials.ts';
import { Db } from './db.ts';

let db: Db;
beforeEach(() => {
  db = new Db(':memory:');
  db.exec(CREDENTIALS_SCHEMA);
  db.exec(CREDENTIALS_SCHEMA);
  putEmail(db, 'u1', 'claire@chu.fr');
});
afterEach(() => db.close());

describe('addresses', () => {
  test('one user each', () => {
    expect(putEmail(db, 'u2', 'claire@chu.fr')).toBe(false);
    expect(findCredential(db, 'u2')).toBeUndefined();
    expect(putEmail(db, 'u2', 'paul@chu.fr')).toBe(true);
    expect(findByEmail(db, 'paul@chu.fr')?.userId).toBe('u2');
  });

  test('a changed address frees the old one and keeps the password', () => {
    setPasswordHash(db, 'u1', 'hash');
    expect(putEmail(db, 'u1', 'autre@chu.fr')).toBe(true);
    expect(findByEmail(db, 'claire@chu.fr')).toBeUndefined();
    expect(findByEmail(db, 'autre@chu.fr')).toMatchObject({ userId: 'u1', passwordHash: 'hash' });
  });

  test('several users without one', () => {
    expect(putEmail(db, 'u2', null)).toBe(true);
    expect(putEmail(db, 'u3', null)).toBe(true);
    expect(findCredential(db, 'u3')?.emailKey).toBeNull();
  });
});

describe('second factor', () => {
  test('counts from its first confirmed code', () => {
    setPendingSecret(db, 'u1', 'sealed');
    expect(findCredential(db, 'u1')).toMatchObject({ mfaSecret: null, mfaPending: 'sealed' });
    confirmSecret(db, 'u1', 100);
    expect(findCredential(db, 'u1')).toMatchObject({ mfaSecret: 'sealed', mfaPending: null, lastStep: 100 });
  });

  test('a step is used once, and no earlier one after it', () => {
    expect(useStep(db, 'u1', 100)).toBe(true);
    expect(useStep(db, 'u1', 100)).toBe(false);
    expect(useStep(db, 'u1', 99)).toBe(false);
    expect(useStep(db, 'u1', 101)).toBe(true);
    expect(useStep(db, 'nobody', 1)).toBe(false);
  });

  test('removed with its recovery codes, but used steps stay used', () => {
    setPendingSecret(db, 'u1', 'sealed');
    confirmSecret(db, 'u1', 100);
    replaceRecoveryCodes(db, 'u1', ['a']);
    removeSecret(db, 'u1');
    expect(findCredential(db, 'u1')).toMatchObject({ mfaSecret: null, lastStep: 100 });
    expect(countRecoveryCodes(db, 'u1')).toBe(0);
  });
});

describe('recovery codes', () => {
  test('each opens once, for its owner alone', () => {
    putEmail(db, 'u2', null);
    replaceRecoveryCodes(db, 'u1', ['a', 'b']);
    expect(useRecoveryCode(db, 'u2', 'a')).toBe(false);
    expect(useRecoveryCode(db, 'u1', 'a')).toBe(true);
    expect(useRecoveryCode(db, 'u1', 'a')).toBe(false);
    expect(countRecoveryCodes(db, 'u1')).toBe(1);
  });

  test('new ones replace all of the old', () => {
    replaceRecoveryCodes(db, 'u1', ['a', 'b']);
    replaceRecoveryCodes(db, 'u1', ['c']);
    expect(useRecoveryCode(db, 'u1', 'b')).toBe(false);
    expect(useRecoveryCode(db, 'u1', 'c')).toBe(true);
  });
});

test('a removed user leaves nothing', () => {
  replaceRecoveryCodes(db, 'u1', ['a']);
  removeCredential(db, 'u1');
  expect(findCredential(db, 'u1')).toBeUndefined();
  expect(db.all('SELECT * FROM recovery_code')).toEqual([]);
});
