import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { isSection } from '@dcc/rules/src/signing/record.ts';
import type { CarePlan, Composition, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import type { ToSign } from './to-sign.ts';
import { unseenAmong, unseenParts as unseenOf } from './unseen.ts';

const golden = goldenBundle().entry![0]!.resource as Composition;
const read: Composition = { ...golden, status: 'preliminary', meta: { versionId: '1' } };
/** Of fiches of which the words alone are at hand. */
const unseenParts = (before: Composition | undefined, now: Composition) =>
  unseenOf(before && { composition: before }, { composition: now });
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
    const known = new Map([read, other].map((composition) => [composition.id!, { composition }]));
    const found = unseenAmong(known, [{ composition: read }, { composition: changed }]);
    expect(found.map(({ now }) => now.id)).toEqual(['other']);
    expect(found[0]!.parts.map(({ key }) => key)).toEqual(['comorbidity']);
  });
});

describe('an entry that changed without a word of the fiche', () => {
  const records = new Map<string, Resource>(
    goldenBundle().entry!.map(({ resource }) => [`${resource!.resourceType}/${resource!.id}`, resource!]),
  );
  const shown: ToSign = { composition: read, records };
  /** The same fiche, one of its entries saved again. */
  const withEntry = (type: Resource['resourceType'], change: (one: never) => object): ToSign => {
    const [key, one] = [...records].find(([, { resourceType }]) => resourceType === type)!;
    const saved = { ...one, ...change(one as never), meta: { ...one.meta, versionId: '9' } } as Resource;
    return { composition: read, records: new Map([...records, [key, saved]]) };
  };

  test('is shown under its part, though the version of the fiche is the one that was read', () => {
    const [part, ...others] = unseenOf(
      shown,
      withEntry('CarePlan', () => ({ note: [{ text: 'Ajouté hors réseau' }] })),
    );
    expect(others).toEqual([]);
    expect(part).toMatchObject({ key: 'proposal' });
    expect(part!.runs.some(({ kind, text }) => kind === 'added' && text.includes('hors réseau'))).toBe(true);
  });

  test('is said to be a code when no word of it changed', () => {
    const recoded = withEntry('CarePlan', ({ activity }: CarePlan) => ({
      activity: activity!.map(({ detail, ...one }) => ({
        ...one,
        detail: {
          ...detail,
          code: { ...detail!.code, coding: detail!.code!.coding!.map((c) => ({ ...c, code: 'autre' })) },
        },
      })),
    }));
    expect(unseenOf(shown, recoded)[0]!.runs).toEqual([
      { kind: 'same', text: 'Une valeur codée a changé, sans changer les mots.' },
    ]);
  });

  test('is no news when only who may see it changed', () => {
    expect(
      unseenOf(
        shown,
        withEntry('CarePlan', () => ({})),
      ),
    ).toEqual([]);
  });

  test('is no news when a signature put the plan in force', () => {
    const draft = withEntry('CarePlan', () => ({ status: 'draft' }));
    const active = withEntry('CarePlan', () => ({ status: 'active' }));
    expect(unseenOf(draft, active)).toEqual([]);
    expect(unseenOf(active, draft)).toHaveLength(1);
  });

  test('is told once when the words of its part changed too', () => {
    const both = {
      ...withEntry('CarePlan', () => ({ note: [{ text: 'Autre' }] })),
      composition: saved('proposal', 'Autre'),
    };
    expect(unseenOf(shown, both).map(({ key }) => key)).toEqual(['proposal']);
  });

  test('one made since is news; of a fiche shown without its entries nothing is known', () => {
    const [key] = [...records].find(([, { resourceType }]) => resourceType === 'CarePlan')!;
    const without = new Map([...records].filter(([name]) => name !== key));
    expect(unseenOf({ ...shown, records: without }, shown).map((one) => one.key)).toEqual(['proposal']);
    expect(unseenOf({ composition: read }, shown)).toEqual([]);
  });

  test('the quorum is none: the signature evaluates it anew', () => {
    const [key, quorum] = [...records].find(
      ([, one]) =>
        one.resourceType === 'Observation' && one.code.coding?.some(({ code }) => code === 'ORG-125'),
    )!;
    const other = { ...quorum, note: [{ text: 'Autre' }] } as Resource;
    expect(unseenOf(shown, { ...shown, records: new Map([...records, [key, other]]) })).toEqual([]);
  });
});
