import type { CarePlan, Observation } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { entryWords } from './entry-words.ts';

const plan: CarePlan = {
  resourceType: 'CarePlan',
  id: 'p',
  meta: { versionId: '3', lastUpdated: '2026-10-14T18:00:00Z' },
  status: 'draft',
  intent: 'proposal',
  subject: { reference: 'Patient/1', display: 'DUPONT' },
  activity: [
    {
      id: 'a1',
      detail: {
        status: 'not-started',
        code: {
          coding: [{ system: 'urn:x', code: 'GEN-001', display: 'radiothérapie' }],
          text: 'Radiothérapie',
        },
        description: '40 Gy',
      },
    },
  ],
  note: [{ text: 'À discuter' }],
};

describe('what an entry says', () => {
  test('its values, one per line, without ids, references nor codes', () => {
    const words = entryWords(plan).split('\n');
    expect(words).toEqual(expect.arrayContaining(['Radiothérapie', '40 Gy', 'À discuter']));
    expect(words.join()).not.toMatch(/GEN-001|Patient|DUPONT|a1|2026|draft|proposal|not-started/);
  });

  test('the label of a coding without words of the author', () => {
    const coded: Observation = {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Conformité' },
      valueCodeableConcept: { coding: [{ system: 'urn:x', code: 'deviating', display: 'Hors référentiel' }] },
    };
    expect(entryWords(coded).split('\n')).toEqual(['Conformité', 'Hors référentiel']);
  });

  test('numbers, and yes or no', () => {
    const score = {
      resourceType: 'Observation',
      valueQuantity: { value: 12.5, unit: 'points' },
      valueBoolean: false,
    };
    expect(entryWords(score as unknown as Observation)).toBe('12.5\nnon');
  });

  test('of nothing, nothing', () => expect(entryWords(undefined)).toBe(''));
});
