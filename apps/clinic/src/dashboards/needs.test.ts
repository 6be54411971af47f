import { TAG_SYSTEM } from '@dcc/fhir-profiles/src/canonical.ts';
import { TAGS } from '@dcc/fhir-profiles/src/codes.ts';
import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import type { Indicator } from './definitions.ts';
import { axesNeeded, needOf } from './needs.ts';

const report = (...codes: string[]): MeasureReport =>
  ({
    resourceType: 'MeasureReport',
    meta: { tag: codes.map((code) => ({ system: TAG_SYSTEM, code })) },
  }) as MeasureReport;
const byAxis = [report(TAGS.AGGREGATE, TAGS.TOTALS, TAGS.BY_AXIS)];
const older = [report(TAGS.AGGREGATE, TAGS.TOTALS)];
const ofPlace = [report(TAGS.ESTABLISHMENT_FIGURES, TAGS.TOTALS)];
const own = { 'finess-organisateur': '1' };
const region = { places: {}, own: {}, isDetail: false };

describe('what is read beside the totals', () => {
  test('is nothing on an overview of all that they cover', () => {
    for (const totals of [byAxis, older, []]) expect(needOf(totals, region)).toBe('totals');
    expect(needOf(ofPlace, { ...region, own })).toBe('totals');
  });

  test('is nothing on an overview of the place whose figures they are', () => {
    expect(needOf(ofPlace, { ...region, own, places: own })).toBe('totals');
    expect(needOf(ofPlace, { ...region, own, places: { 'finess-organisateur': '2' } })).toBe('strata');
  });

  test('is the axes that are shown, in the region of which all reports stand by axis', () => {
    expect(needOf(byAxis, { ...region, places: { c3: 'A' } })).toBe('axes');
    expect(needOf(byAxis, { ...region, isDetail: true })).toBe('axes');
    expect(needOf(byAxis, { places: { c3: 'A', thematique: 'sein' }, own: {}, isDetail: true })).toBe('axes');
  });

  test('is as before when a month of the region is older, or there is none', () => {
    const mixed = [...byAxis, ...older];
    expect(needOf(mixed, { ...region, places: { c3: 'A' } })).toBe('strata');
    expect(needOf(mixed, { ...region, places: { c3: 'A', thematique: 'sein' } })).toBe('whole');
    expect(needOf(mixed, { ...region, isDetail: true })).toBe('first');
    expect(needOf([], { ...region, isDetail: true, places: { c3: 'A' } })).toBe('whole');
  });

  test('is the first page of a place’s detail, and all of it at another place', () => {
    expect(needOf(ofPlace, { own, places: {}, isDetail: true })).toBe('first');
    expect(needOf(ofPlace, { own, places: own, isDetail: true })).toBe('first');
    expect(needOf(ofPlace, { own, places: { thematique: 'sein' }, isDetail: true })).toBe('whole');
    expect(needOf(ofPlace, { own, places: { thematique: 'sein' }, isDetail: false })).toBe('strata');
  });
});

describe('axes that a screen needs', () => {
  const indicator = (...axes: string[]) =>
    ({
      groups: axes.map((code) => ({ axes: [{ code, label: code, parts: code.split('.') }] })),
    }) as unknown as Indicator;
  const one = indicator('c3', 'thematique', 'c3', 'c3.specialite', 'thematique.c3');

  test('are none for totals, and the one that a chart is cut by', () => {
    expect(axesNeeded([one], {})).toEqual([]);
    expect(axesNeeded([one], {}, 'thematique')).toEqual(['thematique']);
    expect(axesNeeded([one], {}, 'c3.specialite')).toEqual(['c3.specialite']);
  });

  test('are that of a place, of all indicators', () => {
    expect(axesNeeded([one, indicator('c3'), indicator('regle')], { c3: 'A' })).toEqual(['c3']);
  });

  test('are that of the place and the one crossed with it', () => {
    expect(axesNeeded([one], { c3: 'A' }, 'c3.specialite')).toEqual(['c3', 'c3.specialite']);
    expect(axesNeeded([one], { c3: 'A' }, 'thematique')).toEqual(['c3', 'thematique.c3']);
  });

  test('are crossings in whatever order they are written, or none that is published', () => {
    expect(axesNeeded([one], { c3: 'A', thematique: 'sein' })).toEqual(['thematique.c3']);
    expect(axesNeeded([one], { 'finess-organisateur': '1', thematique: 'sein' })).toEqual([]);
    expect(axesNeeded([one], { regle: 'x' }, 'c3')).toEqual([]);
  });
});
