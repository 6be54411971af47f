import { describe, expect, it } from 'vitest';
import { random } from '../base/random.ts';
import { ageAt } from '../base/time.ts';
import { cast } from './cast.ts';

const members = cast('2026-10', random('distribution'));
const originals = members.filter(({ duplicateOf }) => !duplicateOf);

describe('cast', () => {
  it('has 118 people and two duplicate records', () => {
    expect(members).toHaveLength(120);
    expect(originals).toHaveLength(118);
  });

  it('follows each thematic in its share', () => {
    const counts = Object.groupBy(originals, ({ thematic }) => thematic);
    expect(Object.fromEntries(Object.entries(counts).map(([key, own]) => [key, own!.length]))).toEqual({
      sein: 31,
      digestif: 29,
      thorax: 20,
      urologie: 18,
      hematologie: 20,
    });
  });

  it('gives each patient a disease of the thematic, every scenario being used', () => {
    for (const { disease, thematic } of originals) expect(disease.scenario.thematic).toBe(thematic);
    expect(new Set(originals.map(({ disease }) => disease.scenario.id)).size).toBe(35);
  });

  it('respects the sex and the age of the scenario, but for a twin who has the birth of the other', () => {
    const wrong = originals.filter(({ plan: { person }, disease: { scenario } }) => {
      const age = ageAt(person.date, '2026-10-01');
      const [min, max] = scenario.age!;
      const sex = scenario.sex === 'any' || scenario.sex === person.sex;
      return !sex || age < min || age > max;
    });
    expect(wrong.length).toBeLessThanOrEqual(1);
  });

  it('has as many old patients as the oncogeriatrics need', () => {
    const old = originals.filter(({ plan }) => ageAt(plan.person.date, '2026-10-01') >= 75);
    expect(old.length).toBeGreaterThanOrEqual(10);
  });

  it('makes a duplicate with the traits of the other, less sure', () => {
    for (const { plan, duplicateOf } of members.filter((one) => one.duplicateOf)) {
      const kept = members.find((one) => one.plan.key === duplicateOf)!.plan;
      expect(plan.person).toMatchObject({ family: kept.person.family, date: kept.person.date });
      expect([plan.identity, kept.identity]).toEqual(['provisional', 'qualified']);
      expect(plan.key).not.toBe(kept.key);
    }
  });

  it('does not move the others when one draw changes', () => {
    const again = cast('2026-10', random('distribution'));
    expect(again.map(({ plan }) => plan.person)).toEqual(members.map(({ plan }) => plan.person));
  });

  it('gives another district other people', () => {
    const other = cast('2026-10', random('distribution').fork('district 1'), 1);
    const keys = new Set([...members, ...other].map(({ plan }) => plan.key));
    expect(keys.size).toBe(240);
    expect(new Set([...members, ...other].map(({ plan }) => plan.index)).size).toBe(240);
  });
});
