import { describe, expect, it } from 'vitest';
import { ageAt, parisTime } from '../base/time.ts';
import { professional, rpps } from '../region/professionals.ts';
import { octoberStory } from '../testing/month.ts';
import { amendedAt, caseContext, isForgotten, requesterPlace, signedAt, writtenAt } from './roles.ts';

const { cases, rng } = octoberStory();
const treated = cases.filter(({ caseState }) => caseState === 'treated');

describe('the people of a case', () => {
  it('are doctors', () => {
    for (const { requester, presenter, attester } of cases) {
      for (const who of [requester, presenter, attester])
        expect(professional(who).profession, who).toBe('10');
    }
  });

  it('have an RPPS, but where the document must be refused', () => {
    for (const { requester, attester, state } of treated) {
      expect(rpps(professional(requester)) === undefined, requester).toBe(
        state.defect === 'author-without-rpps',
      );
      expect(rpps(professional(attester)) === undefined, attester).toBe(
        state.defect === 'attester-without-rpps',
      );
    }
  });

  it('sign only when they lead, or were there', () => {
    for (const { attester, sheet, session, key } of treated) {
      const there = sheet.presences.some(({ who, mode }) => who === attester && mode !== 'excused');
      expect(attester === session.rcp.chair || there, key).toBe(true);
    }
  });

  it('let deputies sign a part of the fiches', () => {
    const byDeputy = treated.filter(({ attester, session }) => attester === session.rcp.deputy);
    expect(byDeputy.length).toBeGreaterThan(15);
    expect(byDeputy.length).toBeLessThan(treated.length / 2);
  });

  it('ask from the three establishments', () => {
    expect([...new Set(cases.map(requesterPlace))].sort()).toEqual(['chu', 'clinique', 'institut']);
  });

  it('keep the same demandeur at every try', () => {
    const tries = Map.groupBy(cases, ({ state }) => state.key);
    for (const own of tries.values()) expect(new Set(own.map(({ requester }) => requester)).size).toBe(1);
  });
});

describe('the times of a fiche', () => {
  it('are in order: written, signed, written again, signed again', () => {
    for (const plan of treated) {
      const times = [
        plan.session.start,
        writtenAt(plan),
        signedAt(plan, 1),
        amendedAt(plan, 2),
        signedAt(plan, 2),
        amendedAt(plan, 3),
        signedAt(plan, 3),
      ];
      expect(times, plan.key).toEqual([...times].sort((a, b) => a - b));
    }
  });

  it('sign by day, within five days of the end of the month', () => {
    for (const plan of treated) {
      const hour = Number(parisTime(signedAt(plan, 1)).slice(11, 13));
      expect(hour >= 8 && hour <= 18).toBe(true);
      expect(parisTime(signedAt(plan, 3)) < '2026-11-05').toBe(true);
    }
  });
});

describe('caseContext', () => {
  it('has the age of the day and the same draws each time', () => {
    const [plan] = treated;
    const context = caseContext(plan!);
    expect(context.age).toBe(ageAt(plan!.state.member.plan.person.date, plan!.session.day));
    expect(context.rng.next()).toBe(caseContext(plan!).rng.next());
    expect(rng.fork('x').next()).toBe(rng.fork('x').next());
  });

  it('has a G8 from 75, but for the patients that the prompt misses, and always in oncogeriatrics', () => {
    const missed = new Set<number>();
    for (const plan of treated) {
      const { age, g8, patient } = caseContext(plan);
      const geriatric = plan.session.rcp.key === 'oncogeriatrie';
      if (geriatric || (age >= 75 && !isForgotten(patient.index))) expect(g8, plan.key).toBeDefined();
      else if (age < 70 || isForgotten(patient.index)) expect(g8, plan.key).toBeUndefined();
      if (age >= 75 && g8 === undefined) missed.add(patient.index);
    }
    expect(missed.size).toBeGreaterThan(2);
  });
});
