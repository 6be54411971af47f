import type { MeasureReportGroup, MeasureReportGroupStratifierStratum } from '@medplum/fhirtypes';
import { describe, expect, test, vi } from 'vitest';
import { strataBy, strataOf, stratumAt } from './strata.ts';

const concept = (code: string, display?: string) => ({ coding: [{ code, ...(display && { display }) }] });
const score = (value: number) => ({ measureScore: { value } });
const crossed = (c3: string, specialty: string, value: number): MeasureReportGroupStratifierStratum => ({
  component: [
    { code: concept('c3'), value: concept(c3) },
    { code: concept('specialite'), value: concept(specialty) },
  ],
  ...score(value),
});
const group = (): MeasureReportGroup => ({
  stratifier: [
    { code: [concept('session')] },
    { code: [concept('c3')], stratum: [{ value: concept('9901', 'Val-de-Seine'), ...score(12) }] },
    // A second page of the same axis, as when pages are put together.
    { code: [concept('c3')], stratum: [{ value: concept('9902'), ...score(3) }, { ...score(1) }] },
    { code: [concept('c3.specialite')], stratum: [crossed('9901', 'SM36', 7), crossed('9902', 'SM36', 2)] },
  ],
});

describe('the stratum at a place', () => {
  test.each([
    [{ c3: '9901' }, 12],
    [{ c3: '9902' }, 3],
    [{ c3: '9901', specialite: 'SM36' }, 7],
    // The order of what is asked for is not that of the report.
    [{ specialite: 'SM36', c3: '9902' }, 2],
    // A stratum without a value has the empty code.
    [{ c3: '' }, 1],
  ])('%j is found', (places, value) => {
    expect(stratumAt(group(), places)?.measureScore?.value).toBe(value);
  });

  test.each([
    ['another place', { c3: '9903' }],
    ['another axis with the same code', { thematique: '9901' }],
    ['a place of which a part only is told', { c3: '9901', specialite: 'SM99' }],
    ['one more axis than any stratum has', { c3: '9901', specialite: 'SM36', thematique: 'sein' }],
    ['an axis alone of a crossing', { specialite: 'SM36' }],
    ['an axis without strata', { session: 'S1' }],
    ['no place', {}],
  ])('is not made up for %s', (_, places) => {
    expect(stratumAt(group(), places)).toBeUndefined();
  });

  test('is the first of two that say the same place', () => {
    const twice = [
      { value: concept('9901'), ...score(1) },
      { value: concept('9901'), ...score(2) },
    ];
    const own = { stratifier: [{ code: [concept('c3')], stratum: twice }] };
    expect(stratumAt(own, { c3: '9901' })?.measureScore?.value).toBe(1);
  });

  test('codes that would read the same put together stay apart', () => {
    const pair = (one: string, other: string, value: number) => crossed(one, other, value);
    const own = {
      stratifier: [{ stratum: [pair('1.2', '3', 1), pair('1', '2.3', 2), pair('1 2', '3', 3)] }],
    };
    expect(stratumAt(own, { c3: '1', specialite: '2.3' })?.measureScore?.value).toBe(2);
    expect(stratumAt(own, { c3: '1 2', specialite: '3' })?.measureScore?.value).toBe(3);
  });

  test('is looked up, not searched for: the strata are walked along once', () => {
    const own = group();
    const stratum = own.stratifier![1]!.stratum!;
    const walk = vi.spyOn(stratum, Symbol.iterator);
    for (let n = 0; n < 50; n++) stratumAt(own, { c3: '9901' });
    expect(walk.mock.calls.length).toBeLessThanOrEqual(2);
  });
});

test('strata by their axes: those of a crossing are not those of a part of it', () => {
  const codes = (axes: string[]) =>
    strataBy(group(), axes).map(({ parts }) => parts.map(({ code }) => code).join(' '));
  expect(codes(['c3'])).toEqual(['9901', '9902', '']);
  expect(codes(['specialite', 'c3'])).toEqual(['9901 SM36', '9902 SM36']);
  expect(codes(['specialite'])).toEqual([]);
  expect(codes([])).toEqual([]);
});

test('all strata in their order, a known name or the code', () => {
  const labels = strataOf(group()).map(({ parts }) => parts.map(({ label }) => label).join(' '));
  expect(labels).toEqual(['Val-de-Seine', '9902', '', '9901 SM36', '9902 SM36']);
  expect(strataOf({})).toEqual([]);
  const [unknown] = strataOf({ stratifier: [{ stratum: [{ value: concept('UNK') }] }] });
  expect(unknown!.parts[0]).toMatchObject({ code: 'UNK', label: 'Non renseigné' });
});
