import {
  answersOf,
  calendarOf,
  membersOf,
  occurrences,
  outlookOf,
  planOf,
  withMembers,
} from '@dcc/rules/src/calendar/index.ts';
import { PIECES } from '@dcc/rules/src/inscription/pieces.ts';
import type { AppointmentResponse, Resource } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { practitionerRoles, practitioners, roleOf } from '../region/professionals.ts';
import { ruleFor } from '../region/quorum-rules.ts';
import { catalogue, RCPS, rcp } from '../region/rcps.ts';
import { plannedSession } from '../story/session.ts';
import { answersTo, sessionInDanger } from './answers.ts';
import { calendarOfRcp, placeOf, ruleOf, usualMembers } from './calendars.ts';
import { convocationWith, withPlace } from './convocations.ts';
import { chasedPieces, missingPieces } from './pieces.ts';
import { upcoming } from './plan.ts';
import { preparedFiche } from './prepared.ts';

const NOW = Date.parse('2026-11-23T11:00:00Z');
const sessions = upcoming({ seed: 'dcc', month: '2026-10', now: NOW, known: () => true });
const plans = sessions.map(({ agenda }) => agenda.session);
const danger = sessionInDanger(plans);
const people = new Map<string, Resource>(
  [...practitioners(), ...practitionerRoles()].map((one) => [`${one.resourceType}/${one.id}`, one]),
);
const resolve = (reference?: { reference?: string }) => people.get(reference?.reference ?? '');
const outlook = (index: number) => {
  const { agenda } = sessions[index]!;
  const { session } = agenda;
  const answers = answersTo(session, NOW, 'dcc', session === danger);
  const planned = withPlace(plannedSession(agenda), session.rcp);
  const roles = answers.map(({ who, ...rest }) => ({ ...rest, role: roleOf(who).reference! }));
  const [appointment, ...responses] = convocationWith(planned, session.rcp, roles, []);
  const said = answersOf(appointment, responses as AppointmentResponse[]);
  return { appointment, responses, said, ...outlookOf(planned, said, ruleFor(session.rcp).rule, resolve) };
};

describe('the convocations to the sessions to come', () => {
  test('tonight everybody but one has answered, some by video, and the quorum is expected', () => {
    const { counts, quorum } = outlook(0);
    expect(counts.awaited).toBe(1);
    expect(counts.visio).toBeGreaterThan(0);
    expect(counts.excused).toBe(0);
    expect(quorum.status).toBe('reached');
  });

  test('one session lacks a radiotherapist, and says so', () => {
    const { quorum, counts } = outlook(plans.indexOf(danger!));
    expect(plans.indexOf(danger!)).toBeGreaterThan(0);
    expect(counts.excused).toBeGreaterThan(0);
    expect(quorum.status).not.toBe('reached');
    expect(quorum.sentence).toContain('radiothérapeute absent');
    expect(quorum.sentence).not.toContain('oncologue');
  });

  test('the further a session is, the fewer have answered', () => {
    const awaited = (index: number) => outlook(index).counts.awaited;
    expect(awaited(sessions.length - 1)).toBeGreaterThan(awaited(0));
  });

  test('the same day gives the same answers; the responsable always answers', () => {
    for (const session of plans) {
      const answers = answersTo(session, NOW, 'dcc', false);
      expect(answersTo(session, NOW, 'dcc', false)).toEqual(answers);
      expect(answers.map(({ who }) => who)).toContain(session.rcp.chair);
    }
  });

  test('have the place and a link, and identifiers that are those of no other', () => {
    const all = sessions.map((_, index) => outlook(index));
    const ids = all.flatMap(({ appointment, responses }) => [appointment, ...responses].map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
    expect(planOf(all[0]!.appointment)).toEqual({
      room: 'Marie-Curie',
      video: 'https://visio.demo.example/rcp-sein',
    });
  });

  test('name the room as the catalogue does, and none where there is none', () => {
    expect(placeOf(rcp('digestif')).room).toBe('Amphithéâtre B');
    expect(placeOf(rcp('thorax')).room).toBeUndefined();
  });

  test('leave out who is not convened any more', () => {
    const { agenda } = sessions[0]!;
    const stranger = { role: roleOf('hemato-1').reference!, mode: 'present' as const };
    expect(convocationWith(plannedSession(agenda), agenda.session.rcp, [stranger], [])).toHaveLength(1);
  });
});

describe('the calendar of an RCP', () => {
  test.each(RCPS.map(({ key }) => key))('%s: gives the days on which it meets', (key) => {
    const local = catalogue()[RCPS.findIndex((one) => one.key === key)]!;
    const calendar = calendarOf(calendarOfRcp(rcp(key), local, '2026-11-23'));
    const days = occurrences(calendar, '2026-11-24', '2026-12-20').held.map(({ day }) => day);
    const told = plans.filter((one) => one.rcp.key === key && one.day > '2026-11-23').map(({ day }) => day);
    expect(days.length).toBeGreaterThan(0);
    const weekday = (day: string) => new Date(day).getUTCDay();
    for (const day of days) expect(told.map(weekday)).toContain(weekday(day));
    expect(planOf(calendarOfRcp(rcp(key), local, '2026-11-23'))).toMatchObject(placeOf(rcp(key)));
  });

  test('reads the ranks of the file', () => {
    expect(ruleOf(rcp('sein'))).toBe('FREQ=MONTHLY;BYDAY=1TU,2TU,3TU,4TU');
  });

  test('has the team as usual participants: one leads, one stands in', () => {
    for (const one of RCPS) {
      const members = membersOf(withMembers(catalogue()[0]!, usualMembers(one)));
      expect(members.length).toBeGreaterThan(5);
      expect(members[0]!.role).toBe(roleOf(one.chair).reference);
      expect(members.filter(({ leads }) => leads)).toHaveLength(2);
      expect(members.every(({ display }) => display && display !== 'personne sans nom')).toBe(true);
    }
  });
});

describe('the pieces that are chased', () => {
  const cases = sessions.flatMap(({ agenda, cases: own }) =>
    own.map((plan) => ({ plan, fiche: preparedFiche(plan, agenda.end, NOW).composition })),
  );
  const lacking = cases.filter(({ fiche }) => missingPieces(fiche).length > 0);

  test('lack in some fiches, not in all', () => {
    expect(lacking.length).toBeGreaterThan(2);
    expect(lacking.length).toBeLessThan(cases.length);
  });

  test('are asked of the demandeur, one by one, before the session', () => {
    for (const { plan, fiche } of lacking) {
      const tasks = chasedPieces(plan, fiche, NOW);
      expect(tasks.map(({ description }) => description)).toEqual(
        PIECES.filter(({ key }) => missingPieces(fiche).includes(key)).map(({ ask }) => ask),
      );
      for (const { owner, restriction } of tasks) {
        expect(owner).toEqual(roleOf(plan.requester));
        expect(restriction!.period!.end! <= plan.session.day).toBe(true);
      }
    }
  });

  test('nothing is asked where nothing lacks', () => {
    const { plan, fiche } = cases.find((one) => !lacking.includes(one))!;
    expect(chasedPieces(plan, fiche, NOW)).toEqual([]);
  });
});
