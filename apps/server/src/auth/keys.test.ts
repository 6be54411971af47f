import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { KeyRing } from './keys.ts';

const DAY = 24 * 3600 * 1000;
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-keys-'));
});
afterEach(() => rm(dir, { recursive: true }));

describe('the file', () => {
  test('is made once and stays', async () => {
    const first = await KeyRing.open(dir);
    const again = await KeyRing.open(dir);
    expect(again.current.kid).toBe(first.current.kid);
    expect(again.derive('x')).toEqual(first.derive('x'));
    expect(await readdir(dir)).toEqual(['signing.key']);
  });

  test('two servers share nothing', async () => {
    const other = await mkdtemp(join(tmpdir(), 'dcc-keys-'));
    const [mine, theirs] = [await KeyRing.open(dir), await KeyRing.open(other)];
    expect(theirs.current.kid).not.toBe(mine.current.kid);
    expect(theirs.derive('x')).not.toEqual(mine.derive('x'));
    await rm(other, { recursive: true });
  });

  test('only the owner can read it, even after a careless copy', async () => {
    await KeyRing.open(dir);
    const path = join(dir, 'signing.key');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await chmod(path, 0o644);
    await KeyRing.open(dir);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('of before, a bare secret, is taken over', async () => {
    await writeFile(join(dir, 'signing.key'), randomBytes(32).toString('base64url'));
    const ring = await KeyRing.open(dir);
    expect((await KeyRing.open(dir)).current.kid).toBe(ring.current.kid);
    expect((await KeyRing.open(dir)).derive('x')).toEqual(ring.derive('x'));
  });

  test.each(['abc', '', '{}', '{"secret":"AAAA","signing":[]}', randomBytes(33).toString('base64url')])(
    'damaged (%j), it is told in French, not replaced behind the operator’s back',
    async (content) => {
      await writeFile(join(dir, 'signing.key'), content);
      await expect(KeyRing.open(dir)).rejects.toThrow('Clé de signature illisible');
      expect(await readFile(join(dir, 'signing.key'), 'utf8')).toBe(content);
    },
  );

  test('a data directory that is not there is an error', async () => {
    await expect(KeyRing.open(join(dir, 'nowhere'))).rejects.toThrow('ENOENT');
  });
});

describe('rotation', () => {
  test('a key signs 90 days; the next start brings another, the first still verifies', async () => {
    let now = 1_000_000;
    const first = (await KeyRing.open(dir, () => now)).current.kid;
    now += 89 * DAY;
    expect((await KeyRing.open(dir, () => now)).current.kid).toBe(first);
    now += DAY;
    const ring = await KeyRing.open(dir, () => now);
    expect(ring.current.kid).not.toBe(first);
    expect(ring.find(first)?.kid).toBe(first);
    expect(ring.jwks().keys.map((key) => key.kid)).toEqual([first, ring.current.kid]);
  });

  test('a key is forgotten two days after its successor began', async () => {
    let now = 1_000_000;
    const ring = await KeyRing.open(dir, () => now);
    const first = ring.current.kid;
    await ring.rotate();
    now += DAY;
    await ring.rotate();
    expect(ring.find(first)).toBeDefined();
    now += DAY;
    await ring.rotate();
    expect(ring.find(first)).toBeUndefined();
    expect((await KeyRing.open(dir, () => now)).jwks()).toEqual(ring.jwks());
  });

  test('what is derived does not change with it: second factors outlive it', async () => {
    const ring = await KeyRing.open(dir);
    const before = ring.derive('totp');
    await ring.rotate();
    expect(ring.derive('totp')).toEqual(before);
    expect(ring.derive('cookie')).not.toEqual(before);
  });
});

test('the published keys hold no private half', async () => {
  const ring = await KeyRing.open(dir);
  await ring.rotate();
  const { keys } = ring.jwks();
  expect(keys).toHaveLength(2);
  for (const key of keys) {
    expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y']);
  }
  expect(ring.find(undefined)).toBeUndefined();
  expect(ring.find('unknown')).toBeUndefined();
});
