import { readdirSync, readFileSync } from 'node:fs';
import type { Measure, MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { familyOf, indicatorOf, indicators } from './definitions.ts';

const folder = new URL('../../../../fhir-profiles/measures/', import.meta.url);
const published = readdirSync(folder)
  .filter((name) => name.endsWith('.json') && !name.startsWith('library'))
  .map((name): Measure => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
const measure = (id: string) => indicatorOf(published.find(({ url }) => url?.endsWith(`/${id}`))!);
const group = (id: string, code: string) => measure(id).groups.find((one) => one.code === code)!;

describe('what is read from the published Measures', () => {
  test('title, version, unit, scoring', () => {
    expect(measure('A1')).toMatchObject({ id: 'A1', version: '1.0.0', title: 'Fiches RCP validées' });
    expect(group('A1', 'fiches_validees')).toMatchObject({ unit: 'fiches', scoring: 'cohort', window: 1 });
  });

  test('who counts distinct persons, and over how many months', () => {
    expect(group('A1', 'fiches_validees').distinct).toBe(false);
    expect(group('A5', 'patients').distinct).toBe(true);
    expect(group('C1', 'file_active_12_mois').window).toBe(12);
  });

  test('why something cannot be computed yet', () => {
    expect(group('P1', 'pps_envoyes').notComputable).toContain('envois');
    expect(group('P1', 'pps_nouveaux').notComputable).toBeUndefined();
  });

  test('axes, crossed ones with their parts', () => {
    const { axes } = group('Q2', 'specialite_presente');
    expect(axes.map(({ code }) => code)).toContain('c3.specialite');
    expect(axes.find(({ code }) => code === 'c3.specialite')!.parts).toEqual(['c3', 'specialite']);
  });
});

const report: MeasureReport = {
  resourceType: 'MeasureReport',
  status: 'complete',
  type: 'summary',
  measure: 'https://example.org/Measure/INCA-7|2.1.0',
  period: { start: '2026-10-01', end: '2026-10-31' },
  group: [
    {
      code: { coding: [{ code: 'delai' }], text: 'Délai médian' },
      measureScore: { value: 12, unit: 'jours' },
      stratifier: [{ code: [{ coding: [{ code: 'canal' }], text: 'Canal' }] }],
    },
  ],
};

describe('the list of indicators', () => {
  test('is in natural order, without the loaded figures that have no group of their own twice', () => {
    const ids = indicators(published, []).map(({ id }) => id);
    expect(ids.slice(0, 6)).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6']);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('holds a figure whose definition is not there: named by its report alone', () => {
    const found = indicators(published, [report]).find(({ id }) => id === 'INCA-7')!;
    expect(found).toMatchObject({ version: '2.1.0', definition: [] });
    expect(found.groups[0]).toMatchObject({ code: 'delai', label: 'Délai médian', unit: 'jours' });
    expect(found.groups[0]!.axes).toEqual([{ code: 'canal', label: 'Canal', parts: ['canal'] }]);
    // Nobody said that it adds up.
    expect(found.groups[0]!.distinct).toBe(true);
  });
});

test.each([
  ['A6', 'activity'],
  ['Q10', 'quality'],
  ['P1', 'plans'],
  ['C2', 'care'],
  ['INCA-7', 'other'],
  ['Z1', 'other'],
])('%s belongs to %s', (id, family) => {
  expect(familyOf({ id })).toBe(family);
});
