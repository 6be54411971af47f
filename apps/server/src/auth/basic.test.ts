import { expect, test } from 'vitest';
import { parseBasic } from './basic.ts';

const encode = (text: string): string => Buffer.from(text).toString('base64');

test('id and secret are parted at the first colon', () => {
  expect(parseBasic(encode('id:se:cret'))).toEqual({ clientId: 'id', clientSecret: 'se:cret' });
});

test('the secret may hold any character', () => {
  expect(parseBasic(encode('id:été€'))).toEqual({ clientId: 'id', clientSecret: 'été€' });
});

test.each(['', encode('no colon'), encode(':only secret'), '%%%'])('%j is no pair', (text) => {
  expect(parseBasic(text)).toBeUndefined();
});
