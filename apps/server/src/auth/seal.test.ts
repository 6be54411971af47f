import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { seal, unseal } from './seal.ts';

const key = randomBytes(32);

test.each(['', 'secret', 'é🔑'.repeat(1000)])('what is sealed opens (%#)', (text) => {
  expect(unseal(key, 'totp:u1', seal(key, 'totp:u1', text))).toBe(text);
});

test('two seals of one text differ, and neither shows it', () => {
  const [one, two] = [seal(key, 'a', 'JBSWY3DP'), seal(key, 'a', 'JBSWY3DP')];
  expect(one).not.toBe(two);
  expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('JBSWY3DP');
});

test('another key or another context does not open', () => {
  const sealed = seal(key, 'totp:u1', 'x');
  expect(unseal(randomBytes(32), 'totp:u1', sealed)).toBeUndefined();
  expect(unseal(key, 'totp:u2', sealed)).toBeUndefined();
});

test('each changed byte is noticed', () => {
  const bytes = Buffer.from(seal(key, 'a', 'texte'), 'base64url');
  for (let i = 0; i < bytes.length; i++) {
    const changed = Buffer.from(bytes);
    changed[i]! ^= 1;
    expect(unseal(key, 'a', changed.toString('base64url'))).toBeUndefined();
  }
});

test.each(['', 'x', '%%%', 'A'.repeat(10_000)])('noise does not open: %#', (noise) => {
  expect(unseal(key, 'a', noise)).toBeUndefined();
});
