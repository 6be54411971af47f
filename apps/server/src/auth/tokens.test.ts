import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseJWTPayload } from '@medplum/core';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { KeyRing } from './keys.ts';
import { type TokenClaims, TokenService } from './tokens.ts';

let dir: string;
let keys: KeyRing;
let service: TokenService;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-tokens-'));
  keys = await KeyRing.open(dir);
  service = new TokenService(keys, () => 'http://localhost:8103/');
});
afterAll(() => rm(dir, { recursive: true }));

const claims: TokenClaims = {
  login_id: 'l',
  client_id: 'c',
  sub: 'c',
  username: 'c',
  profile: 'ClientApplication/c',
  scope: 'openid',
  membership: 'm',
};

describe('tokens', () => {
  test('a token carries what MedplumClient checks: client_id and exp', async () => {
    const payload = parseJWTPayload(await service.sign(claims, 3600));
    expect(payload.client_id).toBe('c');
    expect(payload.iss).toBe('http://localhost:8103/');
    expect((payload.exp as number) - (payload.iat as number)).toBe(3600);
  });

  test('our own token verifies', async () => {
    expect(await service.verify(await service.sign(claims, 60))).toMatchObject(claims);
  });

  test('it survives a change of port: only the key says whose it is', async () => {
    const moved = new TokenService(keys, () => 'http://localhost:9000/');
    expect(await moved.verify(await service.sign(claims, 60))).toMatchObject(claims);
  });
});

describe('what is not a live token of this server', () => {
  test('another server’s, even under the name of our key', async () => {
    const there = await mkdtemp(join(tmpdir(), 'dcc-tokens-'));
    const foreign = await KeyRing.open(there);
    const other = new TokenService(foreign, () => 'http://localhost:8103/');
    expect(await service.verify(await other.sign(claims, 60))).toBeUndefined();
    const forged = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: keys.current.kid })
      .setExpirationTime('1h')
      .sign(foreign.current.privateKey);
    expect(await service.verify(forged)).toBeUndefined();
    await rm(there, { recursive: true });
  });

  test('the public key taken for a shared secret (HS256)', async () => {
    const secret = Buffer.from(JSON.stringify(keys.jwks().keys[0]));
    const forged = await new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT', kid: keys.current.kid })
      .setExpirationTime('1h')
      .sign(secret);
    expect(await service.verify(forged)).toBeUndefined();
  });

  test('a token of ours made for something else', async () => {
    for (const type of ['id+jwt', 'step-up+jwt'] as const) {
      const other = await service.signAs(type, { ...claims }, 60);
      expect(await service.verify(other)).toBeUndefined();
      expect(await service.verifyAs(type, other, ['sub'])).toMatchObject({ sub: 'c' });
      expect(await service.verifyAs(type, other, ['acr'])).toBeUndefined();
    }
  });

  test('one that was live when last seen and has expired since', async () => {
    const token = await service.sign(claims, 1);
    expect(await service.verify(token)).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await service.verify(token)).toBeUndefined();
  });

  test('an expired one', async () => {
    expect(await service.verify(await service.sign(claims, -10))).toBeUndefined();
  });

  test('an unsigned one (alg none)', async () => {
    const unsigned = new UnsecuredJWT({ ...claims }).setExpirationTime('1h').encode();
    expect(await service.verify(unsigned)).toBeUndefined();
  });

  test('one changed on the way', async () => {
    const [header, , signature] = (await service.sign(claims, 60)).split('.');
    const forged = Buffer.from(JSON.stringify({ ...claims, membership: 'admin', exp: 9e9 })).toString(
      'base64url',
    );
    expect(await service.verify(`${header}.${forged}.${signature}`)).toBeUndefined();
  });

  test('one of our key without the claims we rely on', async () => {
    const bare = await service.signAs('JWT', { sub: 'c' }, 60);
    expect(await service.verify(bare)).toBeUndefined();
  });

  test.each(['', 'a', 'a.b.c', '....', 'é'.repeat(1000)])('noise: %j', async (noise) => {
    expect(await service.verify(noise)).toBeUndefined();
  });
});

test('a rotated key: tokens of before still open', async () => {
  const before = await service.sign(claims, 60);
  await keys.rotate();
  const fresh = new TokenService(keys, () => 'http://localhost:8103/');
  expect(await fresh.verify(before)).toMatchObject(claims);
  expect(await fresh.verify(await fresh.sign(claims, 60))).toMatchObject(claims);
});
