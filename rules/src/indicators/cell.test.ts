import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregate, Cell, round } from './cell.ts';
import type { Group } from './definition.ts';
import { KeyPool } from './key-pool.ts';

function group(scoring: Group['scoring'], method: 'median' | 'average' = 'median'): Group {
  return { scoring, observation: { aggregate: method } } as unknown as Group;
}

describe('Cell', () => {
  it('adds what another counted, keys staying distinct, and comes back from a store as it was', () => {
    const pool = new KeyPool();
    const [a, b] = [new Cell(), new Cell()];
    a.add({ numerator: pool.numbersOf(['x', 'y']), denominator: true, observations: [1, 5] });
    b.add({ numerator: pool.numbersOf(['z', 'y']), denominator: true, observations: [2] });
    expect(b.data(pool)).toEqual([[0, ['y', 'z']], [1, []], [2]]);
    const stored = Cell.from(JSON.parse(JSON.stringify(b.data(pool))), pool);
    expect(stored.data(pool)).toEqual(b.data(pool));
    a.merge(stored);
    expect(a.score(group('cohort')).value).toBe(3);
    expect(a.score(group('ratio'))).toEqual({ numerator: 3, denominator: 2, value: 1.5 });
    expect(a.score(group('continuous-variable')).value).toBe(2);
    expect(b.score(group('cohort')).value).toBe(2);
  });

  it('comes back from the store of another count, whose keys have other numbers', () => {
    const [pool, other] = [new KeyPool(), new KeyPool()];
    const cell = new Cell();
    cell.add({ numerator: pool.numbersOf(['x', 'y']), denominator: pool.numbersOf(['x']) });
    other.numbersOf(['u', 'v', 'y']);
    const mine = new Cell();
    mine.add({ numerator: other.numbersOf(['u', 'y']) });
    mine.merge(Cell.from(cell.data(pool), other));
    expect(mine.data(other)).toEqual([[0, ['u', 'x', 'y']], [0, ['x']], []]);
    expect(new Cell().data(pool)).toEqual([[0, []], [0, []], []]);
  });

  it('takes its denominator from another cell, or from outside, where the group wants one', () => {
    const [own, base] = [new Cell(), new Cell()];
    own.add({ numerator: [0] });
    for (let i = 0; i < 4; i++) base.add({ denominator: true });
    expect(own.score(group('proportion'), base)).toEqual({ numerator: 1, denominator: 4, value: 25 });
    const external = { ...group('proportion'), external: 'x/FA' };
    expect(own.score(external, base, 50)).toEqual({ numerator: 1, denominator: 50, value: 2 });
    expect(own.score(external, base)).toEqual({ numerator: 1 });
  });

  it('counts units, or distinct keys when it is given keys', () => {
    const cell = new Cell();
    cell.add({ numerator: true });
    cell.add({ numerator: true });
    cell.add({ numerator: undefined });
    expect(cell.score(group('cohort'))).toEqual({ numerator: 2, value: 2 });
    const keyed = new Cell();
    keyed.add({ numerator: [0, 1, 0] });
    keyed.add({ numerator: [1, 2] });
    keyed.add({ numerator: [] });
    expect(keyed.score(group('cohort')).value).toBe(3);
  });

  it('gives zero where nothing was counted, and no value where a ratio has no denominator', () => {
    expect(new Cell().score(group('cohort'))).toEqual({ numerator: 0, value: 0 });
    expect(new Cell().score(group('ratio'))).toEqual({ numerator: 0, denominator: 0 });
    expect(new Cell().score(group('proportion')).value).toBeUndefined();
    expect(new Cell().score(group('continuous-variable'))).toEqual({ denominator: 0, value: undefined });
  });

  it('gives proportions in percent and ratios as they are', () => {
    const cell = new Cell();
    cell.add({ numerator: [0], denominator: [0, 1, 2] });
    expect(cell.score(group('proportion'))).toEqual({ numerator: 1, denominator: 3, value: 33.33 });
    expect(cell.score(group('ratio')).value).toBe(0.33);
  });

  it('aggregates observations and tells how many there were', () => {
    const cell = new Cell();
    for (const observations of [[3], [1], [10], [2]]) cell.add({ observations });
    expect(cell.score(group('continuous-variable'))).toEqual({ denominator: 4, value: 2.5 });
    expect(cell.score(group('continuous-variable', 'average')).value).toBe(4);
  });
});

describe('aggregate', () => {
  it('knows its methods', () => {
    expect(aggregate([4, 1, 7], 'median')).toBe(4);
    expect(aggregate([4, 1, 7], 'average')).toBe(4);
    expect(aggregate([4, 1, 7], 'sum')).toBe(12);
    expect(aggregate([4, 1, 7], 'minimum')).toBe(1);
    expect(aggregate([4, 1, 7], 'maximum')).toBe(7);
    expect(aggregate([4, 1, 7], 'count')).toBe(3);
  });

  it('has no mean, median or extreme of nothing', () => {
    const methods = ['average', 'median', 'minimum', 'maximum'] as const;
    expect(methods.map((method) => aggregate([], method))).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(aggregate([], 'sum')).toBe(0);
    expect(aggregate([], 'count')).toBe(0);
  });

  it('puts the median between the extremes whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 1 }), (values) => {
        const median = aggregate(values, 'median')!;
        expect(median).toBe(aggregate([...values].reverse(), 'median'));
        expect(median).toBeGreaterThanOrEqual(aggregate(values, 'minimum')!);
        expect(median).toBeLessThanOrEqual(aggregate(values, 'maximum')!);
        expect(values.filter((value) => value < median).length).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });
});

describe('round', () => {
  it('keeps two decimals', () => {
    expect([1 / 3, 2 / 3, 100, 12.345678].map(round)).toEqual([0.33, 0.67, 100, 12.35]);
  });
});
