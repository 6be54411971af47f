import { quorumParticipants } from '@dcc/rules/src/quorum/index.ts';
import type { Encounter } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import {
  type Attendee,
  begun,
  ended,
  enters,
  leaves,
  opinionsOn,
  presences,
  staysAway,
  withOpinion,
} from './attendance.ts';

const R38 = 'https://mos.esante.gouv.fr/NOS/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale';
const person = (id: string, physician = true): Attendee => ({
  role: `PractitionerRole/${id}`,
  physician,
  ...(physician ? { specialty: { system: R38, code: 'SM05' } } : {}),
});
const ANNE = person('anne');
const PAUL = person('paul');
const NURSE = person('nurse', false);
const line = (who: Attendee, code: string) => ({
  type: [{ coding: [{ code }] }],
  individual: { reference: who.role },
});
const SESSION: Encounter = {
  resourceType: 'Encounter',
  id: 's',
  status: 'planned',
  class: { code: 'VR' },
  period: { start: '2026-10-12T16:00:00Z', end: '2026-10-12T18:00:00Z' },
  participant: [line(ANNE, 'PPRF'), line(PAUL, 'SPRF')],
};
const at = (time: string) => `2026-10-12T${time}:00Z`;
const of = (session: Encounter, who: Attendee) => presences(session).find(({ role }) => role === who.role)!;
const responsables = (session: Encounter) =>
  session.participant!.filter(({ type }) => type?.[0]?.coding?.[0]?.code === 'PPRF').length;

describe('the sheet', () => {
  test('begins with people of whom nothing is known', () => {
    expect(presences(SESSION).map(({ mode, here }) => [mode, here])).toEqual([
      [undefined, false],
      [undefined, false],
    ]);
  });

  test('says who came, how and when, and counts physicians with a specialty', () => {
    const session = enters(enters(SESSION, ANNE, 'present', at('16:02')), NURSE, 'visio', at('16:03'));
    expect(of(session, ANNE)).toMatchObject({ mode: 'present', here: true, since: at('16:02') });
    expect(of(session, NURSE)).toMatchObject({ mode: 'visio', here: true });
    const quorum = quorumParticipants(session, SESSION, () => undefined).map(({ inQuorum }) => inQuorum);
    expect(quorum[0]).toBe(true);
    expect(quorum[2]).toBe(false);
  });

  test('keeps the hours of who leaves and comes back, and one responsable', () => {
    let session = enters(SESSION, ANNE, 'present', at('16:00'));
    session = leaves(session, ANNE.role, at('16:20'));
    expect(of(session, ANNE)).toMatchObject({ here: false, until: at('16:20') });
    session = enters(session, ANNE, 'visio', at('16:40'));
    expect(of(session, ANNE)).toMatchObject({ here: true, mode: 'visio', since: at('16:40') });
    expect(of(session, ANNE).lines.map(({ period }) => period)).toEqual([
      { start: at('16:00'), end: at('16:20') },
      { start: at('16:40') },
    ]);
    expect(responsables(session)).toBe(1);
  });

  test('a change from the room to the screen ends one line and opens another', () => {
    const session = enters(enters(SESSION, PAUL, 'present', at('16:00')), PAUL, 'visio', at('16:30'));
    expect(of(session, PAUL).lines.map(({ period }) => period?.end)).toEqual([at('16:30'), undefined]);
    expect(enters(session, PAUL, 'visio', at('16:45'))).toBe(session);
  });

  test('who has been there cannot be made absent', () => {
    const session = leaves(enters(SESSION, PAUL, 'present', at('16:00')), PAUL.role, at('16:10'));
    expect(staysAway(session, PAUL, 'absent')).toBe(session);
    expect(of(staysAway(SESSION, PAUL, 'excused'), PAUL).mode).toBe('excused');
  });

  test('every line has a name, so that two screens merge them', () => {
    const session = enters(enters(SESSION, ANNE, 'present', at('16:00')), ANNE, 'visio', at('16:10'));
    const names = of(session, ANNE).lines.map(({ id }) => id);
    expect(new Set(names).size).toBe(2);
    expect(names).not.toContain(undefined);
  });
});

describe('a written opinion', () => {
  const CASE: Encounter = { resourceType: 'Encounter', id: 'c', status: 'planned', class: { code: 'VR' } };
  test('is on the case, once, and can be taken back', () => {
    const once = withOpinion(CASE, ANNE, true, at('16:00'));
    expect(opinionsOn(once)).toEqual([ANNE.role]);
    expect(withOpinion(once, ANNE, true, at('16:01'))).toBe(once);
    expect(opinionsOn(withOpinion(once, ANNE, false, at('16:02')))).toEqual([]);
    const [opinion] = quorumParticipants(SESSION, once, () => undefined).slice(-1);
    expect(opinion).toMatchObject({ mode: 'writtenOpinion', onCase: true, inQuorum: true });
  });
});

describe('the end', () => {
  test('gives everyone a mode and an hour', () => {
    let session = begun(SESSION, at('16:00'));
    expect(session).toMatchObject({ status: 'in-progress', period: { start: at('16:00') } });
    expect(begun(session, at('16:30'))).toBe(session);
    session = enters(session, ANNE, 'present', at('16:00'));
    session = ended(session, (role) => ({ ...PAUL, role }), at('17:43'));
    expect(session).toMatchObject({ status: 'finished', period: { start: at('16:00'), end: at('17:43') } });
    expect(of(session, ANNE).until).toBe(at('17:43'));
    expect(of(session, PAUL).mode).toBe('absent');
  });
});
