import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import type { Places } from './figures.ts';
import { axisOfScope, placesInScope, scopeOf as scopeAmong } from './scope.ts';

/** A report about an organisation. */
function report(tag: string, organization: string): MeasureReport {
  return {
    resourceType: 'MeasureReport',
    status: 'complete',
    type: 'summary',
    measure: 'https://example.org/Measure/A5|1.0.0',
    meta: { tag: [{ code: tag }, { code: 'totals' }] },
    reporter: { reference: `Organization/${organization}` },
    period: { start: '2026-10-01', end: '2026-10-31' },
  };
}
const establishment = (code: string, id: string) =>
  ({ axis: 'finess-organisateur', code, organization: `Organization/${id}` }) as const;
const known = [
  establishment('990000010', 'hospital'),
  establishment('990000028', 'clinic'),
  { axis: 'c3', code: '3C-A', organization: 'Organization/centre' },
  { axis: 'c3', code: '3C-B', organization: 'Organization/hospital' },
] as const;
const scopeOf = (reports: MeasureReport[], wanted: Places, mine: string[]) =>
  scopeAmong(reports, wanted, mine, known);
const region = report('aggregate', 'network');
const hospital = report('aggregate-establishment', 'hospital');
const clinic = report('aggregate-establishment', 'clinic');
const centre = report('aggregate-centre', 'centre');

describe('whose figures are shown', () => {
  test('the region’s, to who may read them, whatever place is asked for', () => {
    expect(scopeOf([hospital, region, centre], {}, [])).toEqual({
      reports: [region],
      own: {},
      several: false,
    });
    expect(scopeOf([hospital, region], { 'finess-organisateur': '990000010' }, []).reports).toEqual([region]);
  });

  test('else those of her establishment, never two put together', () => {
    const scope = scopeOf([clinic, hospital], {}, ['Organization/hospital']);
    expect(scope).toEqual({
      reports: [hospital],
      own: { 'finess-organisateur': '990000010' },
      several: true,
    });
  });

  test('or those of the place asked for, when it is one of hers', () => {
    const places = { 'finess-organisateur': '990000028', thematique: 'sein' };
    expect(scopeOf([clinic, hospital], places, ['Organization/hospital']).reports).toEqual([clinic]);
    expect(scopeOf([hospital, centre], { c3: '3C-A' }, ['Organization/hospital'])).toMatchObject({
      reports: [centre],
      own: { c3: '3C-A' },
    });
    const elsewhere = { 'finess-organisateur': '990000036' };
    expect(scopeOf([clinic, hospital], elsewhere, ['Organization/hospital']).reports).toEqual([hospital]);
  });

  test('or of the only 3C, to who has no establishment', () => {
    expect(scopeOf([centre], {}, [])).toEqual({ reports: [centre], own: { c3: '3C-A' }, several: false });
  });

  test('of her first establishment when she has two', () => {
    const mine = ['Organization/clinic', 'Organization/hospital'];
    expect(scopeOf([hospital, clinic], {}, mine).reports).toEqual([clinic]);
  });

  test('an organisation that is both establishment and 3C has two scopes', () => {
    const both = [hospital, report('aggregate-centre', 'hospital')];
    expect(scopeOf(both, { c3: '3C-B' }, []).reports).toEqual([both[1]]);
    expect(scopeOf(both, { 'finess-organisateur': '990000010' }, []).reports).toEqual([hospital]);
  });

  test('no reports, no place', () => {
    expect(scopeOf([], { c3: '3C-A' }, [])).toEqual({ reports: [], own: {}, several: false });
  });
});

test('what is asked for is the total of a place that is hers, a crossing inside it otherwise', () => {
  const own = { c3: '3C-A' };
  expect(placesInScope({}, {})).toEqual({});
  expect(placesInScope({}, { thematique: 'sein' })).toEqual({ thematique: 'sein' });
  expect(placesInScope(own, {})).toEqual({});
  expect(placesInScope(own, own)).toEqual({});
  expect(placesInScope(own, { thematique: 'sein' })).toEqual({ c3: '3C-A', thematique: 'sein' });
  expect(placesInScope(own, { c3: '3C-B' })).toEqual({ c3: '3C-B' });
});

test.each([
  [region, undefined],
  [hospital, 'finess-organisateur'],
  [centre, 'c3'],
  [{ ...region, meta: undefined }, undefined],
])('the axis of a report is told by its tag', (one, axis) => {
  expect(axisOfScope(one)).toBe(axis);
});
