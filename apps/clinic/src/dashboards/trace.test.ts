import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import type { Indicator, SubIndicator } from './definitions.ts';
import { figureAt, placesOf } from './figures.ts';
import { isCountable, reportsOfTraces } from './trace.ts';

const sub = (code: string, more: Partial<SubIndicator> = {}): SubIndicator => ({
  code,
  label: code,
  description: '',
  unit: 'fiches',
  scoring: 'cohort',
  window: 1,
  distinct: false,
  axes: [
    { code: 'thematique', label: 'Thématique', parts: ['thematique'] },
    { code: 'specialite', label: 'Spécialité', parts: ['specialite'] },
  ],
  ...more,
});
const fiches = sub('fiches');
const quorum = sub('quorum', { scoring: 'proportion', unit: '%' });
const patients = sub('patients', { distinct: true });
const indicator: Indicator = {
  id: 'X1',
  canonical: 'https://example.org/Measure/X1|1.0.0',
  version: '1.0.0',
  title: 'X',
  description: '',
  definition: [],
  purpose: '',
  groups: [fiches, quorum, patients],
};
const trace = (establishment: string, words: Record<string, string>, month = '10'): MeasureReport => ({
  resourceType: 'MeasureReport',
  status: 'complete',
  type: 'subject-list',
  measure: indicator.canonical,
  date: '2026-12-05',
  reporter: { reference: `Organization/${establishment}` },
  period: { start: `2026-${month}-01`, end: `2026-${month}-30` },
  evaluatedResource: Object.entries(words).map(([id, valueString]) => ({
    reference: `Encounter/${id}`,
    extension: [{ url: 'https://dcc.example.org/fhir/StructureDefinition/dcc-trace', valueString }],
  })),
});
const SEIN = 'fiches/numerator quorum/denominator quorum/numerator patients/numerator thematique=sein';
const THORAX = 'fiches/numerator quorum/denominator thematique=thorax';

describe('figures out of companion reports', () => {
  const [october] = reportsOfTraces(indicator, [
    trace('a', { 1: SEIN, 2: THORAX }),
    // The same case, asked for by the second establishment, and one of its own.
    trace('b', { 2: THORAX, 3: SEIN }),
  ]);

  test('count a case of two establishments once', () => {
    expect(figureAt([october!], fiches)).toMatchObject({ value: 3 });
    expect(figureAt([october!], quorum)).toMatchObject({ value: 66.67, numerator: 2, denominator: 3 });
  });

  test('are cut by the places of the trace', () => {
    expect(placesOf([october!], fiches, 'thematique').map(({ code }) => code)).toEqual(['sein', 'thorax']);
    expect(figureAt([october!], quorum, { thematique: 'thorax' })).toMatchObject({
      value: 0,
      denominator: 1,
    });
  });

  test('never tell distinct persons: a reference is not a person', () => {
    const figure = figureAt([october!], patients)!;
    expect(figure.state).toBe('nc');
    expect(figure.reason).toMatch(/distinctes/);
  });

  test('are one report a month', () => {
    const both = reportsOfTraces(indicator, [trace('a', { 1: SEIN }), trace('a', { 4: SEIN }, '11')]);
    expect(both.map(({ period }) => period.start)).toEqual(['2026-10-01', '2026-11-01']);
  });

  test('are not cut by an axis on which a session is at several places', () => {
    const [one] = reportsOfTraces(indicator, [
      trace('a', { 1: 'fiches/numerator specialite=SM01 specialite=SM02 thematique=sein' }),
    ]);
    expect(placesOf([one!], fiches, 'specialite')).toEqual([]);
    expect(placesOf([one!], fiches, 'thematique')).toHaveLength(1);
  });

  test('inside a place tell what its own report does not: cases counted there, cut by other axes', () => {
    const at = (words: string, finess: string) => `${words} finess-organisateur=${finess}`;
    const axes = [...fiches.axes, { code: 'session', label: 'Séance', parts: ['session'] }];
    const own = {
      ...indicator,
      groups: [sub('fiches', { axes }), patients],
    };
    const within = { 'finess-organisateur': '990000010' };
    const [one] = reportsOfTraces(
      own,
      [
        trace('a', {
          1: at(SEIN, '990000010'),
          2: at(THORAX, '990000028'),
          3: at(`${SEIN} session=S1`, '990000010'),
        }),
      ],
      within,
    );
    expect(placesOf([one!], fiches, 'thematique', within).map(({ code }) => code)).toEqual(['sein']);
    expect(figureAt([one!], fiches, { ...within, thematique: 'sein' })).toMatchObject({ value: 2 });
    // The total and the sessions are those of the report; persons are told by it alone.
    expect(figureAt([one!], fiches)).toBeUndefined();
    expect(placesOf([one!], fiches, 'session', within)).toEqual([]);
    expect(figureAt([one!], patients)).toBeUndefined();
  });

  test('leave another indicator alone', () => {
    const other = { ...trace('a', { 1: SEIN }), measure: 'https://example.org/Measure/X2|1.0.0' };
    expect(reportsOfTraces(indicator, [other])).toEqual([]);
  });
});

test.each([
  [{}, true],
  [{ scoring: 'proportion' }, true],
  [{ distinct: true }, false],
  [{ window: 12 }, false],
  [{ scoring: 'continuous-variable' }, false],
  [{ notComputable: 'pas encore' }, false],
])('%j can be counted from references: %s', (more, expected) => {
  expect(isCountable(sub('n', more))).toBe(expected);
});
