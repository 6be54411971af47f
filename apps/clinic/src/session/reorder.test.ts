import type { Encounter, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { caseLines } from './lines.ts';
import { assemble, minutesAsked, placed, positionOf } from './record.ts';
import { automatic, changedPlaces, inOrder, movedTo, prepared } from './reorder.ts';

const AGENDA = 'https://dcc.example.org/fhir/StructureDefinition/dcc-agenda';
const PRESENTER = { system: 'https://dcc.example.org/fhir/CodeSystem/dcc', code: 'presenter' };
const at = (time: string) => `2026-10-12T${time}:00+02:00`;

const SESSION: Encounter = {
  resourceType: 'Encounter',
  id: 's',
  status: 'planned',
  class: { code: 'VR' },
  period: { start: at('18:00'), end: at('18:20') },
  participant: [{ individual: { reference: 'PractitionerRole/p' } }],
};
const rcpCase = (
  id: string,
  position: number,
  presenter = 'PractitionerRole/q',
  more: Partial<Encounter> = {},
): Encounter => ({
  resourceType: 'Encounter',
  id,
  status: 'planned',
  class: { code: 'VR' },
  partOf: { reference: 'Encounter/s' },
  extension: [{ url: AGENDA, extension: [{ url: 'position', valuePositiveInt: position }] }],
  participant: [{ type: [{ coding: [PRESENTER] }], individual: { reference: presenter } }],
  ...more,
});
const CONVOCATION = {
  resourceType: 'Appointment',
  id: 'a',
  status: 'booked',
  start: at('18:00'),
  participant: [{ actor: { reference: 'PractitionerRole/p' }, status: 'needs-action' }],
} as Resource;
const ANSWER = {
  resourceType: 'AppointmentResponse',
  id: 'r',
  appointment: { reference: 'Appointment/a' },
  actor: { reference: 'PractitionerRole/p' },
  start: at('18:00'),
  participantStatus: 'accepted',
  extension: [
    {
      url: 'https://dcc.example.org/fhir/StructureDefinition/dcc-convocation-answer',
      extension: [
        { url: 'mode', valueCode: 'present' },
        { url: 'leavesAt', valueDateTime: at('18:10') },
      ],
    },
  ],
} as Resource;

const recordOf = (...cases: Encounter[]) =>
  assemble(
    SESSION,
    new Map([SESSION, CONVOCATION, ANSWER, ...cases].map((one) => [`${one.resourceType}/${one.id}`, one])),
  );
const RECORD = recordOf(rcpCase('a', 1), rcpCase('b', 2), rcpCase('c', 3, 'PractitionerRole/p'));
const LINES = caseLines(RECORD);
const ids = (lines: readonly { id: string }[]) => lines.map(({ id }) => id).join('');

describe('the agenda', () => {
  test('is read in its order, without what was cancelled', () => {
    expect(ids(caseLines(recordOf(rcpCase('b', 2), rcpCase('a', 1))))).toBe('ab');
    expect(ids(caseLines(recordOf(rcpCase('a', 1, undefined, { status: 'cancelled' }))))).toBe('');
  });

  test('orders itself on the answers: whose presenter leaves early comes first', () => {
    expect(ids(automatic(RECORD, LINES))).toBe('cab');
  });

  test('leaves treated cases where they are', () => {
    const record = recordOf(
      rcpCase('a', 1, undefined, { status: 'finished' }),
      rcpCase('b', 2),
      rcpCase('c', 3, 'PractitionerRole/p'),
    );
    expect(ids(automatic(record, caseLines(record)))).toBe('acb');
  });

  test('moves one case and stores only the places that change', () => {
    const moved = movedTo(LINES, 'b', 1);
    expect(ids(moved)).toBe('bac');
    expect(changedPlaces(moved).map(({ id }) => id)).toEqual(['b', 'a']);
    expect(changedPlaces(moved).map(positionOf)).toEqual([1, 2]);
    expect(changedPlaces(LINES)).toEqual([]);
  });

  test('follows an order given by ids, new ones last', () => {
    expect(ids(inOrder(LINES, ['c', 'a']))).toBe('cab');
    expect(ids(inOrder(LINES, undefined))).toBe('abc');
  });

  test('keeps the minutes of a case that is moved', () => {
    const timed = placed(rcpCase('a', 1), 4, 12);
    expect([positionOf(timed), minutesAsked(timed)]).toEqual([4, 12]);
    expect(minutesAsked(placed(timed, 2))).toBe(12);
  });
});

describe('what is prepared', () => {
  test('tells hours, who will have left, and the quorum of each', () => {
    const { rows, agenda } = prepared(RECORD, LINES);
    expect(rows[2]?.hours.warnings[0]).toContain('sera parti (18:10)');
    expect(agenda.minutes).toBe(18);
    expect(rows.map(({ forecast }) => forecast.status)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(rows[0]?.forecast.sentence).toContain('aucune règle');
  });
});
