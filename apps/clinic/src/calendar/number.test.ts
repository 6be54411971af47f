import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { sessionOfTests } from '@dcc/rules/src/calendar/testing.ts';
import type { Encounter } from '@medplum/fhirtypes';
import { expect, test } from 'vitest';
import { candidates, firstFree, membersOfSession } from './number.ts';

const taken = (...values: string[]): Encounter[] =>
  values.map((value) => ({
    resourceType: 'Encounter',
    status: 'planned',
    class: {},
    identifier: [{ system: IDENTIFIERS.SESSION, value }],
  }));

test('the first session of a day has the plain number, the next ones a rank', () => {
  const wanted = candidates('99110001', '2026-12-01');
  expect(firstFree(wanted, [])).toBe('2026120199110001');
  expect(firstFree(wanted, taken('2026120199110001'))).toBe('2026120199110001-2');
  expect(firstFree(wanted, taken('2026120199110001', '2026120199110001-3'))).toBe('2026120199110001-2');
});

test('a day that is full of sessions is refused in French', () => {
  const wanted = candidates('99110001', '2026-12-01');
  expect(new Set(wanted).size).toBe(9);
  expect(() => firstFree(wanted, taken(...wanted))).toThrow('déjà 9 sessions ce jour-là');
});

test('those convened to a session are the members of its copy, its responsable leading', () => {
  expect(membersOfSession(sessionOfTests())).toEqual([
    { role: 'PractitionerRole/chir', leads: true, display: 'Dr Paul ROY' },
    { role: 'PractitionerRole/onco', leads: false, display: 'Dr Anne LEFÈVRE' },
    { role: 'PractitionerRole/radio', leads: false },
  ]);
  expect(membersOfSession({ ...sessionOfTests(), participant: undefined })).toEqual([]);
});
