import { describe, expect, it } from 'vitest';
import type { Stratifier } from './definition.ts';
import { ExpressionPool } from './expression.ts';
import type { Key } from './keys.ts';
import { type Placed, stratumText, Universe } from './universe.ts';

const pool = new ExpressionPool();

function stratifier(code: string, ...texts: string[]): Stratifier {
  const components = texts.map((text) => ({ code, expression: pool.compile(text), ofKeys: false }));
  const axis = [code, ...components.map((part) => part.expression.id)].join(' ');
  return { axis, code, label: code, components, ofKeys: false };
}

function placed(...combinations: Key[][]): Placed[] {
  return combinations.map((keys) => ({ text: stratumText(keys), keys }));
}

const c3 = stratifier('c3', "'a'");

describe('Universe', () => {
  it('keeps each stratum once, in the order of its key', () => {
    const universe = new Universe();
    universe.add(c3, placed([{ code: 'b' }], [{ code: 'a' }]));
    universe.add(c3, placed([{ code: 'b' }]));
    expect(universe.strata(c3).map(({ text }) => text)).toEqual(['a', 'b']);
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
      for (const keys of order) universe.add(c3, placed(keys));
      expect(universe.strata(c3)).toEqual(placed([{ code: 'a', display: 'RCP Sein' }]));
    }
  });

  it('is the union of what months saw, and comes back from a store as it was', () => {
    const [october, november] = [new Universe(), new Universe()];
    october.add(c3, placed([{ code: 'a' }]));
    november.add(c3, placed([{ code: 'b', display: 'B' }], [{ code: 'a', display: 'A' }]));
    const stored = new Universe();
    stored.load(JSON.parse(JSON.stringify(november.data)));
    expect(stored.strata(c3)).toEqual(november.strata(c3));
    october.merge(stored);
    expect(october.strata(c3).map(({ keys }) => keys[0])).toEqual([
      { code: 'a', display: 'A' },
      { code: 'b', display: 'B' },
    ]);
    expect(november.strata(c3)).toHaveLength(2);
  });

  it('tells axes apart by code and by expression, and finds them together by code', () => {
    const universe = new Universe();
    const other = stratifier('c3', "'b'");
    universe.add(c3, placed([{ code: 'a' }]));
    universe.add(other, placed([{ code: 'b' }], [{ code: 'a' }]));
    expect(universe.strata(c3)).toHaveLength(1);
    expect(universe.strataOfCode('c3').map(stratumText)).toEqual(['a', 'b']);
    expect(universe.strataOfCode('c')).toEqual([]);
  });
});

describe('stratumText', () => {
  it('does not mix the components up', () => {
    expect(stratumText([{ code: 'a' }, { code: 'b' }])).not.toBe(stratumText([{ code: 'ab' }]));
    expect(stratumText([{ code: 'a' }, { code: 'b' }])).not.toBe(stratumText([{ code: 'b' }, { code: 'a' }]));
  });
});
