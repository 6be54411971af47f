import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyPool } from './key-pool.ts';

describe('KeyPool', () => {
  it('gives equal texts one number and different texts different ones, which lead back to them', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        const pool = new KeyPool();
        const numbers = texts.map((text) => pool.numberOf(text));
        expect(new Set(numbers).size).toBe(new Set(texts).size);
        expect(numbers.map((number) => pool.textOf(number))).toEqual(texts);
        expect(texts.map((text) => pool.numberOf(text))).toEqual(numbers);
      }),
    );
  });

  it('knows no names of objects before it is told them', () => {
    const pool = new KeyPool();
    expect(['constructor', '__proto__', ''].map((text) => pool.numberOf(text))).toEqual([0, 1, 2]);
    expect(pool.textOf(1)).toBe('__proto__');
  });

  it('numbers lists of keys and leaves what is none', () => {
    const pool = new KeyPool();
    expect(pool.numbersOf(['a', 'b', 'a'])).toEqual([0, 1, 0]);
    expect(pool.numbersOf([])).toEqual([]);
    expect([pool.numbersOf(true), pool.numbersOf(undefined)]).toEqual([true, undefined]);
  });
});
