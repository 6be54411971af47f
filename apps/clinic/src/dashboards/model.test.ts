import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import type { SubIndicator } from './definitions.ts';
import { axesToShow, monthBars, placeBars, reportsOf, series, total } from './model.ts';

const axis = (code: string) => ({ code, label: code, parts: code.split('.') });
const sub: SubIndicator = {
  code: 'fiches',
  label: 'Fiches',
  description: '',
  unit: 'fiches',
  scoring: 'cohort',
  window: 1,
  distinct: false,
  axes: ['c3', 'thematique', 'c3.thematique'].map(axis),
};
const concept = (code: string, display?: string) => ({ coding: [{ code, ...(display && { display }) }] });
const counted = (count: number) => ({
  population: [{ code: concept('numerator'), count }],
  measureScore: { value: count, unit: 'fiches' },
});
/** A month of an indicator: its total, and a stratum per place. */
const report = (month: string, all: number, places: Record<string, number> = {}): MeasureReport => ({
  resourceType: 'MeasureReport',
  status: 'complete',
  type: 'summary',
  measure: 'https://example.org/Measure/A1|1.0.0',
  period: { start: `${month}-01`, end: `${month}-28` },
  group: [
    {
      code: concept('fiches'),
      ...counted(all),
      stratifier: [
        {
          code: [concept('thematique')],
          stratum: Object.entries(places).map(([code, count]) => ({
            value: concept(code, `Nom de ${code}`),
            ...counted(count),
          })),
        },
      ],
    },
  ],
});
const months = ['2026-08', '2026-09', '2026-10'];
const reports = [report('2026-08', 10, { sein: 6, thorax: 4 }), report('2026-10', 5, { sein: 4, neuro: 1 })];

describe('months', () => {
  test('have their figure, and none where no report was made', () => {
    const values = series(reports, sub, months, {}).map(({ figure }) => figure?.value);
    expect(values).toEqual([10, undefined, 5]);
  });

  test('at a place that a month does not tell are not zero', () => {
    const [first, , last] = series(reports, sub, months, { thematique: 'thorax' });
    expect(first!.figure!.value).toBe(4);
    expect(last!.figure).toMatchObject({ state: 'nc' });
  });

  test('of other reports are not those of the reports before', () => {
    const other = [report('2026-08', 1)];
    expect(series(reports, sub, months, {})[0]!.figure!.value).toBe(10);
    expect(series(other, sub, months, {})[0]!.figure!.value).toBe(1);
  });

  test('have their pages together', () => {
    const next = { ...report('2026-08', 0, { neuro: 9 }) };
    next.group = [{ ...next.group![0]!, population: undefined, measureScore: undefined }];
    const both = [...reports, next];
    expect(series(both, sub, months, { thematique: 'neuro' })[0]!.figure!.value).toBe(9);
    expect(series(both, sub, months, {})[0]!.figure!.value).toBe(10);
  });

  test('are bars, each beside the month of its rank before', () => {
    const [one, two] = monthBars(series(reports, sub, months, {}), series(reports, sub, ['2026-10'], {}));
    expect(one).toMatchObject({ key: '2026-08', figure: { value: 10 }, before: { value: 5 } });
    expect(two).toMatchObject({ figure: { state: 'nc' }, before: { state: 'nc' } });
  });
});

test('a period adds its months; a report of exactly this period wins', () => {
  expect(total(reports, sub, months, {}).value).toBe(15);
  const whole = { ...report('2026-08', 12), period: { start: '2026-08-01', end: '2026-10-31' } };
  expect(total([...reports, whole], sub, months, {}).value).toBe(12);
});

describe('places', () => {
  const view = { months, against: ['2026-08'], places: {} };
  const bars = placeBars(reports, sub, 'thematique', view, (_, code) =>
    code === 'sein' ? 'Sein' : undefined,
  );

  test('are those of every month, by the name that people know', () => {
    expect(bars.map(({ label }) => label)).toEqual(['Sein', 'Nom de thorax', 'Nom de neuro']);
  });

  test('have the figure of the period and of the compared one', () => {
    const [sein, thorax, neuro] = bars;
    expect(sein).toMatchObject({
      figure: { value: 10 },
      before: { value: 6 },
      places: { thematique: 'sein' },
    });
    expect(thorax!.before!.value).toBe(4);
    expect(neuro!.before).toMatchObject({ state: 'nc' });
  });

  test('of an axis that is not published are none', () => {
    expect(placeBars(reports, sub, 'c3', view, () => undefined)).toEqual([]);
  });
});

test('axes to choose from: one is left free, the others are chosen', () => {
  const codes = (places: Record<string, string>) => axesToShow(sub, places).map(({ code }) => code);
  expect(codes({})).toEqual(['c3', 'thematique']);
  expect(codes({ c3: '9901' })).toEqual(['thematique', 'c3.thematique']);
});

test('the reports of one indicator, whatever their version', () => {
  const other = { ...reports[0]!, measure: 'https://example.org/Measure/A10|1.0.0' };
  expect(reportsOf([...reports, other], { id: 'A1' } as never)).toEqual(reports);
});
