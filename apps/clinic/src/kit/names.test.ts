import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { initialsOf, patientInitials, patientName, practitionerName } from './names.ts';

const patient = (names: Patient['name'], gender: Patient['gender'] = 'female'): Patient => ({
  resourceType: 'Patient',
  name: names,
  gender,
});
const birth = { use: 'official' as const, family: 'Martin', given: ['Jeanne', 'Anne'] };

describe('patient', () => {
  test('the name in use, then the birth name', () => {
    expect(patientName(patient([birth, { use: 'usual', family: 'Durand' }]))).toBe(
      'DURAND née MARTIN Jeanne',
    );
    expect(patientName(patient([birth, { use: 'usual', family: 'Élan', given: ['Léo'] }], 'male'))).toBe(
      'ÉLAN né MARTIN Léo',
    );
  });
  test('one name is written once', () => {
    expect(patientName(patient([birth]))).toBe('MARTIN Jeanne');
    expect(patientName(patient([birth, { use: 'usual', family: 'MARTIN' }]))).toBe('MARTIN Jeanne');
  });
  test('no name at all is said', () => {
    expect(patientName(patient(undefined))).toBe('Nom inconnu');
    expect(patientInitials(patient(undefined))).toBe('?');
  });
  test('initials for the room', () => {
    expect(patientInitials(patient([birth, { use: 'usual', family: 'Durand' }]))).toBe('J. D.');
  });
});

describe('practitioner', () => {
  test('title, first name, name', () => {
    const name = [{ family: 'Leroy', given: ['Anne'], prefix: ['MME'], suffix: ['DR'] }];
    expect(practitionerName({ resourceType: 'Practitioner', name })).toBe('Dr Anne LEROY');
  });
  test('without a title the civility serves; without a name it is said', () => {
    expect(
      practitionerName({ resourceType: 'Practitioner', name: [{ family: 'Petit', prefix: ['MME'] }] }),
    ).toBe('Mme PETIT');
    expect(practitionerName(undefined)).toBe('Professionnel inconnu');
  });
  test('the mark of a writer', () => {
    expect([initialsOf('Dr Anne LEROY'), initialsOf('Mme Marie-Ève du BOIS'), initialsOf('')]).toEqual([
      'AL',
      'MÈD',
      '?',
    ]);
  });
});
