import { describe, expect, it } from 'vitest';
import { octoberStory } from '../testing/month.ts';

const MINUTE = 60_000;
const { sessions } = octoberStory();

describe('agendas', () => {
  it('number the cases from 1', () => {
    for (const { agenda } of sessions)
      expect(agenda.items.map(({ position }) => position)).toEqual(agenda.items.map((_, i) => i + 1));
  });

  it('treat one case after the other, within the session', () => {
    for (const { agenda } of sessions) {
      const treated = agenda.items.filter(({ caseState }) => caseState === 'treated');
      treated.forEach((item, index) => {
        expect(item.end - item.start).toBe(item.minutes * MINUTE);
        if (index > 0) expect(item.start).toBe(treated[index - 1]!.end);
        expect(item.start).toBeGreaterThanOrEqual(agenda.session.start);
        expect(item.end).toBeLessThanOrEqual(agenda.end);
      });
    }
  });

  it('give a registered case less time', () => {
    const items = sessions.flatMap(({ agenda }) => agenda.items);
    expect(items.filter(({ state }) => state.registered).every(({ minutes }) => minutes === 2)).toBe(true);
    expect(items.filter(({ state }) => !state.registered).every(({ minutes }) => minutes === 7)).toBe(true);
  });

  it('last two hours at most', () => {
    for (const { agenda } of sessions)
      expect(agenda.end - agenda.session.start).toBeLessThanOrEqual(130 * MINUTE);
  });

  it('treat nothing in a cancelled session', () => {
    const cancelled = sessions.filter(({ agenda }) => agenda.session.state === 'cancelled');
    expect(cancelled).toHaveLength(1);
    expect(cancelled[0]!.agenda.items.map(({ caseState }) => caseState)).toEqual(Array(6).fill('moved'));
  });

  it('give each try of an inscription a case of its own', () => {
    const twice = sessions
      .flatMap(({ agenda }) => agenda.items)
      .filter(({ state }) => state.postponedFrom.length > 0);
    expect(twice.map(({ key }) => key.slice(-6)).filter((one) => one === 'case-1')).toHaveLength(14);
    expect(twice.map(({ key }) => key.slice(-6)).filter((one) => one === 'case-2')).toHaveLength(14);
  });
});
