import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Composition, Observation, Procedure, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { emptyDraft } from './draft.ts';
import { record } from './fixture.ts';
import { accept, isAccepted, type Offer, pending } from './offer.ts';
import { prefill } from './prefill.ts';

const offers = prefill(record());
const of = <F extends Offer['field']>(field: F, all = offers) =>
  all.filter((one) => one.field === field) as Offer<F>[];
const empty = emptyDraft('x').clinical;

/** A later copy of a resource of the record. */
function later<T extends Resource>(name: string, change: Partial<T>): T {
  return { ...golden<T>(name), id: `${name}-later`, ...change };
}

describe('what is offered', () => {
  test('each field of the last fiche, once', () => {
    expect(new Set(offers.map(({ field }) => field))).toEqual(
      new Set([
        'summary',
        'tumour',
        'ecog',
        'g8',
        'phase',
        'screening',
        'history',
        'comorbidity',
        'exams',
        'report',
        'treatment',
      ]),
    );
    expect(of('ecog')).toHaveLength(1);
    expect(
      of('report')
        .map(({ value }) => value.kind)
        .sort(),
    ).toEqual(['molecular', 'molecular', 'operative', 'pathology']);
  });

  test('says what it was read in, by whom and when', () => {
    for (const { origin } of offers) {
      expect(origin.label).toMatch(/^FRCP /);
      expect(origin.date).toMatch(/^20\d\d-/);
      expect(origin.author).toMatch(/^PractitionerRole\//);
    }
  });

  test('a report is by who wrote it, not by who wrote the fiche', () => {
    const conclusion = golden<Observation>('conclusion-pathology');
    expect(of('report').find(({ value }) => value.kind === 'pathology')!.origin.author).toBe(
      conclusion.performer![0]!.reference,
    );
  });

  test('a tumour comes with its TNM and its other classification', () => {
    const [{ value }] = of('tumour') as [Offer<'tumour'>];
    expect(value.tnm!.value).toMatchObject({
      edition: expect.stringMatching(/[789]/),
      t: expect.stringMatching(/^c?T/),
    });
    expect(value.classifications).toHaveLength(1);
  });

  test('the summary leaves the question of that day, and tells what was proposed', () => {
    const [{ value }] = of('summary') as [Offer<'summary'>];
    const fiche = golden<Composition>('frcp');
    const question = fiche
      .section!.find(({ title }) => title?.startsWith('Synthèse'))!
      .text!.div.match(/<p>([^<]*)<\/p><\/div>$/)![1]!;
    expect(value).not.toContain(question);
    expect(value).toMatch(/\nRCP .* du \d\d\/\d\d\/\d{4} : /);
  });

  test('nothing of nobody: an empty record offers nothing', () => {
    expect(prefill([])).toEqual([]);
  });
});

describe('the newest wins', () => {
  const ecog = (grade: string, day: string, change: Partial<Observation> = {}) =>
    later<Observation>('ecog', {
      id: day,
      effectiveDateTime: day,
      valueCodeableConcept: { coding: [{ system: 'http://loinc.org', code: grade }] },
      ...change,
    });

  test('whatever fiche it stands in, or none', () => {
    const all = prefill([...record(), ecog('LA9624-3', '2026-11-01'), ecog('LA9622-7', '2025-01-01')]);
    expect(of('ecog', all)[0]!.value).toEqual({ grade: 2, date: '2026-11-01' });
    expect(of('ecog', all)[0]!.origin.label).toBe('Dossier du patient');
  });

  test('an entry made by mistake does not count', () => {
    const all = prefill([...record(), ecog('LA9624-3', '2026-11-01', { status: 'entered-in-error' })]);
    expect(of('ecog', all)[0]!.value.grade).not.toBe(2);
  });

  test('what cannot be read is passed over for what can', () => {
    const all = prefill([...record(), ecog('unknown', '2026-11-01')]);
    expect(of('ecog', all)).toEqual(of('ecog'));
  });

  test('one tumour described twice is one tumour, with its newest TNM', () => {
    const tumour = later('tumour', { id: 'again', recordedDate: '2026-11-01' } as never);
    const tnm = later<Observation>('tnm', {
      effectiveDateTime: '2026-11-02',
      focus: [{ reference: 'Condition/again' }],
    });
    tnm.component = tnm.component!.map((one, index) =>
      index === 0
        ? {
            ...one,
            valueCodeableConcept: { coding: [{ ...one.valueCodeableConcept!.coding![0]!, code: 'cT4' }] },
          }
        : one,
    );
    const all = of('tumour', prefill([...record(), tumour, tnm]));
    expect(all).toHaveLength(1);
    expect(all[0]!.value.tnm!.value).toMatchObject({ t: 'cT4' });
    expect(all[0]!.origin.reference).toBe('Condition/again');
  });

  test('a treatment told in two fiches is offered once, as last known', () => {
    const treatment = later<Procedure>('treatment-surgery', {
      status: 'stopped',
      meta: { lastUpdated: '2026-11-01T00:00:00Z' },
    });
    const all = of('treatment', prefill([...record(), treatment]));
    expect(all).toHaveLength(of('treatment').length);
    expect(all.some(({ value }) => value.status === 'stopped')).toBe(true);
  });

  test('an amendment being written says nothing yet; a fiche never signed says that it is not', () => {
    const fiche = golden<Composition>('frcp');
    const draft = { ...fiche, id: 'v2', status: 'preliminary' as const, date: '2026-12-01T00:00:00Z' };
    expect(prefill([...record(), draft])).toEqual(offers);
    const alone = record().map((one) => (one.id === fiche.id ? { ...draft, id: fiche.id } : one));
    expect(of('ecog', prefill(alone))[0]!.origin.label).toMatch(/fiche non validée$/);
  });
});

describe('taking over', () => {
  test('each offer enters, once, with its origin', () => {
    const draft = offers.reduce(accept, empty);
    expect(offers.every((one) => isAccepted(draft, one))).toBe(true);
    expect(offers.reduce(accept, draft)).toEqual(draft);
    expect(draft.ecog!.origin).toEqual(of('ecog')[0]!.origin);
    expect(pending(draft, offers)).toEqual([]);
  });

  test('nothing enters by itself, and the draft given is left as it was', () => {
    accept(empty, offers[0]!);
    expect(empty).toEqual(emptyDraft('x').clinical);
    expect(pending(empty, offers)).toEqual(offers);
  });

  test('what was typed makes an offer useless, for that field only', () => {
    const typed = { ...empty, ecog: { value: { grade: 3 } } };
    const left = pending(typed, offers).map(({ field }) => field);
    expect(left).not.toContain('ecog');
    expect(left).toHaveLength(offers.length - 1);
  });
});
