import type { PractitionerRole, Reference, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { assertOwnSignature, signerOf } from './signer.ts';

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
    expect(() => signAs('Practitioner/lui')).toThrow('chacun signe en son nom');
    expect(() => signAs('Patient/elle')).toThrow('Signataire');
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

test('software signs for nobody', () => {
  for (const software of ['ClientApplication/dpi', 'ClientApplication/service', 'Bot/x']) {
    expect(() => signAs(software)).toThrow('un logiciel ne signe pour personne');
  }
});

test('a server that does not say who asks leaves it to the proof', () => {
  expect(() => signAs(undefined)).not.toThrow();
});

test('signerOf names the person behind the role, when there is one', () => {
  expect(signerOf(ATTESTER, resolve)).toBe('Practitioner/elle');
  expect(signerOf({ reference: 'PractitionerRole/autre' }, resolve)).toBeUndefined();
});
