import type { MeasureReport, MeasureReportGroup } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import type { SubIndicator } from './definitions.ts';
import { figureAt, newestRuns, placesAt, placesOf } from './figures.ts';

const sub: SubIndicator = {
  code: 'n',
  label: 'Nombre',
  description: '',
  unit: 'fiches',
  scoring: 'cohort',
  window: 1,
  distinct: false,
  axes: [],
};
const concept = (code: string, display?: string) => ({ coding: [{ code, ...(display && { display }) }] });
const counted = (count: number) => ({
  population: [{ code: concept('numerator'), count }],
  measureScore: { value: count, unit: 'fiches' },
});
const absent = (valueCode: string) => ({
  measureScore: {
    unit: '%',
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode }],
  },
});
const report = (group: Partial<MeasureReportGroup>, more: Partial<MeasureReport> = {}): MeasureReport => ({
  resourceType: 'MeasureReport',
  status: 'complete',
  type: 'summary',
  measure: 'https://example.org/Measure/A1|1.0.0',
  date: '2026-11-05',
  period: { start: '2026-10-01', end: '2026-10-31' },
  group: [{ code: concept('n'), ...group }],
  ...more,
});
const cut: Partial<MeasureReportGroup> = {
  ...counted(12),
  stratifier: [
    {
      code: [concept('c3')],
      stratum: [
        { value: concept('9901', 'Val-de-Seine'), ...counted(12) },
        { value: concept('UNK'), ...counted(0) },
      ],
    },
    {
      code: [concept('c3.specialite')],
      stratum: [
        {
          component: [
            { code: concept('c3'), value: concept('9901') },
            { code: concept('specialite'), value: concept('SM36', 'Oncologie') },
          ],
          ...counted(7),
        },
      ],
    },
  ],
};

describe('a figure of a report', () => {
  test('is the total without a place, and the stratum at one', () => {
    expect(figureAt([report(cut)], sub)).toMatchObject({ state: 'ok', value: 12, numerator: 12 });
    expect(figureAt([report(cut)], sub, { c3: '9901', specialite: 'SM36' })).toMatchObject({ value: 7 });
  });

  test('is not taken from another place, nor made up for a crossing that is not there', () => {
    expect(figureAt([report(cut)], sub, { c3: '9902' })).toBeUndefined();
    expect(figureAt([report(cut)], sub, { c3: '9901', thematique: 'sein' })).toBeUndefined();
    expect(figureAt([report(cut)], { ...sub, code: 'other' })).toBeUndefined();
  });

  test('zero is a figure', () => {
    expect(figureAt([report(cut)], sub, { c3: 'UNK' })).toMatchObject({ state: 'ok', value: 0 });
  });

  test('is found on the page that continues the report', () => {
    const next = report({
      stratifier: [{ code: [concept('c3')], stratum: [{ value: concept('9902'), ...counted(3) }] }],
    });
    expect(figureAt([report(cut), next], sub, { c3: '9902' })).toMatchObject({ value: 3 });
    expect(figureAt([next, report(cut)], sub)).toMatchObject({ value: 12 });
  });

  test.each([
    ['not-applicable', {}, 'nc', /ne donne pas de valeur/],
    ['error', { notComputable: 'les envois ne sont pas tracés' }, 'nc', /envois/],
    ['unsupported', {}, 'nc', /personnes distinctes/],
    ['masked', {}, 'secret', /secret statistique/],
  ])('without a value (%s) says why', (reason, more, state, text) => {
    const figure = figureAt([report(absent(reason))], { ...sub, ...more })!;
    expect(figure.state).toBe(state);
    expect(figure.value).toBeUndefined();
    expect(figure.reason).toMatch(text);
  });

  test('an empty denominator is said as such', () => {
    const group = { ...absent('not-applicable'), population: [{ code: concept('denominator'), count: 0 }] };
    expect(figureAt([report(group)], sub)!.reason).toBe('dénominateur nul');
  });
});

test('places of an axis, here or inside a place; the unknown one has a name', () => {
  expect(placesOf([report(cut)], sub, 'c3').map(({ label }) => label)).toEqual([
    'Val-de-Seine',
    'Non renseigné',
  ]);
  const inside = placesOf([report(cut)], sub, 'specialite', { c3: '9901' });
  expect(inside.map(({ code }) => code)).toEqual(['SM36']);
  expect(placesAt('specialite', inside[0]!, { c3: '9901' })).toEqual({ c3: '9901', specialite: 'SM36' });
  expect(placesOf([report(cut)], sub, 'specialite', { c3: '9902' })).toEqual([]);
});

test('of several runs of a month the last counts, with all its pages', () => {
  const old = report({}, { date: '2026-11-04' });
  const one = report({}, { date: '2026-11-05' });
  const two = report({}, { date: '2026-11-05' });
  const other = report({}, { date: '2026-11-01', period: { start: '2026-09-01', end: '2026-09-30' } });
  expect(newestRuns([old, one, other, two])).toEqual([one, other, two]);
  // A new version of the definition, run later, takes the place of the old one.
  const next = report({}, { date: '2026-12-05', measure: 'https://example.org/Measure/A1|2.0.0' });
  expect(newestRuns([one, next])).toEqual([next]);
  // An organisation that is establishment and 3C reports as both.
  const as = (code: string) => report({}, { meta: { tag: [{ code }, { code: 'totals' }] } });
  const pages = [as('aggregate-establishment'), as('aggregate-centre')];
  const before = { ...pages[0]!, date: '2026-11-01' };
  expect(newestRuns([before, ...pages])).toEqual(pages);
});
