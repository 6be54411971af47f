import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Driver } from '../store/driver.ts';
import { temporaryDir } from '../store/testing.ts';
import { type LoginStart, Logins } from './logins.ts';
import { Revocations } from './revocations.ts';
import type { SecondFactor } from './second-factor.ts';
import type { Users } from './users.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PERSON: LoginStart = { userId: 'u1', authMethod: 'password', amr: 'pwd', offline: 1 };

/** Somebody with one membership and no second factor: here it is the clock that is tried. */
const users = {
  read: async (id: string) => ({ resourceType: 'User', id, firstName: 'A', lastName: 'B' }),
  memberships: async () => [{ id: 'm1' }],
} as unknown as Users;
const factor = { isEnrolled: () => false } as unknown as SecondFactor;
const willing = () => undefined;

let dir: string;
let driver: Driver;
let revocations: Revocations;
let now: number;
let logins: Logins;
beforeEach(async () => {
  dir = temporaryDir();
  driver = new Driver(dir);
  revocations = await Revocations.open(driver);
  now = Date.now();
  logins = await Logins.open({
    driver,
    users,
    factor,
    revocations,
    key: Buffer.alloc(32, 1),
    now: () => now,
  });
});
afterEach(async () => {
  await driver.close();
  rmSync(dir, { recursive: true });
});

async function code(): Promise<string> {
  return (await logins.next(await logins.start(PERSON))).code!;
}

describe('before the token', () => {
  test('an attempt lasts a quarter of an hour', async () => {
    const { id } = await logins.start(PERSON);
    now += 15 * MINUTE - 1;
    expect(logins.pending(id).id).toBe(id);
    now += 1;
    expect(() => logins.pending(id)).toThrow('expirée');
  });

  test('a code lasts two minutes', async () => {
    const [first, second] = [await code(), await code()];
    now += 2 * MINUTE - 1;
    expect(await logins.redeem(first, willing)).toMatchObject({ granted: 1, membershipId: 'm1' });
    now += 1;
    await expect(logins.redeem(second, willing)).rejects.toThrow('Code expiré');
  });

  test('a new code replaces the one before', async () => {
    const row = await logins.start(PERSON);
    const { code: old } = await logins.next(row);
    const { code: fresh } = await logins.next(logins.pending(row.id));
    await expect(logins.redeem(old, willing)).rejects.toThrow('Code inconnu');
    expect(await logins.redeem(fresh, willing)).toMatchObject({ id: row.id });
  });

  test('a refused client ends it, and says why', async () => {
    const one = await code();
    await expect(logins.redeem(one, () => 'Pas vous')).rejects.toThrow('Pas vous');
    await expect(logins.redeem(one, willing)).rejects.toThrow('Session terminée');
  });
});

describe('afterwards', () => {
  const open = async () => logins.redeem(await code(), willing);
  const renew = (token: string | undefined) => logins.refresh(token, willing);

  test('a session not used for two weeks is over', async () => {
    const [used, left] = [await open(), await open()];
    now += 14 * DAY - 1;
    await renew(logins.refreshToken(used));
    now += 1;
    await expect(renew(logins.refreshToken(left))).rejects.toThrow('Session terminée');
  });

  test('one used every day is over after thirty', async () => {
    let row = await open();
    for (let day = 1; day < 30; day++) {
      now += DAY;
      row = await renew(logins.refreshToken(row));
    }
    now += DAY;
    await expect(renew(logins.refreshToken(row))).rejects.toThrow('Session terminée');
  });

  test('without refresh token it lasts as long as its access token', async () => {
    const row = await logins.start({ ...PERSON, offline: 0 });
    const session = await logins.redeem((await logins.next(row)).code, willing);
    expect(logins.refreshToken(session)).toBeUndefined();
    now += 60 * MINUTE - 1;
    expect(logins.sessions('u1')).toHaveLength(1);
    now += 1;
    expect(logins.sessions('u1')).toEqual([]);
  });

  test('any earlier refresh token ends it, however old', async () => {
    const row = await open();
    const first = logins.refreshToken(row);
    let latest = row;
    for (let i = 0; i < 5; i++) {
      latest = await renew(logins.refreshToken(latest));
    }
    await expect(renew(first)).rejects.toThrow('déjà utilisé');
    expect(revocations.has({ login_id: row.id })).toBe(true);
    await expect(renew(logins.refreshToken(latest))).rejects.toThrow('Session terminée');
  });

  test('two refreshes at once: one wins, and the theft is noticed', async () => {
    const token = logins.refreshToken(await open());
    const results = await Promise.allSettled([renew(token), renew(token)]);
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(logins.sessions('u1')).toEqual([]);
  });

  test('all but one end together', async () => {
    const [kept, ...others] = [await open(), await open(), await open()];
    const attempt = await logins.start(PERSON);
    await logins.revokeAll('u1', kept.id);
    expect(logins.sessions('u1').map(({ id }) => id)).toEqual([kept.id]);
    expect(others.every(({ id }) => revocations.has({ login_id: id }))).toBe(true);
    expect(() => logins.pending(attempt.id)).toThrow('inconnue');
  });
});
