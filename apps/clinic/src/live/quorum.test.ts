import type { QuorumRule } from '@dcc/rules/src/quorum/index.ts';
import type { Encounter, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { assemble, type SessionRecord } from '../session/record.ts';
import { type Attendee, enters, leaves, withOpinion } from './attendance.ts';
import { evidenceLines, quorumOf, shortSpecialty } from './quorum.ts';

const G15 = 'https://mos.esante.gouv.fr/NOS/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante';
const RULE: QuorumRule = {
  id: 'essai',
  version: '1',
  validFrom: '2023-01-01',
  validTo: null,
  rcpType: 'standard',
  thematic: ['*'],
  minDistinctSpecialties: 2,
  allOf: [{ label: 'chirurgien', anyOf: ['SM05'] }],
};
const at = (time: string) => `2026-10-12T${time}:00Z`;
const PEOPLE = ['surgeon', 'oncologist'] as const;
const SPECIALTIES = { surgeon: 'SM05', oncologist: 'SM36' };
const who = (id: (typeof PEOPLE)[number]): Attendee => ({
  role: `PractitionerRole/${id}`,
  physician: true,
  specialty: { code: SPECIALTIES[id], display: `${id} (SM)` },
});
const SESSION: Encounter = {
  resourceType: 'Encounter',
  id: 's',
  status: 'in-progress',
  class: { code: 'VR' },
  participant: PEOPLE.map((id) => ({ individual: { reference: `PractitionerRole/${id}` } })),
};
const CASE: Encounter = {
  resourceType: 'Encounter',
  id: 'c',
  status: 'planned',
  class: { code: 'VR' },
  partOf: { reference: 'Encounter/s' },
};
const ROLES = PEOPLE.map(
  (id) =>
    ({ resourceType: 'PractitionerRole', id, code: [{ coding: [{ system: G15, code: '10' }] }] }) as Resource,
);
const RECORD: SessionRecord = {
  ...assemble(
    SESSION,
    new Map([SESSION, CASE, ...ROLES].map((one) => [`${one.resourceType}/${one.id}`, one])),
  ),
  rule: { canonical: 'x|1', rule: RULE },
};
const both = PEOPLE.reduce((session, id) => enters(session, who(id), 'present', at('16:00')), SESSION);

describe('the quorum of a case', () => {
  test('is judged on who is there: nobody said to be there is not there', () => {
    expect(quorumOf(RECORD, SESSION, CASE, at('16:10')).status).toBe('not-reached');
    expect(quorumOf(RECORD, both, CASE, at('16:10')).status).toBe('reached');
  });

  test('is each case’s own: who left before it does not serve it', () => {
    const left = leaves(both, who('surgeon').role, at('16:20'));
    expect(quorumOf(RECORD, left, CASE, at('16:30'))).toMatchObject({ status: 'not-reached' });
    const treated: Encounter = {
      ...CASE,
      status: 'finished',
      period: { start: at('16:10'), end: at('16:15') },
    };
    expect(quorumOf(RECORD, left, treated, at('16:30')).status).toBe('reached');
  });

  test('counts an opinion written for it', () => {
    const left = leaves(both, who('surgeon').role, at('16:20'));
    const opined = withOpinion(CASE, who('surgeon'), true, at('16:25'));
    expect(quorumOf(RECORD, left, opined, at('16:30')).status).toBe('reached');
    expect(quorumOf(RECORD, left, CASE, at('16:30')).status).toBe('not-reached');
  });

  test('is unknown without a rule, and says why when it has one', () => {
    expect(quorumOf({ ...RECORD, rule: undefined }, both, CASE, at('16:10')).status).toBe('unknown');
    const lines = evidenceLines(quorumOf(RECORD, both, CASE, at('16:10')), both, CASE);
    expect(lines).toHaveLength(2);
    expect(lines.join()).toMatch(/surgeon, présence/);
  });
});

test('a specialty is read without the code of its list', () => {
  expect(shortSpecialty('Oncologie, option médicale (SM)')).toBe('Oncologie, option médicale');
  expect(shortSpecialty('Radiothérapie')).toBe('Radiothérapie');
});
