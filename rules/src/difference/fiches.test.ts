import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Composition } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { isSection } from '../signing/record.ts';
import { compareFiches } from './fiches.ts';

const golden = goldenBundle().entry![0]!.resource as Composition;
const div = (text: string) => `<div xmlns="http://www.w3.org/1999/xhtml"><p>${text}</p></div>`;
const withText = (key: Parameters<typeof isSection>[1], text: string): Composition => ({
  ...golden,
  section: golden.section!.map((one) =>
    isSection(one, key) ? { ...one, text: { status: 'additional', div: div(text) } } : one,
  ),
});

describe('compareFiches', () => {
  test('a fiche does not differ from itself', () => {
    expect(compareFiches(golden, golden)).toEqual([]);
  });

  test('a part that changed is named, with its words', () => {
    const before = withText('history', 'Appendicectomie en 1990.');
    const after = withText('history', 'Appendicectomie en 1991.');
    expect(compareFiches(before, after)).toEqual([
      {
        key: 'history',
        title: 'Antécédents médicaux',
        runs: [
          { kind: 'same', text: 'Appendicectomie en ' },
          { kind: 'removed', text: '1990' },
          { kind: 'added', text: '1991' },
          { kind: 'same', text: '.' },
        ],
      },
    ]);
  });

  test('a part that came or went is a difference too', () => {
    const without = { ...golden, section: golden.section!.filter((one) => !isSection(one, 'wishes')) };
    expect(compareFiches(without, golden).map(({ key }) => key)).toEqual(['wishes']);
    expect(compareFiches(golden, without)[0]!.runs.every(({ kind }) => kind === 'removed')).toBe(true);
  });

  test('formatting alone is no difference', () => {
    const before = withText('history', 'Un <b>mot</b> gras');
    const after = withText('history', 'Un mot gras');
    expect(compareFiches(before, after)).toEqual([]);
  });

  test('the status of the document is not compared', () => {
    expect(compareFiches(golden, withText('status', 'Autre'))).toEqual([]);
  });
});
