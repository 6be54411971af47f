import { TAG_SYSTEM } from '@dcc/fhir-profiles/src/canonical.ts';
import { TAGS } from '@dcc/fhir-profiles/src/codes.ts';
import { MAX_STRATA, toMeasureReports } from '@dcc/rules/src/indicators/report.ts';
import type { IndicatorResult } from '@dcc/rules/src/indicators/result.ts';
import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { areEnough, firstPages } from './pages.ts';

/** Two figures, each cut along two axes with so many strata each. */
function pagesOf(strata: number): MeasureReport[] {
  const axis = (code: string) => ({
    code,
    label: code,
    components: [code],
    strata: Array.from({ length: strata }, (_, n) => ({
      keys: [{ code: `${code}-${n}` }],
      score: { numerator: n, value: n },
    })),
  });
  const group = (code: string) => ({
    code,
    label: code,
    unit: 'fiches',
    total: { numerator: 1, value: 1 },
    stratifiers: [axis('etablissement'), axis('thematique')],
  });
  const result = {
    measure: {
      resourceType: 'Measure',
      url: 'https://example.org/Measure/Q5',
      version: '1',
      status: 'active',
    },
    period: { first: '2026-10', last: '2026-10' },
    groups: [group('one'), group('two')],
  } as unknown as IndicatorResult;
  return toMeasureReports([result], { extraction: '2026-11-02' });
}

describe('the first page of strata', () => {
  test('has the name that the engine gives it', () => {
    const [totals, first] = pagesOf(3);
    expect(firstPages([totals!])).toEqual([first!.identifier![0]!.value]);
  });

  test('is not known of reports that are not totals, nor of none', () => {
    const [totals, first] = pagesOf(3);
    expect(firstPages([])).toBeUndefined();
    expect(firstPages([totals!, first!])).toBeUndefined();
    const tag = [{ system: TAG_SYSTEM, code: TAGS.AGGREGATE }];
    expect(firstPages([{ ...totals!, meta: { tag } }])).toBeUndefined();
    expect(
      firstPages([{ ...totals!, identifier: [{ system: 'https://example.org', value: 'x' }] }]),
    ).toBeUndefined();
  });
});

describe('first pages are enough', () => {
  const whole = pagesOf(3)[1]!;
  /** Half of a page for each axis: the second figure is on the next one. */
  const half = pagesOf(MAX_STRATA / 2)[1]!;
  const long = pagesOf(MAX_STRATA - 1)[1]!;
  const longer = pagesOf(MAX_STRATA + 1)[1]!;

  test('for every figure when nothing follows', () => {
    for (const sub of ['one', 'two', 'unheard-of'])
      expect(areEnough([whole], { sub, axis: 'thematique' })).toBe(true);
    // No month has anything.
    expect(areEnough([], { sub: 'one', axis: 'thematique' })).toBe(true);
  });

  test('for an axis after which another begins', () => {
    expect(areEnough([half], { sub: 'one', axis: 'etablissement' })).toBe(true);
    expect(areEnough([long], { sub: 'one', axis: 'etablissement' })).toBe(true);
  });

  test('not for one that ends the page, even if it were its last stratum', () => {
    expect(areEnough([half], { sub: 'one', axis: 'thematique' })).toBe(false);
    expect(areEnough([long], { sub: 'one', axis: 'thematique' })).toBe(false);
    expect(areEnough([longer], { sub: 'one', axis: 'etablissement' })).toBe(false);
  });

  test('not for a figure of another page, an axis that is not there yet, or no axis', () => {
    expect(areEnough([half], { sub: 'two', axis: 'etablissement' })).toBe(false);
    expect(areEnough([longer], { sub: 'one', axis: 'thematique' })).toBe(false);
    expect(areEnough([half], { sub: 'one' })).toBe(false);
  });

  test('for all months or for none', () => {
    expect(areEnough([whole, half], { sub: 'one', axis: 'thematique' })).toBe(false);
    expect(areEnough([whole, half], { sub: 'one', axis: 'etablissement' })).toBe(true);
  });

  test('for the first figure whole when the second has begun', () => {
    const page = pagesOf(MAX_STRATA / 4)[1]!;
    expect(areEnough([page], { sub: 'one', axis: 'thematique' })).toBe(true);
    // Its own last axis ends just where the page does.
    expect(areEnough([page], { sub: 'two', axis: 'thematique' })).toBe(false);
  });
});
