import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { determined, type Relation } from './secrecy-solve.ts';

const known = (unknown: readonly number[], relations: readonly Relation[]): number[] =>
  determined(relations, (variable) => unknown.includes(variable)).sort((a, b) => a - b);

describe('determined', () => {
  it('finds the only unknown part of a known whole, and an unknown whole of known parts', () => {
    const sum = [{ whole: 0, parts: [1, 2, 3] }];
    expect(known([2], sum)).toEqual([2]);
    expect(known([0], sum)).toEqual([0]);
    expect(known([1, 2], sum)).toEqual([]);
    expect(known([0, 1], sum)).toEqual([]);
    expect(known([], sum)).toEqual([]);
  });

  it('follows a chain of sums', () => {
    // 0 = 1 + 2; 2 = 3 + 4; 4 = 5 + 6.
    const chain = [
      { whole: 0, parts: [1, 2] },
      { whole: 2, parts: [3, 4] },
      { whole: 4, parts: [5, 6] },
    ];
    expect(known([2, 4, 6], chain)).toEqual([2, 4, 6]);
    expect(known([2, 4, 5, 6], chain)).toEqual([2, 4]);
  });

  it('solves a square: margins give a hidden diagonal away, never a hidden rectangle', () => {
    // 0 1 | 4      rows 4 = 0 + 1, 5 = 2 + 3; columns 6 = 0 + 2, 7 = 1 + 3.
    // 2 3 | 5
    const square = [
      { whole: 4, parts: [0, 1] },
      { whole: 5, parts: [2, 3] },
      { whole: 6, parts: [0, 2] },
      { whole: 7, parts: [1, 3] },
    ];
    expect(known([0, 3], square)).toEqual([0, 3]);
    expect(known([0, 1, 2], square)).toEqual([0, 1, 2]);
    expect(known([0, 1, 2, 3], square)).toEqual([]);
  });

  it('sees through what no single sum gives away', () => {
    // a + b = w, b + c = x, a + c = y, all wholes known: three unknowns, three sums.
    const triangle = [
      { whole: 10, parts: [1, 2] },
      { whole: 11, parts: [2, 3] },
      { whole: 12, parts: [1, 3] },
    ];
    expect(known([1, 2, 3], triangle)).toEqual([1, 2, 3]);
    expect(known([1, 2, 3], triangle.slice(1))).toEqual([]);
  });

  it('agrees with trying: an unknown is determined when no other table fits what is shown', () => {
    const relation = fc
      .uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 2, maxLength: 4 })
      .map(([whole, ...parts]): Relation => ({ whole: whole!, parts }));
    const unknowns = fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(relation, { minLength: 1, maxLength: 4 }), unknowns, (relations, unknown) => {
        expect(known(unknown, relations)).toEqual(byTrying(unknown, relations));
      }),
    );
  });
});

/**
 * Without elimination: the solutions differ by vectors that keep every sum, and one is searched for among
 * small integers, enough for 4 unknowns with coefficients of 1.
 */
function byTrying(unknown: readonly number[], relations: readonly Relation[]): number[] {
  const free = new Set<number>();
  const values = [-3, -2, -1, 0, 1, 2, 3];
  const visit = (assigned: number[]): void => {
    if (assigned.length < unknown.length) {
      for (const value of values) visit([...assigned, value]);
      return;
    }
    const at = (variable: number): number => assigned[unknown.indexOf(variable)] ?? 0;
    const keeps = relations.every(
      ({ whole, parts }) => at(whole) === parts.reduce((sum, one) => sum + at(one), 0),
    );
    if (keeps) for (const variable of unknown) if (at(variable) !== 0) free.add(variable);
  };
  visit([]);
  const used = new Set(relations.flatMap(({ whole, parts }) => [whole, ...parts]));
  return unknown.filter((variable) => used.has(variable) && !free.has(variable)).sort((a, b) => a - b);
}
