import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { isSection } from '@dcc/rules/src/signing/record.ts';
import type { Composition } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { unseenAmong, unseenParts } from './unseen.ts';

const golden = goldenBundle().entry![0]!.resource as Composition;
const read: Composition = { ...golden, status: 'preliminary', meta: { versionId: '1' } };
type Sections = Parameters<typeof isSection>[1];

/** The same fiche, saved again with other words in a part. */
function saved(key: Sections, words: string, from = read): Composition {
  const text = {
    status: 'additional',
    div: `<div xmlns="http://www.w3.org/1999/xhtml"><p>${words}</p></div>`,
  };
  return {
    ...from,
    meta: { versionId: '2' },
    section: from.section!.map((one) => (isSection(one, key) ? { ...one, text: text as never } : one)),
  };
}

describe('what the signer has not read', () => {
  test('words that came after she read', () => {
    const [part, ...others] = unseenParts(read, saved('history', 'Allergie à l’iode.'));
    expect(part).toMatchObject({ key: 'history', title: 'Antécédents médicaux' });
    expect(part!.runs.some(({ kind, text }) => kind === 'added' && text.includes('iode'))).toBe(true);
    expect(others).toEqual([]);
  });

  test('words that went', () => {
    const without = { ...read, meta: { versionId: '2' }, section: read.section!.slice(0, -1) };
    expect(
      unseenParts(read, without).length + unseenParts(without, { ...read, meta: { versionId: '3' } }).length,
    ).toBeGreaterThan(0);
  });

  test('the version she read hides nothing', () => {
    expect(unseenParts(read, read)).toEqual([]);
  });

  test('a version that says the same (who may see it, its hours) is no news', () => {
    expect(unseenParts(read, { ...read, meta: { versionId: '2' }, date: '2026-10-14T20:00:00Z' })).toEqual(
      [],
    );
  });

  test('the completeness that the opening itself wrote is no news; one that was changed is', () => {
    const unsaid = { ...read, section: read.section!.filter((one) => !isSection(one, 'record')) };
    expect(unseenParts(unsaid, { ...read, meta: { versionId: '2' } })).toEqual([]);
    expect(unseenParts(read, saved('record', 'Incomplet : IRM')).map(({ key }) => key)).toEqual(['record']);
  });

  test('an older version still on screen is no news', () => {
    const newer = {
      ...saved('history', 'Lu.'),
      meta: { versionId: '2', lastUpdated: '2026-10-14T18:02:00Z' },
    };
    const older = { ...read, meta: { versionId: '1', lastUpdated: '2026-10-14T18:01:00Z' } };
    expect(unseenParts(newer, older)).toEqual([]);
    expect(unseenParts(older, newer)).toHaveLength(1);
  });

  test('nothing is left to read once it is signed', () => {
    expect(unseenParts(read, { ...saved('history', 'Autre.'), status: 'final' })).toEqual([]);
  });

  test('a fiche never read here is compared with nothing: it is read as it is shown', () => {
    expect(unseenParts(undefined, read)).toEqual([]);
  });
});

describe('of a series', () => {
  test('only the fiches that changed are named, with what changed in each', () => {
    const other = { ...read, id: 'other' };
    const changed = saved('comorbidity', 'Obésité.', other);
    const found = unseenAmong(new Map([read, other].map((one) => [one.id!, one])), [read, changed]);
    expect(found.map(({ now }) => now.id)).toEqual(['other']);
    expect(found[0]!.parts.map(({ key }) => key)).toEqual(['comorbidity']);
  });
});
