import { TAG_SYSTEM, TAGS } from '@dcc/fhir-profiles';
import type { Coding, Measure, MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { axisTag, byAxis, MAX_PLACES, PLACE_SYSTEM, placeTag } from './axis-pages.ts';
import { Directory } from './directory.ts';
import { MAX_STRATA, REPORT_SYSTEM, toMeasureReports } from './report.ts';
import type { GroupResult, IndicatorResult, StratifierResult } from './result.ts';
import { reportsToRows } from './rows.ts';

const measure: Measure = {
  resourceType: 'Measure',
  status: 'active',
  url: 'https://x.example/Measure/A1',
  version: '1.2.0',
};
const options = { extraction: '2026-11-02', reporter: { reference: 'Organization/rrc' } };

/** As many strata as are asked for; of two axes each place has two. */
function axis(code: string, strata: number): StratifierResult {
  const components = code.split('.');
  return {
    code,
    label: code,
    components,
    strata: Array.from({ length: strata }, (_, n) => ({
      keys: components.map((_one, part) => {
        const key = part === 0 && components.length > 1 ? n >> 1 : n;
        return { code: `${components[part]}|${String(key).padStart(4, '0')}` };
      }),
      score: { numerator: n, value: n },
    })),
  };
}

const group = (code: string, ...stratifiers: StratifierResult[]): GroupResult => ({
  code,
  label: code,
  unit: 'fiches',
  total: { numerator: 1, value: 1 },
  stratifiers,
});

function laid(
  groups: GroupResult[],
  more: Partial<IndicatorResult> = {},
): [MeasureReport[], MeasureReport[]] {
  const result = { measure, period: { first: '2026-10', last: '2026-10' }, groups, ...more };
  const before = toMeasureReports([result as IndicatorResult], options);
  return [before, byAxis(before)];
}

const tagsOf = ({ meta }: MeasureReport, system: string): string[] =>
  (meta?.tag ?? []).flatMap((tag: Coding) => (tag.system === system ? [tag.code!] : []));
const axesOf = ({ group: own }: MeasureReport): string[] => [
  ...new Set(
    (own ?? []).flatMap((one) => one.stratifier ?? []).map((one) => one.code![0]!.coding![0]!.code!),
  ),
];
const strataOf = ({ group: own }: MeasureReport) =>
  (own ?? []).flatMap((one) => one.stratifier ?? []).flatMap((one) => one.stratum ?? []);
const rowsOf = (reports: MeasureReport[]) =>
  reportsToRows(reports, new Directory([]))
    .map((row) => JSON.stringify(row))
    .sort();

describe('pages of one axis', () => {
  const groups = [
    group('n', axis('finess-organisateur', 20), axis('thematique', 3), axis('session', 4)),
    group('m', axis('finess-organisateur', 20), axis('session', 4), axis('c3.specialite', 6)),
  ];
  const [before, after] = laid(groups);

  it('say the very same as the reports that they are made from', () => {
    expect(rowsOf(after)).toEqual(rowsOf(before));
    expect(rowsOf(after)).toHaveLength(2 * 2 + 2 * 20 + 3 + 2 * 4 + 6);
  });

  it('have one axis each, which a tag names, beside what they hold', () => {
    for (const page of after.slice(1)) {
      const [own, ...others] = axesOf(page);
      expect(others).toEqual([]);
      expect(page.meta!.tag).toContainEqual(axisTag(own!));
      const part = own === 'c3.specialite' ? TAGS.CROSSED : TAGS.STRATA;
      expect(tagsOf(page, TAG_SYSTEM)).toEqual([TAGS.AGGREGATE, part]);
    }
    expect(new Set(after.flatMap(axesOf)).size).toBe(4);
  });

  it('hold a few places, name them, and tell all that is known of each', () => {
    const pages = after.filter((one) => axesOf(one)[0] === 'finess-organisateur');
    expect(pages).toHaveLength(Math.ceil(20 / MAX_PLACES));
    for (const page of pages) {
      const codes = new Set(strataOf(page).map(({ value }) => value!.coding![0]!.code!));
      const named = [...codes].map((code) => placeTag('finess-organisateur', code).code);
      expect(tagsOf(page, PLACE_SYSTEM)).toEqual(named);
      expect(codes.size).toBeLessThanOrEqual(MAX_PLACES);
      // Both figures of each.
      expect(strataOf(page)).toHaveLength(2 * codes.size);
    }
    const all = pages.flatMap((one) => tagsOf(one, PLACE_SYSTEM));
    expect(new Set(all).size).toBe(20);
    expect(all).toHaveLength(20);
  });

  it('name the place of a crossing, and none where an axis has none', () => {
    const [crossed] = after.filter((one) => axesOf(one)[0] === 'c3.specialite');
    expect(tagsOf(crossed!, PLACE_SYSTEM)).toEqual(
      ['c3|0000', 'c3|0001', 'c3|0002'].map((code) => placeTag('c3', code).code),
    );
    const [session] = after.filter((one) => axesOf(one)[0] === 'session');
    expect(tagsOf(session!, PLACE_SYSTEM)).toEqual([]);
    expect(strataOf(session!)).toHaveLength(8);
  });

  it('follow the totals under names in order, and totals say that they do', () => {
    expect(after.map((one) => one.identifier![0]!.value!.split(':')[5])).toEqual([
      undefined,
      ...after.slice(1).map((_, index) => `suite-${index + 1}`),
    ]);
    expect(tagsOf(after[0]!, TAG_SYSTEM)).toEqual([TAGS.AGGREGATE, TAGS.TOTALS, TAGS.BY_AXIS]);
    expect(after[0]!.group).toBe(before[0]!.group);
    for (const page of after.slice(1)) {
      expect(page).toMatchObject({
        measure: before[0]!.measure,
        date: '2026-11-02',
        period: before[0]!.period,
      });
      expect(page.reporter).toEqual(options.reporter);
    }
  });
});

it('an axis without places, and a place with much, take as many pages as strata need', () => {
  const [, long] = laid([group('n', axis('session', MAX_STRATA + 1))]);
  expect(long.slice(1).map((one) => strataOf(one).length)).toEqual([MAX_STRATA, 1]);
  const many = axis('c3.specialite', 2 * MAX_STRATA);
  const strata = many.strata.map((one) => ({ ...one, keys: [{ code: 'A' }, one.keys[1]!] }));
  const [, wide] = laid([group('n', { ...many, strata })]);
  expect(wide.slice(1).map((one) => strataOf(one).length)).toEqual([MAX_STRATA, MAX_STRATA]);
  for (const page of wide.slice(1)) expect(tagsOf(page, PLACE_SYSTEM)).toEqual(['c3=A']);
});

it('runs stay apart, each from its own first page; reports without strata are totals alone', () => {
  const result = (month: string, n: number): IndicatorResult =>
    ({
      measure,
      period: { first: month, last: month },
      groups: [group('n', axis('c3', n))],
    }) as IndicatorResult;
  const after = byAxis(
    toMeasureReports([result('2026-09', 1), result('2026-10', 9), result('2026-11', 0)], options),
  );
  expect(after.map((one) => one.identifier![0]!.value!.split(':').slice(2).join(' '))).toEqual([
    '2026-09 rrc 2026-11-02',
    '2026-09 rrc 2026-11-02 suite-1',
    '2026-10 rrc 2026-11-02',
    '2026-10 rrc 2026-11-02 suite-1',
    '2026-10 rrc 2026-11-02 suite-2',
    '2026-11 rrc 2026-11-02',
  ]);
  expect(after.every(({ identifier }) => identifier![0]!.system === REPORT_SYSTEM)).toBe(true);
});

it('the tag of a place has no sign at which a search is cut', () => {
  expect(placeTag('c3', '3C A|B,C')).toEqual({ system: PLACE_SYSTEM, code: 'c3=3C%20A%7CB%2CC' });
  expect(placeTag('thematique', 'sein').code).toBe('thematique=sein');
});

it('what is masked, and a report that failed, stay so', () => {
  const [before] = laid([group('n', axis('c3', 2))], { failure: 'x' });
  const masked = before.map((one) => ({ ...one, meta: { ...one.meta, versionId: 'kept' } }));
  const after = byAxis(masked);
  expect(after.map(({ status }) => status)).toEqual(['error', 'error']);
  expect(after.map(({ meta }) => meta!.versionId)).toEqual(['kept', 'kept']);
  expect(strataOf(after[1]!)[0]).toBe(strataOf(masked[1]!)[0]);
});
