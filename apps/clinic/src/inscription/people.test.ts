import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import type { PractitionerRole } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { isDoctor, peopleIn } from './people.ts';

const role = golden<PractitionerRole>('role-oncologist');
const practitioner = golden('practitioner-oncologist');

test('a role is told by its person, her specialty and her place', () => {
  const [one] = peopleIn([role, practitioner, golden('org-hospital'), undefined]);
  expect(one).toMatchObject({ reference: `PractitionerRole/${role.id}`, isDoctor: true });
  expect(one!.name).toMatch(/^(Dr|Pr) /);
  expect(one!.detail).toContain(' · ');
});

test('a role whose person one cannot read is still listed, and says so', () => {
  const [one] = peopleIn([{ ...role, practitioner: { reference: 'Practitioner/hidden' } }]);
  expect(one!.name).toBe('Professionnel inconnu');
});

test('nobody is listed twice, and a person alone is nobody’s role', () => {
  expect(peopleIn([role, role, practitioner])).toHaveLength(1);
  expect(peopleIn([practitioner])).toEqual([]);
});

test('a secretary is no doctor', () => {
  expect(isDoctor(role)).toBe(true);
  expect(isDoctor(golden<PractitionerRole>('role-secretary'))).toBe(false);
});
