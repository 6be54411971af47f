import { CISIS, EXTENSIONS, SYSTEMS } from '@dcc/fhir-profiles';
import type { Encounter, Observation } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import type { QuorumResult } from './evaluate.ts';
import { quorumObservation, quorumStatusOf } from './observation.ts';

const CASE: Encounter = {
  resourceType: 'Encounter',
  id: 'c1',
  status: 'finished',
  class: {},
  subject: { reference: 'Patient/p1' },
};
const EFFECTIVE = '2026-10-06T12:52:00+02:00';
const REACHED: QuorumResult = {
  status: 'reached',
  evidence: [
    { person: 'Practitioner/1', name: 'Dr Anne LEFÈVRE', specialty: 'SM36', mode: 'writtenOpinion' },
  ],
  missing: [],
  advice: [],
};

describe('quorumObservation', () => {
  test('keeps the answer, the rule version and the evidence', () => {
    const out = quorumObservation(REACHED, CASE, { canonical: 'https://x/q|2023.12', effective: EFFECTIVE });
    expect(out).toMatchObject({
      status: 'final',
      subject: { reference: 'Patient/p1' },
      encounter: { reference: 'Encounter/c1' },
      effectiveDateTime: EFFECTIVE,
      extension: [{ url: EXTENSIONS.QUORUM_RULE, valueCanonical: 'https://x/q|2023.12' }],
      code: { coding: [{ system: SYSTEMS.CISIS.url, code: 'ORG-125' }] },
      valueCodeableConcept: { coding: [{ system: SYSTEMS.CISIS.url, code: 'ORG-126' }] },
    });
    expect(out.component).toMatchObject([
      {
        code: { coding: [{ code: 'quorum-evidence' }] },
        valueCodeableConcept: {
          coding: [{ code: 'SM36', display: 'Oncologie, option médicale (SM)' }],
          text: 'Dr Anne LEFÈVRE, avis écrit',
        },
      },
    ]);
    expect(out.note).toBeUndefined();
  });

  test('says what is missing, and what was only recommended', () => {
    const result: QuorumResult = {
      status: 'not-reached',
      evidence: [],
      missing: ['oncologue absent'],
      advice: ['anatomopathologiste : recommandé, absent'],
    };
    const out = quorumObservation(result, CASE, { effective: EFFECTIVE });
    expect(out.note).toEqual([{ text: 'oncologue absent ; anatomopathologiste : recommandé, absent' }]);
    expect(out.component).toBeUndefined();
    expect(out.extension).toBeUndefined();
  });

  test('codes each competence that lacks beside those that counted: any of its specialties would bring it', () => {
    const result: QuorumResult = {
      ...REACHED,
      status: 'not-reached',
      missing: ['radiothérapeute absent'],
      lacking: [{ label: 'radiothérapeute', anyOf: ['SM37', 'SM45'] }],
    };
    const [counted, missing, ...others] = quorumObservation(result, CASE, { effective: EFFECTIVE })
      .component!;
    expect(others).toEqual([]);
    expect(counted!.code.coding![0]!.code).toBe('quorum-evidence');
    expect(missing).toMatchObject({
      code: { coding: [{ system: SYSTEMS.DCC.url, code: 'quorum-missing' }] },
      valueCodeableConcept: {
        coding: [
          { system: SYSTEMS.R38.url, code: 'SM37' },
          { system: SYSTEMS.R38.url, code: 'SM45' },
        ],
        text: 'radiothérapeute',
      },
    });
    expect(missing!.valueCodeableConcept!.coding!.every(({ display }) => display)).toBe(true);
  });

  test('an evaluation anew keeps the id and the accounts, and nothing of the old answer', () => {
    const existing: Observation = {
      ...quorumObservation({ ...REACHED, status: 'unknown', missing: ['x'] }, CASE, { effective: EFFECTIVE }),
      id: 'o1',
      meta: { accounts: [{ reference: 'Organization/et-1' }] },
    };
    const out = quorumObservation(REACHED, CASE, { effective: EFFECTIVE, existing });
    expect(out).toMatchObject({ id: 'o1', meta: { accounts: [{ reference: 'Organization/et-1' }] } });
    expect(out.note).toBeUndefined();
  });
});

test('quorumStatusOf reads back the three answers', () => {
  for (const status of ['reached', 'not-reached', 'unknown'] as const) {
    const out = quorumObservation({ ...REACHED, status }, CASE, { effective: EFFECTIVE });
    expect(quorumStatusOf(out)).toBe(status);
  }
  expect(quorumStatusOf(undefined)).toBeUndefined();
  const other = { resourceType: 'Observation', valueCodeableConcept: { coding: [CISIS.DISCUSSED] } };
  expect(quorumStatusOf(other as unknown as Observation)).toBeUndefined();
});
