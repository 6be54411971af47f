import { describe, expect, it } from 'vitest';
import { compact, same } from './same.ts';

describe('same', () => {
  it('takes an absent property and undefined for one, whatever the order', () => {
    expect(same({ a: 1, b: undefined, c: [1, { d: 2 }] }, { c: [1, { d: 2 }], a: 1 })).toBe(true);
  });

  it.each([
    [1, '1'],
    [{ a: 1 }, { a: 2 }],
    [
      [1, 2],
      [2, 1],
    ],
    [[], {}],
    [null, {}],
    [undefined, ''],
    [[1], [1, undefined]],
  ])('tells %j from %j', (a, b) => {
    expect(same(a, b)).toBe(false);
  });
});

describe('compact', () => {
  it('takes out what FHIR has not', () => {
    const value = { a: undefined, b: '', c: [], d: {}, e: null, f: 0, g: false, h: 'x' };
    expect(compact(value)).toEqual({ f: 0, g: false, h: 'x' });
  });
});
