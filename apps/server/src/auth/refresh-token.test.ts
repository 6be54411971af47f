import { randomBytes, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { makeRefreshToken, readRefreshToken } from './refresh-token.ts';

const key = randomBytes(32);
const loginId = randomUUID();
const token = makeRefreshToken(key, { loginId, generation: 7 });

test('a token tells its login and generation', () => {
  expect(readRefreshToken(key, token)).toEqual({ loginId, generation: 7 });
});

test('another generation, login or key is not believed', () => {
  const [id, , mac] = token.split('.');
  expect(readRefreshToken(key, `${id}.8.${mac}`)).toBeUndefined();
  expect(readRefreshToken(key, `${id}.07.${mac}`)).toBeUndefined();
  expect(readRefreshToken(key, `${randomUUID()}.7.${mac}`)).toBeUndefined();
  expect(readRefreshToken(randomBytes(32), token)).toBeUndefined();
});

test.each([undefined, null, 7, [], {}, '', '..', 'a.b.c', `${token}x`, `${token}\n`, 'é'.repeat(1e5)])(
  'noise is not one: %#',
  (noise) => {
    expect(readRefreshToken(key, noise)).toBeUndefined();
  },
);
