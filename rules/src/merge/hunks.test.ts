import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hunks } from './hunks.ts';
import { regions } from './regions.ts';

const letters = fc.array(fc.constantFrom('a', 'b', 'c', ' '), { maxLength: 20 });
const of = (base: string, changed: string) => hunks([...base], [...changed], Object.is);

describe('hunks', () => {
  it.each([
    ['abc', 'abc', []],
    ['abc', 'abxc', [{ from: 2, to: 2, start: 2, end: 3 }]],
    ['abc', 'ac', [{ from: 1, to: 2, start: 1, end: 1 }]],
    ['abc', 'axc', [{ from: 1, to: 2, start: 1, end: 2 }]],
    ['', 'x', [{ from: 0, to: 0, start: 0, end: 1 }]],
  ])('from %j to %j', (base, changed, found) => {
    expect(of(base, changed)).toEqual(found);
  });

  it('rebuild the changed list, and never touch each other', () => {
    fc.assert(
      fc.property(letters, letters, (base, changed) => {
        const found = hunks(base, changed, Object.is);
        const built: string[] = [];
        let at = 0;
        for (const [rank, { from, to, start, end }] of found.entries()) {
          expect(rank === 0 || from > at).toBe(true);
          built.push(...base.slice(at, from), ...changed.slice(start, end));
          at = to;
        }
        expect([...built, ...base.slice(at)]).toEqual(changed);
      }),
    );
  });
});

describe('regions', () => {
  it('hold each change once, in order, without overlap', () => {
    fc.assert(
      fc.property(letters, letters, letters, (base, mine, theirs) => {
        const [own, other] = [hunks(base, mine, Object.is), hunks(base, theirs, Object.is)];
        const found = regions(own, other);
        expect(found.flatMap((region) => region.mine)).toEqual(own);
        expect(found.flatMap((region) => region.theirs)).toEqual(other);
        for (const [rank, region] of found.entries()) {
          expect(rank === 0 || region.from >= found[rank - 1]!.to).toBe(true);
        }
      }),
    );
  });

  it('join two insertions at one point, and not an insertion at the edge of a change', () => {
    expect(regions(of('ab', 'axb'), of('ab', 'ayb'))).toHaveLength(1);
    expect(regions(of('ab', 'axb'), of('ab', 'az'))).toHaveLength(2);
  });
});
