import { describe, expect, it } from 'vitest';
import type { Stratifier } from './definition.ts';
import { ExpressionPool } from './expression.ts';
import { axisOf, stratumText, Universe } from './universe.ts';

const pool = new ExpressionPool();

function stratifier(code: string, ...texts: string[]): Stratifier {
  return { code, label: code, components: texts.map((text) => ({ code, expression: pool.compile(text) })) };
}

const c3 = stratifier('c3', "'a'");

describe('Universe', () => {
  it('keeps each stratum once, in the order of its key', () => {
    const universe = new Universe();
    universe.add(c3, [[{ code: 'b' }], [{ code: 'a' }]]);
    universe.add(c3, [[{ code: 'b' }]]);
    expect(universe.strata(c3).map(([text]) => text)).toEqual(['a', 'b']);
    expect(universe.strata(stratifier('other', "'a'"))).toEqual([]);
  });

  it('gives one label to a stratum whatever the order of reading', () => {
    const labelled = [
      [{ code: 'a', display: 'Sein' }],
      [{ code: 'a' }],
      [{ code: 'a', display: 'RCP Sein' }],
    ];
    for (const order of [labelled, [...labelled].reverse()]) {
      const universe = new Universe();
      for (const keys of order) universe.add(c3, [keys]);
      expect(universe.strata(c3)).toEqual([['a', [{ code: 'a', display: 'RCP Sein' }]]]);
    }
  });

  it('tells axes apart by code and by expression, and finds them together by code', () => {
    const universe = new Universe();
    const other = stratifier('c3', "'b'");
    universe.add(c3, [[{ code: 'a' }]]);
    universe.add(other, [[{ code: 'b' }], [{ code: 'a' }]]);
    expect(universe.strata(c3)).toHaveLength(1);
    expect(universe.strataOfCode('c3').map(stratumText)).toEqual(['a', 'b']);
    expect(universe.strataOfCode('c')).toEqual([]);
  });
});

describe('axisOf', () => {
  it('is equal for the same cut only', () => {
    expect(axisOf(c3)).toBe(axisOf(stratifier('c3', "'a'")));
    const others = [stratifier('c3', "'b'"), stratifier('c4', "'a'"), stratifier('c3', "'a'", "'a'")];
    expect(others.map(axisOf)).not.toContain(axisOf(c3));
  });
});

describe('stratumText', () => {
  it('does not mix the components up', () => {
    expect(stratumText([{ code: 'a' }, { code: 'b' }])).not.toBe(stratumText([{ code: 'ab' }]));
    expect(stratumText([{ code: 'a' }, { code: 'b' }])).not.toBe(stratumText([{ code: 'b' }, { code: 'a' }]));
  });
});
