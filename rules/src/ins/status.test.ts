import { EXTENSIONS, IDENTIFIERS, IDENTITY_STATUS_SYSTEM } from '@dcc/fhir-profiles';
import type { Identifier, Patient } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { identityStatus, insOf, isQualified, isSendable } from './status.ts';

const RIGHT = '279035121518989';

function patient(codes: string[], ...identifier: Identifier[]): Patient {
  const extension = codes.map((code) => ({
    url: 'identityStatus',
    valueCoding: { system: IDENTITY_STATUS_SYSTEM, code },
  }));
  return {
    resourceType: 'Patient',
    identifier,
    extension: [{ url: EXTENSIONS.IDENTITY_RELIABILITY, extension }],
  };
}
const ins = (system: string, value = RIGHT): Identifier => ({ system, value });

describe('identityStatus', () => {
  test.each([
    ['PROV without INS', patient(['PROV']), 'provisoire'],
    ['PROV with INS', patient(['PROV'], ins(IDENTIFIERS.INS_NIR)), 'récupérée'],
    ['VALI without INS', patient(['VALI']), 'validée'],
    ['VALI with INS', patient(['VALI'], ins(IDENTIFIERS.INS_NIR)), 'qualifiée'],
    ['VALI with a temporary number', patient(['VALI'], ins(IDENTIFIERS.INS_NIA)), 'qualifiée'],
    ['VALI with a wrong key', patient(['VALI'], ins(IDENTIFIERS.INS_NIR, '279035121518988')), 'validée'],
    ['VALI with an INS-C', patient(['VALI'], ins('urn:oid:1.2.250.1.213.1.4.2')), 'validée'],
    [
      'VALI with an INS no more in use',
      patient(['VALI'], { ...ins(IDENTIFIERS.INS_NIR), use: 'old' }),
      'validée',
    ],
    [
      'a fictive identity, even with an INS',
      patient(['VALI', 'FICT'], ins(IDENTIFIERS.INS_NIR)),
      'provisoire',
    ],
    ['a doubtful identity', patient(['VALI', 'DOUT'], ins(IDENTIFIERS.INS_NIR)), 'provisoire'],
    ['no status at all', { resourceType: 'Patient' } as Patient, 'provisoire'],
  ])('%s: %s', (_, one, expected) => {
    expect(identityStatus(one)).toBe(expected);
    expect(isQualified(one)).toBe(expected === 'qualifiée');
  });

  test('a status of another system says nothing', () => {
    const other = patient([], ins(IDENTIFIERS.INS_NIR));
    other.extension![0]!.extension = [
      { url: 'identityStatus', valueCoding: { system: 'urn:x', code: 'VALI' } },
    ];
    expect(identityStatus(other)).toBe('récupérée');
  });
});

describe('isSendable', () => {
  const real = patient(['VALI'], ins(IDENTIFIERS.INS_NIR));
  const test10 = patient(['VALI'], ins(IDENTIFIERS.INS_NIR_TEST));
  const test11 = patient(['VALI'], ins(IDENTIFIERS.INS_NIA_TEST));

  test('a test INS never leaves to production', () => {
    expect(isSendable(real, 'production')).toBe(true);
    expect(isSendable(test10, 'production')).toBe(false);
    expect(isSendable(test11, 'production')).toBe(false);
  });

  test('a real INS never leaves to a test service', () => {
    expect(isSendable(real, 'test')).toBe(false);
    expect(isSendable(test10, 'test')).toBe(true);
  });

  test('an identity that is not qualified leaves nowhere', () => {
    const recovered = patient(['PROV'], ins(IDENTIFIERS.INS_NIR));
    expect(isSendable(recovered, 'production')).toBe(false);
    expect(isSendable(patient(['VALI']), 'production')).toBe(false);
    expect(isSendable(patient(['VALI']), 'test')).toBe(false);
  });
});

test('insOf finds the INS among the local numbers', () => {
  const one = patient([], { system: 'urn:oid:1.2.3', value: '1' }, ins(IDENTIFIERS.INS_NIR));
  expect(insOf(one)?.value).toBe(RIGHT);
  expect(insOf(patient([], { system: 'urn:oid:1.2.3', value: RIGHT }))).toBeUndefined();
});
