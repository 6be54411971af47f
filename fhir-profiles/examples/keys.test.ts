import { evalFhirPath, toTypedValue } from '@medplum/core';
import type { Organization, Patient, StructureDefinition } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from '../scripts/build.ts';
import { profile } from '../src/canonical.ts';
import { loadProfiles } from '../src/dist.ts';
import { golden } from './golden.ts';
import { edit } from './mutants/edit.ts';
import { loadDefinitions } from './testing.ts';

let profiles: Map<string, StructureDefinition>;

beforeAll(() => {
  loadDefinitions();
  build();
  profiles = loadProfiles();
});

/** Is the invariant true of the resource? */
function holds(id: string, key: string, resource: Patient | Organization): boolean {
  const constraints = profiles.get(profile(id))!.snapshot!.element![0]!.constraint!;
  const { expression } = constraints.find((one) => one.key === key)!;
  const variables = { '%resource': toTypedValue(resource) };
  return evalFhirPath(expression!, toTypedValue(resource), variables)[0] === true;
}

describe('the key of an INS, in FHIRPath', () => {
  const patient = golden<Patient>('patient');
  const accepted = (value: string): boolean =>
    holds('dcc-patient', 'dcc-pat-3', edit(patient, { 'identifier.0.value': value }));

  const thirteen = fc
    .tuple(
      fc.integer({ min: 1, max: 8 }),
      fc.integer({ min: 0, max: 9999 }),
      fc.oneof(
        fc.integer({ min: 0, max: 99 }).map((n) => String(n).padStart(2, '0')),
        fc.constantFrom('2A', '2B'),
      ),
      fc.integer({ min: 0, max: 999_999 }),
    )
    .map(
      ([sex, birth, place, rest]) =>
        `${sex}${String(birth).padStart(4, '0')}${place}${String(rest).padStart(6, '0')}`,
    );

  /** The key by the definition of INSEE, in whole numbers of any size: not the way the invariant goes. */
  function keyOf(number: string): string {
    const digits = BigInt(number.replace('2A', '19').replace('2B', '18'));
    return String(97n - (digits % 97n)).padStart(2, '0');
  }

  it('is that of every national example (spec/cda.md 7.3)', () => {
    expect(accepted('279035121518989')).toBe(true);
  });

  it('is accepted when right, in Corsica too, and refused otherwise', () => {
    fc.assert(
      fc.property(thirteen, fc.integer({ min: 0, max: 99 }), (number, other) => {
        const key = keyOf(number);
        expect(accepted(number + key)).toBe(true);
        const wrong = String(other).padStart(2, '0');
        expect(accepted(number + wrong)).toBe(wrong === key);
      }),
      { numRuns: 300 },
    );
  });

  it('never needs a number above 32 bits: FHIRPath has no larger Integer', () => {
    // 96 is the largest remainder, then six digits follow.
    expect(96 * 1_000_000 + 999_999).toBeLessThan(2 ** 31);
    expect(9_999_999).toBeLessThan(2 ** 31);
    expect(accepted(`8999999${'999999'}${keyOf('8999999999999')}`)).toBe(true);
  });
});

describe('the key of a FINESS, in FHIRPath', () => {
  const hospital = golden<Organization>('org-hospital');
  const accepted = (value: string): boolean =>
    holds('dcc-organization', 'dcc-org-3', edit(hospital, { 'identifier.1.value': value }));

  it.each(['350005179', '540023264', '490000049'])('is accepted for %s, published by the ANS', (finess) => {
    expect(accepted(finess)).toBe(true);
  });

  it('is one digit out of ten', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (number) => {
        const eight = String(number).padStart(8, '0');
        const right = [...'0123456789'].filter((key) => accepted(eight + key));
        expect(right).toHaveLength(1);
        const sum = [...(eight + right[0])].reduce((total, digit, index) => {
          const doubled = Number(digit) * (index % 2 === 1 ? 2 : 1);
          return total + (doubled > 9 ? doubled - 9 : doubled);
        }, 0);
        expect(sum % 10).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
