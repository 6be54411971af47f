import { describe, expect, it } from 'vitest';
import { random } from '../base/random.ts';
import { PROFESSIONALS } from '../region/professionals.ts';
import { RCPS } from '../region/rcps.ts';
import { octoberPlayed, octoberStory } from '../testing/month.ts';
import { attendance, convened, opinionParticipant, participants, team } from './attendance.ts';

const { sessions } = octoberStory();
const held = sessions.filter(({ sheet }) => sheet);

describe('teams', () => {
  it('name professionals that exist, the chair and the deputy among them', () => {
    const known = new Set(PROFESSIONALS.map(({ key }) => key));
    for (const { key, chair, deputy } of RCPS) {
      const { members, remote, requesters } = team(key);
      for (const who of [...members, ...remote, ...requesters]) expect(known, who).toContain(who);
      expect(members).toContain(chair);
      expect(members, key).toContain(deputy);
      expect(remote.filter((one) => !members.includes(one))).toEqual([]);
    }
  });

  it('refuse an RCP without team', () => {
    expect(() => team('orl')).toThrow(RangeError);
  });
});

describe('attendance sheets', () => {
  it('say for everyone convened how they came, within the session', () => {
    for (const { sheet, agenda } of held) {
      for (const { mode, from, to } of sheet!.presences) {
        if (mode === 'excused') expect([from, to]).toEqual([undefined, undefined]);
        else {
          expect(from).toBeGreaterThanOrEqual(agenda.session.start);
          expect(to).toBeLessThanOrEqual(agenda.end);
        }
      }
    }
  });

  it('have people late, gone early, excused, by video, and opinions in writing', () => {
    const lines = held.flatMap(({ sheet, agenda }) => sheet!.presences.map((one) => ({ ...one, agenda })));
    expect(lines.some(({ from, agenda }) => from !== undefined && from > agenda.session.start)).toBe(true);
    expect(lines.some(({ to, agenda }) => to !== undefined && to < agenda.end)).toBe(true);
    expect(lines.filter(({ mode }) => mode === 'excused').length).toBeGreaterThanOrEqual(8);
    expect(lines.filter(({ mode }) => mode === 'visio').length).toBeGreaterThanOrEqual(15);
    expect(held.flatMap(({ sheet }) => sheet!.opinions).length).toBeGreaterThanOrEqual(10);
  });

  it('keep the opinions of a session for cases that it treats', () => {
    for (const { sheet, agenda } of held) {
      const treated = agenda.items.filter(({ caseState }) => caseState === 'treated').map(({ key }) => key);
      for (const { caseKey } of sheet!.opinions) expect(treated).toContain(caseKey);
    }
  });

  it('keep the responsable there, by his place or by video', () => {
    for (const { sheet, agenda } of held) {
      const own = sheet!.presences.find(({ who }) => who === agenda.session.rcp.chair)!;
      expect(own.mode, agenda.session.key).not.toBe('excused');
    }
  });

  it('is the same for the same chance', () => {
    const { agenda } = held[0]!;
    expect(attendance(agenda, random('feuille'))).toEqual(attendance(agenda, random('feuille')));
  });
});

describe('participants', () => {
  const { sheet, agenda } = held.find(({ agenda: { session } }) => session.key === 'session-sein-2')!;
  const list = participants(sheet!, agenda.session.rcp.chair);

  it('have one responsable, first', () => {
    expect(list.map(({ type }) => type![0]!.coding![0]!.code).filter((one) => one === 'PPRF')).toHaveLength(
      1,
    );
    expect(list[0]!.type![0]!.coding![0]!.code).toBe('PPRF');
  });

  it('have two lines for who left and came back', () => {
    const references = list.map(({ individual }) => individual!.reference);
    expect(references.length - new Set(references).size).toBe(1);
  });

  it('count doctors in the quorum, not nurses nor secretaries', () => {
    const inQuorum = list.filter(({ extension }) =>
      extension![0]!.extension!.some(({ url, valueBoolean }) => url === 'quorum' && valueBoolean),
    );
    const excused = sheet!.presences.filter(({ mode }) => mode === 'excused').length;
    expect(inQuorum).toHaveLength(list.length - 2 - excused);
  });

  it('are recorded on every finished session, and nowhere before', () => {
    for (const { session } of octoberPlayed()) {
      const recorded = session.participant!.filter(({ extension }) => extension?.length);
      expect(recorded.length === session.participant!.length).toBe(session.status === 'finished');
    }
    expect(convened('sein', 'chir-sein').some(({ extension }) => extension)).toBe(false);
  });

  it('write an opinion as CON with its specialty', () => {
    const one = opinionParticipant('geriatre');
    expect(one.type![0]!.coding![0]!.code).toBe('CON');
    expect(one.extension![0]!.extension!.map(({ url }) => url)).toEqual(['mode', 'specialty', 'quorum']);
  });
});
