import type { Encounter } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { leavingReason, nextPassage } from './passage.ts';

const passage = (id: string, status: Encounter['status'], inscription = 'ServiceRequest/i'): Encounter => ({
  resourceType: 'Encounter',
  id,
  status,
  class: { code: 'VR' },
  basedOn: [{ reference: inscription }],
});
const left = passage('left', 'cancelled');

describe('where a case that left its session went', () => {
  test('to the passage of the same inscription that stands', () => {
    const again = passage('again', 'cancelled');
    const now = passage('now', 'planned');
    expect(nextPassage(left, [left, again, passage('other', 'planned', 'ServiceRequest/x'), now])).toBe(now);
  });

  test('a passage already held counts: the fiche is there', () => {
    const held = passage('held', 'finished');
    expect(nextPassage(left, [held])).toBe(held);
  });

  test('nowhere yet, while it waits for a date', () => {
    expect(nextPassage(left, [left])).toBeUndefined();
  });

  test('one that stands went nowhere', () => {
    expect(nextPassage(passage('a', 'planned'), [passage('b', 'planned')])).toBeUndefined();
  });

  test('a passage without inscription has no next one', () => {
    const { basedOn: _, ...alone } = left;
    expect(nextPassage(alone, [passage('b', 'planned')])).toBeUndefined();
  });
});

describe('why it left', () => {
  const because = (code: string | undefined, text?: string): Encounter => ({
    ...left,
    reasonCode: [{ ...(code ? { coding: [{ code }] } : {}), ...(text ? { text } : {}) }],
  });

  test('the coded reason in French, then the words', () => {
    expect(leavingReason(because('specialty-missing', 'chirurgien attendu'))).toBe(
      'Compétence manquante, chirurgien attendu',
    );
    expect(leavingReason(because('no-time'))).toBe('Temps insuffisant en séance');
    expect(leavingReason(because(undefined, 'Grève'))).toBe('Grève');
  });

  test('a session that was cancelled says why on its cases', () => {
    const url = 'http://hl7.org/fhir/StructureDefinition/encounter-reasonCancelled';
    const extension = [{ url, valueCodeableConcept: { text: 'Jour férié' } }];
    expect(leavingReason({ ...left, extension })).toBe('Jour férié');
  });

  test('nothing said, nothing invented', () => {
    expect(leavingReason(left)).toBe('');
  });
});
