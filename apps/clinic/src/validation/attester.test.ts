import { golden } from '@dcc/fhir-profiles/examples/golden.ts';
import type { Encounter, PractitionerRole } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { attesterOf, referenceOf } from './attester.ts';

const session = golden<Encounter>('session');
const surgeon = golden<PractitionerRole>('role-surgeon');
const nurse = golden<PractitionerRole>('role-nurse');
const elsewhere: PractitionerRole = { ...surgeon, id: 'elsewhere' };
const signer = (...roles: PractitionerRole[]) => referenceOf(attesterOf(session, { roles }));

describe('attesterOf', () => {
  test('she signs from the place by which she is of the session, wherever it stands in her list', () => {
    expect(signer(elsewhere, surgeon)).toBe(`PractitionerRole/${surgeon.id}`);
    expect(signer(surgeon, elsewhere)).toBe(`PractitionerRole/${surgeon.id}`);
  });

  test('of no place of the session: from one where she is a physician', () => {
    expect(signer({ ...nurse, id: 'n' }, elsewhere)).toBe('PractitionerRole/elsewhere');
  });

  test('no physician anywhere: her first place, and the rules say why she may not', () => {
    expect(signer({ ...nurse, id: 'n' })).toBe('PractitionerRole/n');
  });

  test('nobody yet while her places are not known', () => {
    expect(attesterOf(session, { roles: [] })).toBeUndefined();
    expect(referenceOf(undefined)).toBeUndefined();
  });

  test('a session that was not read takes nothing away', () => {
    expect(referenceOf(attesterOf(undefined, { roles: [elsewhere] }))).toBe('PractitionerRole/elsewhere');
  });
});
