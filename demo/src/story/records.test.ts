import { describe, expect, it } from 'vitest';
import { octoberPlayed, octoberStory } from '../testing/month.ts';
import { endedCase, plannedCase } from './case.ts';
import { endedInscription, inscription, inscriptionOf } from './inscription.ts';
import { endedSession, plannedSession, sessionNumber } from './session.ts';

const { cases, sessions } = octoberStory();
const codes = (one: { type?: { coding?: { code?: string }[] }[] }) =>
  one.type![0]!.coding!.map(({ code }) => code);

describe('sessions as Encounters', () => {
  it('have the national number: day and RCP', () => {
    const { agenda } = sessions[0]!;
    expect(sessionNumber(agenda)).toBe('2026100699110001');
    expect(new Set(sessions.map((one) => sessionNumber(one.agenda))).size).toBe(20);
  });

  it('have no patient, and the organiser and its 3C in their accounts', () => {
    for (const { agenda } of sessions) {
      const planned = plannedSession(agenda);
      expect(planned.subject).toBeUndefined();
      expect(planned.meta!.accounts).toHaveLength(2);
      expect(planned.status).toBe('planned');
    }
  });

  it('are finished or cancelled in the end', () => {
    const ends = sessions.map(({ agenda, sheet }) => endedSession(agenda, sheet).status);
    expect(ends.filter((one) => one === 'finished')).toHaveLength(19);
    expect(ends.filter((one) => one === 'cancelled')).toHaveLength(1);
  });
});

describe('cases as Encounters', () => {
  it('say how they were treated once they were, and not before', () => {
    for (const plan of cases) {
      expect(codes(plannedCase(plan))).not.toContain('ORG-134');
      const ended = endedCase(plan);
      if (plan.caseState === 'treated')
        expect(codes(ended)).toContain(plan.state.registered ? 'ORG-128' : 'ORG-134');
      else expect(ended.status).toBe('cancelled');
    }
  });

  it('have a médecin traitant, or say that he is unknown', () => {
    for (const plan of cases) {
      const line = plannedCase(plan).participant![2]!.individual!;
      if (plan.state.member.plan.doctor) expect(line.reference).toMatch(/^PractitionerRole\//);
      else
        expect(line).toEqual({
          extension: [{ url: expect.stringContaining('data-absent-reason'), valueCode: 'unknown' }],
        });
    }
  });

  it('have the establishment of the demandeur in their accounts', () => {
    const third = cases.filter((plan) => plannedCase(plan).meta!.accounts!.length === 3);
    expect(third.length).toBeGreaterThan(40);
  });

  it('point to their tumours and to the opinions on them', () => {
    const played = octoberPlayed().filter(({ rcpCase }) => rcpCase.status === 'finished');
    expect(played.filter(({ rcpCase }) => rcpCase.diagnosis).length).toBeGreaterThan(195);
    const opinions = played.flatMap(({ rcpCase }) => rcpCase.participant!.slice(3));
    expect(opinions).toHaveLength(11);
  });
});

describe('inscriptions', () => {
  it('are sent a week before their session, with motive, reason and question', () => {
    for (const plan of cases) {
      const sent = inscription(plan);
      expect(sent.authoredOn! < sent.occurrenceDateTime!).toBe(true);
      expect(sent.reasonCode!.length).toBeGreaterThanOrEqual(2);
      expect(sent.reasonCode!.at(-1)).toEqual({ text: expect.any(String) });
      expect(sent.note![0]!.text.length).toBeGreaterThan(5);
    }
  });

  it('are one for all the tries of a passage', () => {
    const ids = new Set(cases.map((plan) => inscription(plan).id));
    expect(ids.size).toBe(new Set(cases.map(({ state }) => state.key)).size);
    expect(inscriptionOf(cases[0]!).reference).toBe(`ServiceRequest/${inscription(cases[0]!).id}`);
  });

  it.each([
    ['treated', 'completed'],
    ['withdrawn', 'revoked'],
    ['waiting', 'on-hold'],
  ])('of a passage that is %s ends %s', (outcome, status) => {
    const own = cases.filter(({ state }) => state.outcome === outcome).map(endedInscription);
    expect(own.length).toBeGreaterThan(0);
    expect(own.every((one) => one.status === status)).toBe(true);
    if (status !== 'completed') expect(own.every(({ note }) => note!.length === 2)).toBe(true);
  });
});
