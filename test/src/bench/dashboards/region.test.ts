import { IDENTIFIERS } from '@dcc/fhir-profiles';
import type { MeasureReport, Organization, Resource } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { linesOf } from './main.ts';
import { boards, knownPlaces, morePlaces, specialtiesOf, type Width } from './region.ts';
import { yearOfReports } from './reports.ts';

const WIDTH: Width = { establishments: 7, centres: 3, thematics: 4, specialties: 5 };
const MONTHS = ['2026-09', '2026-10'];
/** Ten sessions of eight. */
const FICHES = 80;
const withIds = <T extends Resource>(resources: readonly T[], name: string): T[] =>
  resources.map((one, n) => ({ ...one, id: `${name}${n}` }));
const idOf = ({ measure }: MeasureReport) => /\/(\w+)\|/.exec(measure)![1];
const hasTag = ({ meta }: MeasureReport, wanted: string) => meta!.tag!.some(({ code }) => code === wanted);

const own: Organization = {
  resourceType: 'Organization',
  id: 'own',
  name: 'De la démonstration',
  identifier: [{ type: { coding: [{ code: 'FINEG' }] }, system: IDENTIFIERS.FINESS, value: '1' }],
};
const organizations = [own, ...withIds(morePlaces(knownPlaces([own]), WIDTH), 'place')];
const known = knownPlaces(organizations);
const rcps = withIds(boards(known, WIDTH), 'rcp');
let months: MeasureReport[][];

beforeAll(() => {
  months = [
    ...yearOfReports({
      months: MONTHS,
      perMonth: FICHES,
      catalogue: [...organizations, ...rcps],
      places: { ...known, rcps, specialties: specialtiesOf(WIDTH) },
      day: '2026-11-02',
    }),
  ];
});

describe('places', () => {
  test('are completed to the width, those that are there first', () => {
    expect(known.establishments).toHaveLength(WIDTH.establishments);
    expect(known.centres).toHaveLength(WIDTH.centres);
    expect(known.establishments[0]).toBe(own);
    expect(morePlaces(known, WIDTH)).toEqual([]);
  });

  test('have a board each, of every thematic and of every 3C', () => {
    expect(rcps).toHaveLength(WIDTH.establishments);
    expect(new Set(rcps.map(({ type }) => type![0]!.coding![0]!.code)).size).toBe(WIDTH.thematics);
    expect(new Set(rcps.map(({ extension }) => extension![0]!.valueReference!.reference)).size).toBe(
      WIDTH.centres,
    );
  });
});

describe('reports of a month', () => {
  /** Codes of an axis in the region's reports of an indicator. */
  const codes = (id: string, axis: string): Set<string | undefined> =>
    new Set(
      months
        .flat()
        .filter((one) => hasTag(one, 'aggregate') && idOf(one) === id)
        .flatMap(({ group }) => group ?? [])
        .flatMap(({ stratifier }) => stratifier ?? [])
        .filter(({ code }) => code![0]!.coding![0]!.code === axis)
        .flatMap(({ stratum }) => stratum ?? [])
        .map(({ value }) => value!.coding![0]!.code),
    );

  test('are one month each, of all indicators, the steering ones among them', () => {
    for (const [index, reports] of months.entries()) {
      expect(new Set(reports.map(({ period }) => period.start))).toEqual(new Set([`${MONTHS[index]}-01`]));
      const ids = new Set(reports.filter((one) => hasTag(one, 'totals')).map(idOf));
      for (const id of ['A1', 'A6', 'Q2', 'Q5', 'C1', 'P1', 'D1', 'D3']) expect(ids).toContain(id);
    }
  });

  test('are cut by every place: none of the four of the small world is left', () => {
    expect(codes('A1', 'finess-organisateur').size).toBe(WIDTH.establishments);
    expect(codes('A1', 'c3').size).toBe(WIDTH.centres);
    expect(codes('A1', 'thematique').size).toBe(WIDTH.thematics);
    expect(codes('Q2', 'specialite').size).toBe(WIDTH.specialties);
    expect(codes('A3', 'session').size).toBe((FICHES / 8) * MONTHS.length);
    for (const axis of ['finess-organisateur', 'c3', 'thematique'])
      expect(codes('A1', axis)).not.toContain('UNK');
  });

  test('count every fiche of the month once', () => {
    const total = (reports: MeasureReport[], code: string) =>
      reports
        .filter((one) => hasTag(one, 'aggregate') && hasTag(one, 'totals'))
        .flatMap(({ group }) => group ?? [])
        .find((one) => one.code!.coding![0]!.code === code)!.measureScore!.value!;
    for (const reports of months)
      expect(total(reports, 'fiches_validees') + total(reports, 'fiches_non_validees')).toBe(FICHES);
  });

  test('are of each place too, and lead to who was counted', () => {
    const [first] = months;
    const reporters = (tag: string) =>
      new Set(first!.filter((one) => hasTag(one, tag)).map(({ reporter }) => reporter!.reference));
    expect(reporters('aggregate-establishment').size).toBe(WIDTH.establishments);
    expect(reporters('aggregate-centre').size).toBe(WIDTH.centres);
    expect(reporters('trace')).toContain('Organization/own');
  });
});

test('lines of a result: a head, and one per screen with its median and its worst', () => {
  const opening = {
    first: 80,
    whole: 200.4,
    answered: 150,
    requests: 2,
    bytes: 2048,
    page: 90,
    script: 40,
    server: 30,
  };
  const worst = { ...opening, first: 95, whole: 290.6 };
  const [head, titles, row, ...rest] = linesOf({
    rounds: 3,
    load: [1, 2, 3],
    rows: [{ who: 'analyste', what: 'Q5', median: opening, worst }],
  });
  expect(head).toMatch(/^3 ouvertures.*1\.0, 2\.0, 3\.0/);
  expect(titles!.trim().split(/\s+/)).toHaveLength(11);
  expect(row!.trim().split(/\s+/)).toEqual([
    'analyste',
    'Q5',
    '80',
    '95',
    '200',
    '291',
    '150',
    '2',
    '90',
    '40',
    '30',
  ]);
  expect(rest).toEqual([]);
});
