import type { CarePlan, Composition, Encounter, Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeResource } from './resource.ts';
import { words } from './tokens.ts';

const WRITERS = { mine: 'AM', theirs: 'JD' };

function plan(change: Partial<CarePlan> = {}, versionId = '1'): CarePlan {
  return {
    resourceType: 'CarePlan',
    id: 'p1',
    meta: { versionId, profile: ['https://dcc.example.org/fhir/StructureDefinition/dcc-decision'] },
    status: 'draft',
    intent: 'proposal',
    subject: { reference: 'Patient/1' },
    activity: [line('a', 'Radiothérapie'), line('b', 'Hormonothérapie')],
    ...change,
  };
}

function line(id: string, description: string) {
  return { id, detail: { status: 'not-started' as const, description } };
}

function merged<T extends Resource>(base: T, mine: T, theirs: T) {
  return mergeResource(base, mine, theirs, WRITERS);
}

const descriptions = (value: CarePlan) => value.activity?.map(({ detail }) => detail?.description);

describe('fields', () => {
  it('takes what each side changed and keeps the version of theirs', () => {
    const { value, choices } = merged(
      plan(),
      plan({ title: 'Titre' }),
      plan({ period: { start: '2026-10-12' } }, '2'),
    );
    expect(value).toMatchObject({
      title: 'Titre',
      period: { start: '2026-10-12' },
      meta: { versionId: '2' },
    });
    expect(choices).toEqual([]);
  });

  it('lets theirs stand where only one value can, and says what mine was', () => {
    const { value, choices } = merged(plan(), plan({ status: 'active' }), plan({ status: 'on-hold' }, '2'));
    expect(value.status).toBe('on-hold');
    expect(choices).toEqual([{ path: 'status', mine: 'active', theirs: 'on-hold' }]);
  });

  it('removes what one side removed and the other left alone', () => {
    const base = plan({ title: 'Titre' });
    const { value } = merged(base, plan(), plan({ title: 'Titre', language: 'fr' }, '2'));
    expect(value).not.toHaveProperty('title');
    expect(value.language).toBe('fr');
  });

  it('keeps an edited part that the other removed', () => {
    const base = plan({ period: { start: '2026-10-12' } });
    const mine = plan({ period: { start: '2026-10-12', end: '2026-12-01' } });
    expect(merged(base, mine, plan({}, '2')).value.period).toEqual(mine.period);
    const { value } = merged(base, plan(), { ...mine, meta: { versionId: '2' } });
    expect(value.period).toEqual(mine.period);
  });

  it('does not mistake a new version number for a conflict', () => {
    const { choices } = merged(plan({}, '1'), plan({}, '1'), plan({}, '7'));
    expect(choices).toEqual([]);
  });
});

describe('texts', () => {
  it('keeps both, with initials, in one field of a line', () => {
    const { value, texts } = merged(
      plan(),
      plan({ activity: [line('a', 'Radiothérapie hypofractionnée'), line('b', 'Hormonothérapie')] }),
      plan(
        { activity: [line('a', 'Radiothérapie conformationnelle'), line('b', 'Hormonothérapie 5 ans')] },
        '2',
      ),
    );
    expect(descriptions(value)).toEqual([
      'Radiothérapie [AM\u00a0: hypofractionnée] [JD\u00a0: conformationnelle]',
      'Hormonothérapie 5 ans',
    ]);
    expect(texts.get('activity[0].detail.description')?.conflict).toBe(true);
  });

  it('makes one text of two first notes', () => {
    const { value } = merged(
      plan(),
      plan({ note: [{ text: 'foo' }] }),
      plan({ note: [{ text: 'bar' }] }, '2'),
    );
    expect(value.note).toEqual([{ text: '[AM\u00a0: foo] [JD\u00a0: bar]' }]);
  });

  it('merges a note that both go on writing', () => {
    const base = plan({ note: [{ text: 'vu' }] });
    const mine = plan({ note: [{ text: 'vu hier' }] });
    const { value } = merged(base, mine, plan({ note: [{ text: 'déjà vu' }] }, '2'));
    expect(value.note).toEqual([{ text: 'déjà vu hier' }]);
  });

  it('never writes an empty string', () => {
    const base = plan({ description: 'ancien' });
    const { value } = merged(
      base,
      plan({ description: '' }),
      plan({ description: 'ancien', language: 'fr' }, '2'),
    );
    expect(value).not.toHaveProperty('description');
  });
});

