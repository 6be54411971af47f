import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IntSet } from './int-set.ts';

const of = (values: Iterable<number>): IntSet => {
  const set = new IntSet();
  for (const value of values) set.add(value);
  return set;
};
const sorted = (values: Iterable<number>): number[] => [...values].sort((a, b) => a - b);

/** Numbers met again and again, and numbers that fall on one another in a small table. */
const values = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 40 }),
    fc.nat(5000).map((n) => n * 128),
    fc.integer({ min: 0, max: 0xffff_fffe }),
  ),
  { maxLength: 400 },
);

describe('IntSet', () => {
  it('holds what a Set of the same numbers holds', () => {
    fc.assert(
      fc.property(values, (all) => {
        const expected = new Set(all);
        const set = of(all);
        expect(set.size).toBe(expected.size);
        expect(sorted(set)).toEqual(sorted(expected));
      }),
    );
  });

  it('counts a number once, added after it grew or before', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => i * 3);
    const set = of(many);
    for (const value of many) set.add(value);
    expect(set.size).toBe(10_000);
    set.add(1);
    expect(set.size).toBe(10_001);
  });

  it.each([7, 8, 9, 12, 13])('is the same on each side of a change of shape: %d numbers', (count) => {
    const all = Array.from({ length: count }, (_, i) => i);
    const set = of([...all, ...all]);
    expect(set.size).toBe(count);
    expect(sorted(set)).toEqual(all);
  });

  it('takes the least and the greatest number', () => {
    const set = of([0, 0xffff_fffe, 0]);
    expect(sorted(set)).toEqual([0, 0xffff_fffe]);
    for (let n = 1; n < 20; n++) set.add(n);
    expect(sorted(set).at(-1)).toBe(0xffff_fffe);
    expect(set.size).toBe(21);
  });

  it('unites with another, which stays as it was', () => {
    fc.assert(
      fc.property(values, values, (a, b) => {
        const [left, right] = [of(a), of(b)];
        left.addAll(right);
        expect(left.size).toBe(new Set([...a, ...b]).size);
        expect(sorted(right)).toEqual(sorted(new Set(b)));
      }),
    );
  });

  it('is empty at first', () => {
    expect([...new IntSet()]).toEqual([]);
    expect(new IntSet().size).toBe(0);
  });
});
