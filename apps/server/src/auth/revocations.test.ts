import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Driver } from '../store/driver.ts';
import { Revocations } from './revocations.ts';
import type { VerifiedToken } from './tokens.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-revoked-'));
});
afterEach(() => rm(dir, { recursive: true }));

const token = (login_id: string, seconds: number): VerifiedToken => ({
  login_id,
  sub: 'c',
  username: 'c',
  profile: 'ClientApplication/c',
  scope: 'openid',
  membership: 'm',
  exp: Math.round(Date.now() / 1000) + seconds,
});

test('a login that ended stays ended after a restart, until its token is dead anyway', async () => {
  const driver = new Driver(dir);
  const revocations = await Revocations.open(driver);
  await revocations.add(token('ended', 3600));
  await revocations.add(token('dead', -10));
  expect(revocations.has(token('ended', 3600))).toBe(true);
  expect(revocations.has(token('other', 3600))).toBe(false);
  await driver.close();

  const again = new Driver(dir);
  const reopened = await Revocations.open(again);
  expect(reopened.has(token('ended', 3600))).toBe(true);
  expect(reopened.has(token('dead', 0))).toBe(false);
  await again.close();
});
