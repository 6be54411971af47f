import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { describe, expect, it } from 'vitest';
import { convenedParticipants, membersOf, withMembers } from './members.ts';
import { planOf, withPlan } from './plan-extension.ts';
import {
  isSession,
  numberOfSession,
  plannedSession,
  rcpNumber,
  rcpOf,
  SessionError,
  seriesRank,
  sessionNumber,
} from './session.ts';
import { problems, rcpOfTests, sessionOfTests } from './testing.ts';

describe('a planned session', () => {
  it('is valid by its profile and carries the codes that statistics search', () => {
    const session = sessionOfTests();
    expect(problems(session)).toEqual([]);
    const codes = session.type![0]!.coding!;
    expect(codes[0]!.code).toBe('39');
    expect(codes[1]).toMatchObject({ system: IDENTIFIERS.RCP, code: rcpNumber(rcpOfTests()) });
    expect(codes[2]).toMatchObject(DCC_CODES.SESSION);
    expect(codes).toHaveLength(6);
    expect(isSession(session)).toBe(true);
    expect(isSession({ ...session, type: [{ coding: [DCC_CODES.CASE] }] })).toBe(false);
  });

  it('is led by the one who leads, with everyone else convened', () => {
    const people = sessionOfTests().participant!.map(({ type, individual }) => [
      type?.[0]?.coding?.[0]?.code,
      individual?.reference,
    ]);
    expect(people).toEqual([
      ['PPRF', 'PractitionerRole/chir'],
      ['SPRF', 'PractitionerRole/onco'],
      ['SPRF', 'PractitionerRole/radio'],
    ]);
  });

  it('knows its RCP, its number and its plan', () => {
    const session = sessionOfTests();
    expect(rcpOf(session)).toBe('HealthcareService/sein');
    expect(numberOfSession(session)).toBe('2026100699110001');
    expect(planOf(session)).toEqual({
      places: 12,
      closesHoursBefore: 48,
      room: 'Salle Curie',
      video: 'https://visio.example.org/sein',
    });
  });

  it('cannot be made from an entry that lacks what it needs: all lacks said at once', () => {
    const wish = {
      number: '1',
      start: '2026-10-06T18:00:00+02:00',
      end: '2026-10-06T19:00:00+02:00',
      plan: {},
    };
    const bare = { ...rcpOfTests(), identifier: [], providedBy: undefined, extension: [] };
    expect(() => plannedSession(bare, wish)).toThrow(SessionError);
    for (const lack of ['numéro', 'établissement', '3C', 'participant habituel']) {
      expect(() => plannedSession(bare, wish)).toThrow(lack);
    }
    expect(() => plannedSession({ ...rcpOfTests(), type: [] }, wish)).toThrow('sa nature');
  });
});

describe('session numbers', () => {
  it('come from the day of the rule and the RCP; a second series adds its rank', () => {
    expect(sessionNumber('99110001', '2026-10-06')).toBe('2026100699110001');
    expect(sessionNumber('99110001', '2026-10-06', 2)).toBe('2026100699110001-2');
    expect([seriesRank('99110001-1'), seriesRank('99110001-12'), seriesRank('sans')]).toEqual([1, 12, 1]);
  });
});

describe('usual participants', () => {
  it('are read leaders first, and kept once', () => {
    const rcp = withMembers(rcpOfTests(), [
      { role: 'PractitionerRole/a', leads: false },
      { role: 'PractitionerRole/b', leads: true, display: 'Dr B' },
      { role: 'PractitionerRole/a', leads: true },
    ]);
    expect(membersOf(rcp)).toEqual([
      { role: 'PractitionerRole/a', leads: true },
      { role: 'PractitionerRole/b', leads: true, display: 'Dr B' },
    ]);
    expect(problems(rcp)).toEqual([]);
  });

  it('leave the other extensions of the entry alone', () => {
    const others = (rcp = rcpOfTests()) =>
      rcp.extension!.filter(({ url }) => !url.endsWith('dcc-rcp-member'));
    expect(others(withMembers(rcpOfTests(), []))).toEqual(others());
    expect(membersOf(withMembers(rcpOfTests(), []))).toEqual([]);
  });

  it('have a responsable even when nobody is said to lead', () => {
    const people = convenedParticipants([
      { role: 'PractitionerRole/a', leads: false },
      { role: 'PractitionerRole/b', leads: false },
    ]);
    expect(people.map(({ type }) => type?.[0]?.coding?.[0]?.code)).toEqual(['PPRF', 'SPRF']);
    expect(convenedParticipants([])).toEqual([]);
  });
});

describe('the plan of a session', () => {
  it('replaces the one before and disappears when empty', () => {
    const once = withPlan([{ url: 'autre', valueString: 'gardé' }], { places: 3 });
    expect(planOf({ extension: withPlan(once, { room: 'B' }) })).toEqual({ room: 'B' });
    expect(withPlan(once, {})).toEqual([{ url: 'autre', valueString: 'gardé' }]);
    expect(planOf(undefined)).toEqual({});
  });
});
