import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import { inValueSet } from '@dcc/fhir-profiles/src/terminology.ts';
import { expect, it } from 'vitest';
import { INDEXES } from './lists.ts';

it('holds the 1,032 morphologies and the 724 topographies', () => {
  expect([INDEXES.morphology.length, INDEXES.topography.length]).toEqual([1032, 724]);
});

it('gives only codes that the profiles bind to', () => {
  const strange = [
    ...INDEXES.morphology.filter(
      ({ code }) => !inValueSet('jdv-morphologie', { system: SYSTEMS.ICDO3.url, code }),
    ),
    ...INDEXES.topography.filter(
      ({ code }) => !inValueSet('jdv-tumeur', { system: SYSTEMS.ICD10.url, code }),
    ),
  ];
  expect(strange).toEqual([]);
});
