import { quorumPlans } from '@dcc/fhir-profiles/src/quorum-plans.ts';
import { responseOf } from '@dcc/rules/src/calendar/answers.ts';
import { cancelledSession } from '@dcc/rules/src/calendar/changes.ts';
import { convocationOf } from '@dcc/rules/src/calendar/convocation.ts';
import { rcpOfTests, sessionOfTests } from '@dcc/rules/src/calendar/testing.ts';
import type { Encounter } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { fillingLong, fillingText, quorumKey } from './labels.ts';
import { byDay, type CalendarRecord, filtered, sessionItems } from './model.ts';

const NOW = Date.parse('2026-10-01T08:00:00Z');
const session = sessionOfTests();
const convocation = { ...convocationOf(session, 'RCP Sein'), id: 'invite' };
const passage = (status: Encounter['status']): Encounter => ({
  resourceType: 'Encounter',
  status,
  class: {},
  partOf: { reference: 'Encounter/tuesday' },
});
const record = (change: Partial<CalendarRecord> = {}): CalendarRecord => ({
  sessions: [session],
  cases: [passage('planned'), passage('planned'), passage('cancelled')],
  convocations: [convocation],
  responses: [responseOf(convocation, { role: 'PractitionerRole/onco', mode: 'visio' })],
  rcps: [rcpOfTests()],
  plans: quorumPlans(),
  people: [],
  ...change,
});
const only = (change: Partial<CalendarRecord> = {}, now = NOW) => sessionItems(record(change), now)[0]!;

describe('a session of the calendar', () => {
  test('says when, how full, until when one may inscribe and who answered', () => {
    expect(only()).toMatchObject({
      id: 'tuesday',
      title: rcpOfTests().name,
      day: '2026-10-06',
      time: '18:00',
      endTime: '19:30',
      state: 'planned',
      filling: { cases: 2, places: 12, full: false },
      inscriptions: 'open',
      closing: Date.parse('2026-10-04T18:00:00+02:00'),
      outdated: false,
    });
    expect(only().answers.map(({ mode }) => mode)).toEqual([undefined, 'visio', undefined]);
    expect(only().outlook?.counts).toEqual({ present: 0, visio: 1, excused: 0, awaited: 2 });
  });

  test('is judged by the rule in force that day, and by none when there is none', () => {
    expect(only().outlook?.quorum.missing.join()).not.toContain('aucune règle');
    expect(only({ plans: [] }).outlook?.quorum.missing.join()).toContain('aucune règle');
    const later = quorumPlans().map((plan) => ({ ...plan, extension: [] }));
    expect(only({ plans: later }).outlook?.quorum.missing.join()).toContain('aucune règle');
  });

  test('that nobody was convened to says so before any quorum', () => {
    const item = only({ convocations: [], responses: [] });
    expect(quorumKey(item)).toBe('none');
    expect([fillingText(item), fillingLong(item)]).toEqual(['2/12', '2 sur 12 places']);
  });

  test('changed since people were convened says so', () => {
    const later = { ...session, period: { ...session.period, end: '2026-10-06T20:00:00+02:00' } };
    expect(only({ sessions: [later] }).outdated).toBe(true);
  });

  test('cancelled keeps its reason and has no forecast', () => {
    const contents = { session, cases: [], inscriptions: [], fiches: [] };
    const item = only({ sessions: cancelledSession(contents, 'Grève') as Encounter[] });
    expect(item).toMatchObject({ state: 'cancelled', reason: 'Grève', inscriptions: 'over' });
    expect(item.outlook).toBeUndefined();
  });

  test('of an RCP that may not be read keeps the name written on it', () => {
    expect(only({ rcps: [] }).title).toBe(rcpOfTests().name);
    expect(only({ rcps: [] }).rcp).toBeUndefined();
  });

  test('without places or full is said in words', () => {
    expect(fillingLong(only({ sessions: [{ ...session, extension: [] }] }))).toBe('2 dossiers');
    const full = only({ cases: Array(12).fill(passage('planned')) });
    expect(fillingLong(full)).toMatch(/12 sur 12 places\s: complète/);
  });
});

describe('a page of sessions', () => {
  const at = (id: string, start: string): Encounter => ({ ...session, id, period: { start } });
  const sessions = [
    at('c', '2026-10-25T18:00:00+01:00'),
    at('a', '2026-10-24T18:00:00+02:00'),
    at('b', '2026-10-24T16:30:00Z'),
  ];

  test('is in the order of time, each on its day of Paris', () => {
    const items = sessionItems(record({ sessions }), NOW);
    expect(items.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect([...byDay(items).entries()].map(([day, list]) => [day, list.length])).toEqual([
      ['2026-10-24', 2],
      ['2026-10-25', 1],
    ]);
  });

  test('leaves out what has no date and what was entered in error', () => {
    const wrong = [
      { ...session, period: undefined },
      { ...session, status: 'entered-in-error' as const },
    ];
    expect(sessionItems(record({ sessions: wrong }), NOW)).toEqual([]);
  });

  test('may be those of one RCP, or those that convene me', () => {
    const other = { ...session, id: 'other', participant: session.participant!.slice(0, 1) };
    const items = sessionItems(record({ sessions: [session, other] }), NOW);
    const isMe = (reference: string | undefined) => reference === 'PractitionerRole/radio';
    expect(filtered(items, { mine: true }, isMe).map(({ id }) => id)).toEqual(['tuesday']);
    expect(filtered(items, { rcp: 'sein', mine: false }, isMe)).toHaveLength(2);
    expect(filtered(items, { rcp: 'thorax', mine: false }, isMe)).toEqual([]);
  });
});
