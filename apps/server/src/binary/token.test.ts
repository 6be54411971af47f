import { expect, test } from 'vitest';
import { blobOf, TOKEN_PREFIX, tokenOf } from './token.ts';

const blob = { sha256: 'ab'.repeat(32), size: 1234 };

test('a token says where the bytes are, and is itself valid base64', () => {
  const data = tokenOf(blob);
  expect(Buffer.from(data, 'base64').toString('base64')).toBe(data);
  expect(blobOf({ resourceType: 'Binary', contentType: 'text/csv', data })).toEqual(blob);
});

test('every token begins alike: that is how it is found and hidden', () => {
  expect(tokenOf(blob).startsWith(TOKEN_PREFIX)).toBe(true);
  expect(tokenOf({ ...blob, size: 0 }).startsWith(TOKEN_PREFIX)).toBe(true);
  expect(TOKEN_PREFIX).toHaveLength(16);
});

test('a Binary without content, or with a document of its own, has no blob', () => {
  expect(blobOf({ resourceType: 'Binary', contentType: 'text/csv' })).toBeUndefined();
  const data = Buffer.from('dcc-blobby').toString('base64');
  expect(blobOf({ resourceType: 'Binary', contentType: 'text/csv', data })).toBeUndefined();
});
