import { expect, test } from 'vitest';
import { Bindings } from './bindings.ts';

const one = (subscriptionId: string) => ({ subscriptionId, projectId: 'p', membershipId: 'm' });
const HOUR = 3_600_000;

test('a token finds its subscription for one hour', () => {
  const bindings = new Bindings();
  const { token, expires } = bindings.issue(one('a'), 1000);
  expect(expires).toBe(1000 + HOUR);
  expect(bindings.find(token, 1000)).toMatchObject(one('a'));
  expect(bindings.find(token, 999 + HOUR)).toMatchObject(one('a'));
  expect(bindings.find(token, 1000 + HOUR)).toBeUndefined();
});

test('tokens differ each time, and cannot be guessed', () => {
  const bindings = new Bindings();
  const tokens = Array.from({ length: 100 }, () => bindings.issue(one('a'), 0).token);
  expect(new Set(tokens).size).toBe(100);
  expect(tokens.every((token) => /^[\w-]{43}$/.test(token))).toBe(true);
});

test.each([undefined, null, 4, {}, [], '', '__proto__', 'x'.repeat(100_000)])('%# is no token', (token) => {
  expect(new Bindings().find(token, 0)).toBeUndefined();
});

test('a subscription that ends takes its tokens with it, and no other', () => {
  const bindings = new Bindings();
  const [a, b] = [bindings.issue(one('a'), 0).token, bindings.issue(one('b'), 0).token];
  bindings.forget('a');
  expect(bindings.find(a, 0)).toBeUndefined();
  expect(bindings.find(b, 0)).toBeDefined();
});

test('a flood of tokens forgets the oldest', () => {
  const bindings = new Bindings();
  const first = bindings.issue(one('first'), 0).token;
  let last = '';
  for (let i = 0; i < 10_000; i++) {
    last = bindings.issue(one('a'), 0).token;
  }
  expect(bindings.find(first, 0)).toBeUndefined();
  expect(bindings.find(last, 0)).toBeDefined();
});
