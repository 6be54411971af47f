import { codesOf } from '@dcc/fhir-profiles/src/terminology.ts';
import { expect, it } from 'vitest';
import { codeOf, ECOG, LATERALITIES, TREATMENTS } from './small.ts';

it('holds the whole value sets, as the profiles bind them', () => {
  expect(ECOG).toEqual(codesOf('jdv-indice-performance-ecog'));
  expect(LATERALITIES).toEqual(codesOf('jdv-modificateur-topographique'));
  expect(TREATMENTS).toEqual(codesOf('jdv-type-traitement-frcp'));
});

it('has the performance index in its order, 0 to 5', () => {
  expect(ECOG.map(({ display }) => display[0])).toEqual(['0', '1', '2', '3', '4', '5']);
});

it('finds a code', () => {
  expect(codeOf(TREATMENTS, 'C15313')?.display).toBe('radiothérapie');
  expect(codeOf(TREATMENTS, undefined)).toBeUndefined();
  expect(codeOf(TREATMENTS, 'rien')).toBeUndefined();
});
