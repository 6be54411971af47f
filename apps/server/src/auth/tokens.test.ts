import { randomBytes } from 'node:crypto';
import { parseJWTPayload } from '@medplum/core';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { type TokenClaims, TokenService } from './tokens.ts';

const key = randomBytes(32);
const service = new TokenService(key, () => 'http://localhost:8103/');
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
    const moved = new TokenService(key, () => 'http://localhost:9000/');
    expect(await moved.verify(await service.sign(claims, 60))).toMatchObject(claims);
  });
});

describe('what is not a live token of this server', () => {
  test('another key', async () => {
    const other = new TokenService(randomBytes(32), () => 'http://localhost:8103/');
    expect(await service.verify(await other.sign(claims, 60))).toBeUndefined();
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
    const bare = await new SignJWT({ sub: 'c' })
      .setProtectedHeader({ alg: 'HS256' })
      .setExpirationTime('1h')
      .sign(key);
    expect(await service.verify(bare)).toBeUndefined();
  });

  test.each(['', 'a', 'a.b.c', '....', 'é'.repeat(1000)])('noise: %j', async (noise) => {
    expect(await service.verify(noise)).toBeUndefined();
  });
});
