import type { Task } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { askToComplete, chasedAgain, isLate, lastChase } from './chase.ts';
import type { CaseLine } from './lines.ts';

const NOW = '2026-10-10T10:00:00Z';
const TASK: Task = {
  resourceType: 'Task',
  status: 'requested',
  intent: 'order',
  restriction: { period: { end: '2026-10-09' } },
};
const REF = { system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'REF' };
const LINE = {
  id: 'c',
  rcpCase: {
    resourceType: 'Encounter',
    id: 'c',
    subject: { reference: 'Patient/1' },
    participant: [{ type: [{ coding: [REF] }], individual: { reference: 'PractitionerRole/d' } }],
  },
  inscription: { resourceType: 'ServiceRequest', id: 'i', identifier: [{ value: 'urn:uuid:u' }] },
} as unknown as CaseLine;

test('a chase is noted with its hour, and the task becomes urgent', () => {
  const once = chasedAgain(TASK, NOW);
  expect(once.priority).toBe('urgent');
  expect(lastChase(once)).toBe(NOW);
  expect(lastChase(TASK)).toBeUndefined();
  expect(chasedAgain(once, '2026-10-11T10:00:00Z').note).toHaveLength(2);
});

test('late is after the day, not on it', () => {
  expect(isLate(TASK, NOW)).toBe(true);
  expect(isLate(TASK, '2026-10-09T23:00:00Z')).toBe(false);
  expect(isLate({ ...TASK, restriction: undefined }, NOW)).toBe(false);
});

test('the demandeur is asked once for one inscription', () => {
  const asked = askToComplete(LINE, '2026-10-12', NOW, 'PractitionerRole/s')!;
  expect(asked.identifier).toMatch(/\|u\/fiche$/);
  expect(asked.task).toMatchObject({
    owner: { reference: 'PractitionerRole/d' },
    focus: { reference: 'ServiceRequest/i' },
    restriction: { period: { end: '2026-10-12' } },
  });
  expect(askToComplete({ ...LINE, inscription: undefined }, '2026-10-12', NOW)).toBeUndefined();
});