describe('arrays', () => {
  it('keeps the lines that each side added, moved and removed', () => {
    const mine = plan({
      activity: [line('b', 'Hormonothérapie'), line('a', 'Radiothérapie'), line('m', 'Mienne')],
    });
    const theirs = plan({
      activity: [line('t', 'Leur'), line('a', 'Radiothérapie'), line('b', 'Hormonothérapie')],
    });
    const { value } = merged(plan(), mine, theirs);
    expect(descriptions(value)?.toSorted()).toEqual(['Hormonothérapie', 'Leur', 'Mienne', 'Radiothérapie']);
    expect(descriptions(value)!.indexOf('Hormonothérapie')).toBeLessThan(
      descriptions(value)!.indexOf('Radiothérapie'),
    );
  });

  it('removes a line unless the other edited it', () => {
    const removed = plan({ activity: [line('b', 'Hormonothérapie')] });
    expect(descriptions(merged(plan(), removed, plan({}, '2')).value)).toEqual(['Hormonothérapie']);
    const edited = plan(
      { activity: [line('a', 'Radiothérapie du sein'), line('b', 'Hormonothérapie')] },
      '2',
    );
    expect(descriptions(merged(plan(), removed, edited).value)).toContain('Radiothérapie du sein');
  });

  it('keeps the two people that two screens signed in, and the time each wrote', () => {
    const one = { individual: { reference: 'PractitionerRole/1' } };
    const session = (participant: Encounter['participant']): Encounter => ({
      resourceType: 'Encounter',
      id: 's',
      status: 'in-progress',
      class: { code: 'VR' },
      participant,
    });
    const mine = session([
      { ...one, period: { start: '2026-10-12T16:00:00Z' } },
      { individual: { reference: 'PractitionerRole/2' } },
    ]);
    const theirs = session([one, { individual: { reference: 'PractitionerRole/3' } }]);
    const { value, choices } = merged(session([one]), mine, theirs);
    const references = value.participant?.map(({ individual }) => individual?.reference);
    expect(references?.toSorted()).toEqual([
      'PractitionerRole/1',
      'PractitionerRole/2',
      'PractitionerRole/3',
    ]);
    expect(value.participant?.[0]?.period?.start).toBe('2026-10-12T16:00:00Z');
    expect(choices).toEqual([]);
  });

  it('keeps two equal elements two', () => {
    const twice = plan({ note: [{ text: 'idem' }, { text: 'idem' }] });
    const { value } = merged(twice, { ...twice, title: 'x' }, { ...twice, language: 'fr' });
    expect(value.note).toHaveLength(2);
  });

  it('merges narratives by their words and keeps them well formed', () => {
    const fiche = (text: string): Composition =>
      ({
        resourceType: 'Composition',
        id: 'c',
        section: [{ code: { coding: [{ code: '10164-2' }] }, text: { status: 'additional', div: text } }],
      }) as unknown as Composition;
    const div = (inner: string) => `<div xmlns="http://www.w3.org/1999/xhtml">${inner}</div>`;
    const result = (mine: string, theirs: string) =>
      merged(fiche(div('<p>un deux</p>')), fiche(div(mine)), fiche(div(theirs))).value.section?.[0]?.text
        ?.div;
    expect(result('<p>un deux trois</p>', '<p>zéro un deux</p>')).toBe(div('<p>zéro un deux trois</p>'));
    const torn = result('<p>un</p><p>deux</p>', '<ul><li>un deux</li></ul>')!;
    expect(torn.match(/<[a-z]+/g)?.length).toBe(torn.match(/<\/[a-z]+/g)?.length);
    expect(words(torn.replace(/<[^>]*>/g, ' '))).toEqual(expect.arrayContaining(['un', 'deux']));
  });
});

const lines = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    text: fc.constantFrom('u', 'v w', 'v x', 'y z'),
  }),
  { selector: ({ id }) => id, maxLength: 5 },
);
const plans = lines.map((all) => plan({ activity: all.map(({ id, text }) => line(id, text)) }));

describe('for any three versions', () => {
  it('loses no line and no word that a side brought', () => {
    fc.assert(
      fc.property(plans, plans, plans, (base, mine, theirs) => {
        const said = (one: CarePlan, id: string) =>
          one.activity?.find((activity) => activity.id === id)?.detail?.description;
        const { value } = merged(base, mine, theirs);
        for (const side of [mine, theirs]) {
          for (const { id } of side.activity ?? []) {
            const known = new Set(words(said(base, id!) ?? ''));
            const brought = words(said(side, id!) ?? '').filter((one) => !known.has(one));
            expect(words(said(value, id!) ?? '')).toEqual(expect.arrayContaining(brought));
          }
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('changes nothing when one side did not change, and is stable when done again', () => {
    fc.assert(
      fc.property(plans, plans, plans, (base, mine, theirs) => {
        expect(descriptions(merged(base, mine, base).value)).toEqual(descriptions(mine));
        expect(descriptions(merged(base, base, theirs).value)).toEqual(descriptions(theirs));
        const once = merged(base, mine, theirs).value;
        expect(descriptions(merged(theirs, once, theirs).value)).toEqual(descriptions(once));
      }),
      { numRuns: 1_000 },
    );
  });
});
