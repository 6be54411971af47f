import { authorSpecialty, G15, R85 } from '@dcc/fhir-profiles';
import { isRppsValid } from '@dcc/rules';
import { describe, expect, it } from 'vitest';
import { localId } from '../base/fhir.ts';
import { problems } from '../testing/profiles.ts';
import {
  isDoctor,
  PROFESSIONALS,
  practitionerRoles,
  practitioners,
  professional,
  roleOf,
  rpps,
} from './professionals.ts';
import { organizations } from './structures.ts';

const people = practitioners();
const roles = practitionerRoles();

describe('the forty professionals', () => {
  it('are forty, each with a name and a key of their own', () => {
    expect(PROFESSIONALS).toHaveLength(40);
    expect(new Set(PROFESSIONALS.map(({ key }) => key)).size).toBe(40);
    expect(new Set(PROFESSIONALS.map(({ given, family }) => `${given} ${family}`)).size).toBe(40);
  });

  it('are valid, person and exercise place', () => {
    expect(people.flatMap(problems)).toEqual([]);
    expect(roles.flatMap(problems)).toEqual([]);
  });

  it('have RPPS numbers of the test range with the right key, each once', () => {
    const numbers = PROFESSIONALS.map(rpps).filter((one) => one !== undefined);
    expect(new Set(numbers).size).toBe(numbers.length);
    for (const number of numbers) {
      expect(number).toMatch(/^99700\d{6}$/);
      expect(isRppsValid(number), number).toBe(true);
    }
  });

  it('lack a number where they have none: secretaries, and one doctor by design', () => {
    const without = PROFESSIONALS.filter((one) => rpps(one) === undefined).map(({ key }) => key);
    expect(without).toEqual(['associe', 'secretaire-1', 'secretaire-2']);
    expect(people.filter(({ identifier }) => !identifier)).toHaveLength(3);
  });

  it('write the national number as 8 and the RPPS', () => {
    for (const { identifier } of people.filter((one) => one.identifier)) {
      expect(identifier![1]!.value).toBe(`8${identifier![0]!.value}`);
    }
  });

  it('have a place that exists', () => {
    const places = new Set(organizations().map(({ id }) => `Organization/${id}`));
    expect(roles.filter(({ organization }) => !places.has(organization?.reference ?? ''))).toEqual([]);
  });

  it('have a specialty of the national list when they are doctors, and a code that a document can carry', () => {
    for (const one of PROFESSIONALS.filter(isDoctor)) {
      expect(authorSpecialty(one.profession, one.specialty)?.code, one.key).toBe(`G15_10/${one.specialty}`);
    }
  });

  it('cover the trades of an RCP', () => {
    const count = (code: string) => PROFESSIONALS.filter(({ profession }) => profession === code).length;
    expect([count(G15.DOCTOR.code), count(G15.NURSE.code), count(R85.SECRETARY.code)]).toEqual([35, 2, 2]);
    expect(PROFESSIONALS.filter(({ key }) => key.startsWith('mt-'))).toHaveLength(7);
    expect(new Set(PROFESSIONALS.map(({ specialty }) => specialty)).size).toBeGreaterThan(18);
  });

  it('have a number of their own for each exercise place', () => {
    const numbers = roles.map(({ identifier }) => identifier![0]!.value);
    expect(new Set(numbers).size).toBe(40);
  });

  it('say which doctors in town have a mailbox of their own', () => {
    const tagged = roles.filter(({ meta }) => meta?.tag?.some(({ code }) => code === 'mss-personal'));
    expect(tagged).toHaveLength(4);
    for (const { telecom } of tagged)
      expect(telecom?.[1]?.value).toMatch(/^[a-z.-]+@demo\.mssante\.example$/);
  });
});

describe('look-ups', () => {
  it('find a professional and the reference to his place', () => {
    expect(professional('geriatre').specialty).toBe('SM18');
    expect(roleOf('geriatre').reference).toBe(`PractitionerRole/${localId('role-geriatre')}`);
  });

  it('refuse an unknown one', () => {
    expect(() => professional('personne')).toThrow(RangeError);
    expect(() => roleOf('personne')).toThrow(RangeError);
  });
});
