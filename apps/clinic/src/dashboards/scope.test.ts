import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { axisOfScope, scopeOf } from './scope.ts';

const concept = (code: string) => ({ coding: [{ code }] });

/** A report of one figure, cut by the place it is about. */
function report(tag: string, organization: string, code = ''): MeasureReport {
  const axis = tag === 'aggregate-centre' ? 'c3' : 'finess-organisateur';
  return {
    resourceType: 'MeasureReport',
    status: 'complete',
    type: 'summary',
    measure: 'https://example.org/Measure/A5|1.0.0',
    meta: { tag: [{ code: tag }, { code: 'totals' }] },
    reporter: { reference: `Organization/${organization}` },
    period: { start: '2026-10-01', end: '2026-10-31' },
    group: [
      {
        code: concept('patients'),
        stratifier: [{ code: [concept(axis)], stratum: [{ value: concept(code) }] }],
      },
    ],
  };
}
const region = report('aggregate', 'network');
const hospital = report('aggregate-establishment', 'hospital', '990000010');
const clinic = report('aggregate-establishment', 'clinic', '990000028');
const centre = report('aggregate-centre', 'centre', '3C-A');

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
    const both = [hospital, report('aggregate-centre', 'hospital', '3C-A')];
    expect(scopeOf(both, { c3: '3C-A' }, []).reports).toEqual([both[1]]);
    expect(scopeOf(both, { 'finess-organisateur': '990000010' }, []).reports).toEqual([hospital]);
  });

  test('no reports, no place', () => {
    expect(scopeOf([], { c3: '3C-A' }, [])).toEqual({ reports: [], own: {}, several: false });
  });

  test('the place is read from a crossing when that is all there is', () => {
    const [group] = centre.group!;
    const component = [
      { code: concept('c3'), value: concept('3C-A') },
      { code: concept('specialite'), value: concept('SM18') },
    ];
    const stratifier = [{ code: [concept('c3.specialite')], stratum: [{ component }] }];
    expect(scopeOf([{ ...centre, group: [{ ...group, stratifier }] }], {}, []).own).toEqual({ c3: '3C-A' });
  });
});

test.each([
  [region, undefined],
  [hospital, 'finess-organisateur'],
  [centre, 'c3'],
  [{ ...region, meta: undefined }, undefined],
])('the axis of a report is told by its tag', (one, axis) => {
  expect(axisOfScope(one)).toBe(axis);
});
