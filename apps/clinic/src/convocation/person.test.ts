import type { Reference, Resource } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { personOf } from './person.ts';

const DIRECTORY: Record<string, Resource> = {
  'PractitionerRole/onco': {
    resourceType: 'PractitionerRole',
    practitioner: { reference: 'Practitioner/1' },
    specialty: [{ coding: [{ code: 'SM36', display: 'Oncologie option médicale (SM)' }] }],
  },
  'PractitionerRole/far': {
    resourceType: 'PractitionerRole',
    practitioner: { reference: 'Practitioner/hidden', display: 'Dr Loin' },
  },
  'Practitioner/1': {
    resourceType: 'Practitioner',
    name: [{ family: 'Lefèvre', given: ['Anne'], suffix: ['DR'] }],
  },
};
const resolve = (reference: Reference | undefined) => DIRECTORY[reference?.reference ?? ''];

test('somebody of the directory has a name and a specialty, without the suffix of the code list', () => {
  expect(personOf({ reference: 'PractitionerRole/onco' }, resolve)).toEqual({
    name: 'Dr Anne LEFÈVRE',
    specialty: 'Oncologie option médicale',
  });
});

test('somebody hidden keeps the name written on the reference, nearest first', () => {
  expect(personOf({ reference: 'PractitionerRole/far' }, resolve)).toEqual({ name: 'Dr Loin' });
  expect(personOf({ reference: 'PractitionerRole/far', display: 'Dr X' }, resolve)).toEqual({ name: 'Dr X' });
  expect(personOf({ reference: 'PractitionerRole/none', display: 'Dr Y' }, resolve)).toEqual({
    name: 'Dr Y',
  });
});

test('nobody at all is said so', () => {
  expect(personOf(undefined, resolve)).toEqual({ name: 'Personne inconnue' });
  expect(personOf({ reference: 'PractitionerRole/none' }, resolve)).toEqual({ name: 'Personne inconnue' });
});
