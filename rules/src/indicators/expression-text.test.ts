import { evalFhirPath } from '@medplum/core';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import fhirpath from 'fhirpath';
import { describe, expect, it } from 'vitest';
import { ExpressionPool } from './expression.ts';

function bundleOf(...ids: unknown[]): Bundle {
  const entry = ids.map((id) => ({ resource: { resourceType: 'Basic', id } as Resource }));
  return { resourceType: 'Bundle', type: 'collection', entry };
}

function ours(bundle: Bundle, text: string): readonly unknown[] {
  const pool = new ExpressionPool();
  return pool.scope(bundle).values(pool.compile(text));
}

const ID = 'entry.resource.id';
const texts = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom(
    '2026-10-25T02:30:00+01:00',
    '2026-10',
    '12',
    '+7',
    '-3',
    '1.5',
    '1e3',
    ' 12',
    '12 ',
    '007',
  ),
  fc.integer({ min: -99_999, max: 99_999 }).map(String),
);
const calls = fc.oneof(
  fc.constantFrom('toInteger()', 'toString()', 'length()'),
  fc.tuple(fc.nat(12), fc.integer({ min: 1, max: 12 })).map(([a, b]) => `substring(${a}, ${b})`),
);

describe('functions on a text', () => {
  it('give what the other two evaluators give, alone or one after the other', () => {
    fc.assert(
      fc.property(texts, calls, calls, (text, first, second) => {
        const bundle = bundleOf(text);
        const one = `${ID}.${first}`;
        expect(ours(bundle, one), one).toEqual(fhirpath.evaluate(bundle, one));
        expect(ours(bundle, one), one).toEqual(evalFhirPath(one, bundle));
        const two = first.startsWith('substring') ? `${one}.${second}` : one;
        expect(ours(bundle, two), two).toEqual(evalFhirPath(two, bundle));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['substring(8, 2)', '2026-10-05', ['05']],
    ['substring(8, 9)', '2026-10-05', ['05']],
    ['substring(10, 2)', '2026-10-05', []],
    ['substring(5)', '2026-10-05', ['10-05']],
    ["substring('12'.toInteger() - 12, 4)", '2026-10-05', ['2026']],
    ['substring(0, 4).toInteger() + 1', '2026-10-05', [2027]],
    ['toInteger()', '00012', [12]],
    ['toInteger()', 'le 12', []],
    ['length()', 'RCP', [3]],
    ['toString()', 'RCP', ['RCP']],
  ])('%s of %s is %j', (call, text, expected) => {
    expect(ours(bundleOf(text), `${ID}.${call}`)).toEqual(expected);
  });

  it('are nothing on nothing, and refuse several texts without quoting them', () => {
    for (const call of ['substring(0, 2)', 'toInteger()', 'toString()', 'length()']) {
      expect(ours(bundleOf(), `${ID}.${call}`), call).toEqual([]);
      expect(() => ours(bundleOf('Dupont', 'Durand'), `${ID}.${call}`), call).toThrow(/^(?!.*Du(pont|rand))/);
    }
  });

  it('read a number as the text of it', () => {
    expect(ours(bundleOf(12), `${ID}.toString()`)).toEqual(['12']);
    expect(ours(bundleOf(12), `${ID}.toInteger()`)).toEqual([12]);
  });
});
