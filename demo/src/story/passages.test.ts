import { describe, expect, it } from 'vitest';
import { random } from '../base/random.ts';
import { ageAt } from '../base/time.ts';
import { calendar } from './calendar.ts';
import { cast } from './cast.ts';
import { passages } from './passages.ts';

const rng = random('passages');
const sessions = calendar('2026-10');
const members = cast('2026-10', rng.fork('cast'));
const all = passages(members, sessions, rng.fork('passages'));
const inRcp = (key: string) => all.filter(({ session }) => session.rcp.key === key);

describe('passages', () => {
  it('fill every held session, and no other', () => {
    for (const session of sessions) {
      const own = all.filter((one) => one.session === session);
      if (session.state === 'held') expect(own.length, session.key).toBeGreaterThanOrEqual(3);
      else expect(own, session.key).toEqual([]);
    }
  });

  it('stay within what a session can hear', () => {
    for (const session of sessions)
      expect(all.filter((one) => one.session === session).length).toBeLessThanOrEqual(17);
  });

  it('leave two sessions between the passages of one patient in one RCP', () => {
    const own = Map.groupBy(inRcp('sein'), ({ member }) => member.plan.key);
    const gaps = [...own.values()]
      .filter((one) => one.length === 2)
      .map(([a, b]) => b!.session.index - a!.session.index);
    expect(gaps.length).toBeGreaterThan(20);
    expect(new Set(gaps)).toEqual(new Set([2]));
  });

  it('keep the emergency session short', () => {
    expect(inRcp('hematologie').filter(({ session }) => session.index === 3)).toHaveLength(3);
  });

  it('send the oldest patients to oncogeriatrics', () => {
    const own = inRcp('oncogeriatrie');
    expect(own).toHaveLength(16);
    const youngest = Math.min(...own.map(({ member }) => ageAt(member.plan.person.date, '2026-10-13')));
    expect(youngest).toBeGreaterThanOrEqual(70);
    expect(
      own.every(({ presentation, member }) => !member.disease.scenario.presentations.includes(presentation)),
    ).toBe(true);
  });

  it('send to the RCP de recours those that a digestive session sent, after it', () => {
    for (const { member, session } of inRcp('recours')) {
      const before = inRcp('digestif').find(
        (one) => one.member === member && one.presentation.decision.recours,
      )!;
      expect(before.session.start).toBeLessThan(session.start);
    }
    expect(inRcp('recours').length).toBeGreaterThanOrEqual(5);
  });

  it('bring a duplicate record to the session of the record it duplicates', () => {
    for (const one of all.filter(({ member }) => member.duplicateOf)) {
      const kept = all.filter(({ member }) => member.plan.key === one.member.duplicateOf);
      expect(kept.map(({ session }) => session)).toContain(one.session);
    }
  });

  it('are labelled in the order of the sessions', () => {
    expect(all.map(({ key }) => key)).toEqual(all.map((_, i) => `passage-${String(i + 1).padStart(3, '0')}`));
  });
});
