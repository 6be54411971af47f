import { describe, expect, test } from 'vitest';
import { plannedCase } from '../story/case.ts';
import { sessionNumber } from '../story/session.ts';
import { type UpcomingSession, upcoming } from './plan.ts';
import { preparedFiche } from './prepared.ts';

const DAY = 86_400_000;
const options = { seed: 'dcc', month: '2026-10', known: () => true };
const at = (now: string) => upcoming({ ...options, now: Date.parse(now) });
const NOON = '2026-11-23T11:00:00Z';
const all = at(NOON);
const cases = (sessions: UpcomingSession[]) => sessions.flatMap((one) => one.cases);

describe('the weeks to come', () => {
  test('there is a session this very day, not begun, with cases', () => {
    const [today] = all;
    expect(today!.agenda.session.day).toBe('2026-11-23');
    expect(today!.agenda.session.start).toBe(Date.parse('2026-11-23T17:00:00Z'));
    expect(today!.cases.length).toBeGreaterThan(5);
  });

  test('late in the day it is later, and the same day still', () => {
    const [late] = at('2026-11-23T19:20:00Z');
    expect(late!.agenda.session.start).toBe(Date.parse('2026-11-23T21:00:00Z'));
    const [night] = at('2026-11-23T22:40:00Z');
    expect(night!.agenda.session.day).toBe('2026-11-23');
  });

  test('every session lies ahead, within four weeks, across the end of the month', () => {
    const now = Date.parse(NOON);
    for (const { agenda } of all) {
      expect(agenda.session.start).toBeGreaterThan(now);
      expect(agenda.session.start - now).toBeLessThan(28 * DAY);
    }
    expect(new Set(all.map(({ agenda }) => agenda.session.day.slice(0, 7)))).toEqual(
      new Set(['2026-11', '2026-12']),
    );
    expect(new Set(all.map(({ agenda }) => agenda.session.rcp.key)).size).toBeGreaterThan(4);
  });

  test('agendas fill up as the day comes, and a patient waits once', () => {
    const count = (from: number, to: number) =>
      Math.max(
        ...all
          .filter(({ agenda }) => {
            const days = (agenda.session.start - Date.parse(NOON)) / DAY;
            return days > from && days <= to;
          })
          .map((one) => one.cases.length),
      );
    expect(count(1, 7)).toBeGreaterThan(count(14, 21));
    const patients = cases(all).map(({ state }) => state.member.plan.key);
    expect(new Set(patients).size).toBe(patients.length);
  });

  test('numbers are those of no other session, played or to come; the same day gives the same', () => {
    const numbers = all.map(({ agenda }) => sessionNumber(agenda));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers.every((one) => one.includes('-2026'))).toBe(true);
    const keys = cases(all).map((one) => plannedCase(one).identifier![0]!.value);
    expect(new Set(keys).size).toBe(keys.length);
    expect(at(NOON).map(({ agenda }) => sessionNumber(agenda))).toEqual(numbers);
  });

  test('only patients that the server holds come', () => {
    const few = upcoming({
      ...options,
      now: Date.parse(NOON),
      known: ({ plan }) => Number(plan.key.slice(-3)) <= 4,
    });
    expect(new Set(cases(few).map(({ state }) => state.member.plan.key)).size).toBeLessThanOrEqual(4);
  });
});

test('an organ none of whose patients is known has an empty agenda, not the patients of another', () => {
  const few = upcoming({ ...options, now: Date.parse(NOON), known: ({ thematic }) => thematic === 'sein' });
  for (const { state, session } of cases(few)) {
    expect(['sein', 'oncogeriatrie']).toContain(session.rcp.key);
    expect(() => preparedFiche(cases(few).find((one) => one.state === state)!, 0, 0)).not.toThrow();
  }
});

describe('a prepared fiche', () => {
  const made = cases(all).map((plan) => preparedFiche(plan, plan.session.start, Date.parse(NOON)));

  test('has no decision, no quorum and no status of the record yet', () => {
    for (const { composition, resources } of made) {
      expect(composition.status).toBe('preliminary');
      expect(resources.some(({ resourceType }) => resourceType === 'CarePlan')).toBe(false);
      const titles = composition.section!.map(({ title }) => title);
      expect(titles).not.toContain('Statut du dossier');
      expect(titles).toContain('Type et motif de la RCP');
    }
  });

  test('points to what is written with it, and to nothing else of the case', () => {
    for (const { composition, resources } of made) {
      const known = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
      const entries = composition.section!.flatMap(
        ({ entry }) => entry?.map(({ reference }) => reference) ?? [],
      );
      for (const one of entries) expect(one!.startsWith('ServiceRequest/') || known.has(one!)).toBe(true);
    }
  });

  test('some demandeurs forgot a part: completeness has something to say', () => {
    const counts = new Set(
      made.map(({ composition }) => composition.section!.some((s) => s.title === 'Phase du cancer')),
    );
    expect(counts).toEqual(new Set([true, false]));
  });

  test('nothing is dated after the day one reads it', () => {
    for (const { composition } of made) {
      expect(Date.parse(composition.date!)).toBeLessThanOrEqual(Date.parse(NOON));
    }
  });
});
