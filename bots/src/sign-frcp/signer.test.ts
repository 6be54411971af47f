import type { PractitionerRole, Reference, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { assertOwnSignature } from './signer.ts';

const role: PractitionerRole = {
  resourceType: 'PractitionerRole',
  id: 'r',
  practitioner: { reference: 'Practitioner/elle' },
};
const ATTESTER = { reference: 'PractitionerRole/r' };
const resolve = (reference: Reference | undefined): Resource | undefined =>
  reference?.reference === ATTESTER.reference ? role : undefined;

function signAs(reference: string | undefined, attester: Reference = ATTESTER): void {
  assertOwnSignature(reference === undefined ? undefined : { reference }, attester, resolve);
}

describe('a person signs', () => {
  test('in its own name', () => {
    expect(() => signAs('Practitioner/elle')).not.toThrow();
  });

  test('never in another’s', () => {
    expect(() => signAs('Practitioner/lui')).toThrow('Chacun signe en son nom');
    expect(() => signAs('Patient/elle')).toThrow('Chacun signe en son nom');
    expect(() => signAs('Bot/x')).toThrow('Chacun signe en son nom');
  });

  test('never for a role that nobody knows, or that names nobody', () => {
    expect(() => signAs('Practitioner/elle', { reference: 'PractitionerRole/autre' })).toThrow('Signataire');
    expect(() =>
      assertOwnSignature({ reference: 'Practitioner/elle' }, ATTESTER, () => ({
        resourceType: 'PractitionerRole',
      })),
    ).toThrow('Signataire');
  });
});

test('a hospital’s software signs for whoever signed there', () => {
  expect(() => signAs('ClientApplication/dpi')).not.toThrow();
  expect(() => signAs(undefined)).not.toThrow();
});
