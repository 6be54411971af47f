import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Driver } from '../store/driver.ts';
import { temporaryDir } from '../store/testing.ts';
import { Lockout, type Tried } from './lockout.ts';

const KEY = Buffer.alloc(32, 1);
const CLAIRE: Tried = ['account', 'claire@chu.fr'];
const HOSPITAL: Tried = ['address', '192.0.2.1'];

let dir: string;
let driver: Driver;
let now: number;
let lockout: Lockout;
beforeEach(async () => {
  dir = temporaryDir();
  driver = new Driver(dir);
  now = 1_000_000_000;
  lockout = await Lockout.open(driver, KEY, () => now);
});
afterEach(async () => {
  await driver.close();
  rmSync(dir, { recursive: true });
});

const fail = (tried: readonly Tried[] = [CLAIRE]) => lockout.guard(tried, async () => undefined);
const succeed = (tried: readonly Tried[] = [CLAIRE]) => lockout.guard(tried, async () => 'ok');
async function failures(count: number, tried: readonly Tried[] = [CLAIRE]): Promise<void> {
  for (let i = 0; i < count; i++) {
    await fail(tried);
  }
}

describe('an account', () => {
  test('four mistakes cost nothing', async () => {
    await failures(4);
    expect(await succeed()).toBe('ok');
  });

  test('a fifth makes everybody wait, who knows the password too', async () => {
    await failures(5);
    await expect(succeed()).rejects.toThrow('Trop d’essais infructueux : réessayez dans une minute');
    now += 15_001;
    expect(await succeed()).toBe('ok');
  });

  test('the wait doubles, up to a quarter of an hour', async () => {
    await failures(5);
    for (const seconds of [15, 30, 60, 120, 240, 480, 900, 900]) {
      now += seconds * 1000 - 1;
      await expect(fail()).rejects.toThrow('Trop d’essais');
      now += 1;
      await fail();
    }
  });

  test('a success pardons', async () => {
    await failures(4);
    await succeed();
    await failures(4);
    expect(await succeed()).toBe('ok');
  });

  test('an hour pardons too', async () => {
    await failures(8).catch(() => undefined);
    now += 3_600_000;
    await failures(4);
    expect(await succeed()).toBe('ok');
  });

  test('another account is not concerned, nor another kind of the same name', async () => {
    await failures(5);
    expect(await succeed([['account', 'paul@chu.fr']])).toBe('ok');
    expect(await succeed([['factor', CLAIRE[1]]])).toBe('ok');
  });
});

test('guesses sent all at once do not slip through: five are looked at', async () => {
  let checks = 0;
  const guess = () =>
    lockout.guard([CLAIRE], async () => {
      checks++;
      await new Promise((resolve) => setTimeout(resolve, 5));
      return undefined;
    });
  const results = await Promise.allSettled(Array.from({ length: 200 }, guess));
  expect(checks).toBe(5);
  expect(results.filter((result) => result.status === 'rejected')).toHaveLength(195);
});

test('a check that breaks counts as a failure', async () => {
  for (let i = 0; i < 5; i++) {
    await lockout.guard([CLAIRE], () => Promise.reject(new Error('boum'))).catch(() => undefined);
  }
  await expect(succeed()).rejects.toThrow('Trop d’essais');
});

describe('an address', () => {
  test('may fail fifty times for all its accounts together', async () => {
    for (let i = 0; i < 50; i++) {
      await fail([['account', `u${i}`], HOSPITAL]);
    }
    await expect(succeed([['account', 'new'], HOSPITAL])).rejects.toThrow('Trop d’essais');
    expect(
      await succeed([
        ['account', 'new'],
        ['address', '192.0.2.2'],
      ]),
    ).toBe('ok');
  });

  test('is not pardoned by one good login', async () => {
    for (let i = 0; i < 49; i++) {
      await fail([['account', `u${i}`], HOSPITAL]);
    }
    await succeed([['account', 'mine'], HOSPITAL]);
    await fail([['account', 'u50'], HOSPITAL]);
    await expect(succeed([['account', 'mine'], HOSPITAL])).rejects.toThrow('Trop d’essais');
  });

  test('a whole hospital signing in from one is never stopped', async () => {
    for (let i = 0; i < 200; i++) {
      expect(await succeed([['account', `u${i}`], HOSPITAL])).toBe('ok');
    }
  });
});

test('a restart pardons nobody', async () => {
  await failures(5);
  await driver.close();
  driver = new Driver(dir);
  lockout = await Lockout.open(driver, KEY, () => now);
  await expect(succeed()).rejects.toThrow('Trop d’essais');
});

test('the table names nobody', async () => {
  await fail([CLAIRE, HOSPITAL]);
  const text = JSON.stringify(driver.read((db) => db.all('SELECT * FROM attempt')));
  expect(text).not.toContain('claire');
  expect(text).not.toContain('192.0');
});
