import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areEqual, contains, distinct, exists, isEqual } from './expression-values.ts';

describe('isEqual', () => {
  it('compares primitives by value, decimals to 8 places', () => {
    expect(isEqual('a', 'a')).toBe(true);
    expect(isEqual('a', 'A')).toBe(false);
    expect(isEqual(0.1 + 0.2, 0.3)).toBe(true);
    expect(isEqual(1, 1.001)).toBe(false);
    expect(isEqual(1, '1')).toBe(false);
    expect(isEqual(true, 'true')).toBe(false);
  });

  it('compares elements by what they hold, whatever the order of their properties', () => {
    expect(isEqual({ system: 's', code: 'c' }, { code: 'c', system: 's' })).toBe(true);
    expect(isEqual({ system: 's', code: 'c' }, { system: 's', code: 'd' })).toBe(false);
    expect(isEqual({ code: 'c' }, { code: 'c', display: 'C' })).toBe(false);
    expect(isEqual({ coding: [{ code: 'c' }] }, { coding: [{ code: 'c' }] })).toBe(true);
    expect(isEqual({ coding: [{ code: 'c' }] }, { coding: [{ code: 'c' }, { code: 'd' }] })).toBe(false);
    expect(isEqual({ code: undefined }, { display: undefined })).toBe(false);
    expect(isEqual({ code: 'c' }, null)).toBe(false);
  });

  it('compares quantities with their units', () => {
    expect(isEqual({ value: 1, unit: 'mg' }, { value: 1, unit: 'mg' })).toBe(true);
    expect(isEqual({ value: 1, unit: 'mg' }, { value: 1, unit: 'g' })).toBe(false);
  });

  it('is reflexive and symmetric for any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(isEqual(a, structuredClone(a))).toBe(true);
        expect(isEqual(a, b)).toBe(isEqual(b, a));
      }),
    );
  });
});

describe('areEqual', () => {
  it('is nothing when one side is, else the same values in the same order', () => {
    expect(areEqual([], ['a'])).toBeUndefined();
    expect(areEqual(['a'], [])).toBeUndefined();
    expect(areEqual(['a', 'b'], ['a', 'b'])).toBe(true);
    expect(areEqual(['a', 'b'], ['b', 'a'])).toBe(false);
    expect(areEqual(['a'], ['a', 'a'])).toBe(false);
  });
});

describe('distinct', () => {
  it('keeps the first of equals, texts and elements alike', () => {
    expect(distinct(['b', 'a', 'b'])).toEqual(['b', 'a']);
    expect(distinct([{ code: 'a' }, { code: 'a' }, 'a'])).toEqual([{ code: 'a' }, 'a']);
    expect(distinct([])).toEqual([]);
  });

  it('gives each value of the collection once', () => {
    const values = fc.array(fc.oneof(fc.constantFrom('a', 'b'), fc.constantFrom(1, 2), fc.boolean()));
    fc.assert(
      fc.property(values, (all) => {
        const kept = distinct(all);
        expect(new Set(kept).size).toBe(kept.length);
        expect(new Set(kept)).toEqual(new Set(all));
        for (const value of all) expect(contains(kept, value)).toBe(true);
      }),
    );
  });
});

describe('exists', () => {
  it('is true for any value, false for none and for an empty text', () => {
    expect([[false], [0], ['a', 'b']].map(exists)).toEqual([true, true, true]);
    expect([[], [''], ['a', '']].map(exists)).toEqual([false, false, false]);
  });
});
