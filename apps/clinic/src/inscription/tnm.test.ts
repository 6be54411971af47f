import { describe, expect, test } from 'vitest';
import { isWrong, readTyped, tnmCode, typedOf } from './tnm.ts';

describe('what a hand writes', () => {
  test.each([
    ['t', 'T2', 'cT2'],
    ['t', 't2', 'cT2'],
    ['t', '2', 'cT2'],
    ['t', 'pT1c', 'pT1c'],
    ['t', 'ypT1', 'ypT1'],
    ['t', 'tis', 'cTis'],
    ['t', 'Tx', 'cTX'],
    ['n', '1', 'cN1'],
    ['n', 'n0(sn)', 'cN0(sn)'],
    ['m', ' M0 ', 'cM0'],
    ['m', '', ''],
  ] as const)('%s « %s » is %s', (part, typed, code) => {
    expect(tnmCode(part, typed)).toBe(code);
    expect(isWrong(part, typed)).toBe(false);
  });

  test.each([
    ['t', '7'],
    ['t', 'deux'],
    ['n', '4'],
    ['m', '2'],
    ['m', 'oui'],
  ] as const)('%s « %s » is refused', (part, typed) => {
    expect(isWrong(part, typed)).toBe(true);
  });
});

test('is a TNM once all three are there and right', () => {
  const typed = { t: '2', n: '1', m: '0', edition: '8' as const };
  expect(readTyped(typed)).toEqual({ edition: '8', t: 'cT2', n: 'cN1', m: 'cM0' });
  expect(readTyped({ ...typed, n: '' })).toBeUndefined();
  expect(readTyped({ ...typed, m: '5' })).toBeUndefined();
});

test('a stored one comes back as it was', () => {
  const stored = { edition: '9' as const, t: 'pT1c', n: 'pN0(sn)', m: 'cM0' };
  expect(readTyped(typedOf(stored))).toEqual(stored);
  expect(readTyped(typedOf({ absent: 'not-applicable' }))).toBeUndefined();
  expect(typedOf(undefined).edition).toBe('8');
});
