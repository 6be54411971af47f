import { describe, expect, it } from 'vitest';
import { MONTH, octoberPlayed, octoberStory, SEED } from '../testing/month.ts';
import { playStory } from './document.ts';
import { careTeamOf, patientOf, story } from './story.ts';

const told = octoberStory();
const text = (value: unknown) => JSON.stringify(value);

describe('the month', () => {
  it('has 20 sessions, 120 patients and more than 200 cases', () => {
    expect(told.sessions).toHaveLength(20);
    expect(told.members).toHaveLength(120);
    expect(told.cases.length).toBeGreaterThanOrEqual(230);
    expect(octoberPlayed().filter(({ versions }) => versions.length > 0).length).toBeGreaterThanOrEqual(215);
  });

  it('signs enough for 150 documents with a margin', () => {
    const signed = octoberPlayed().flatMap(({ versions }) =>
      versions.filter(({ status }) => status !== 'preliminary'),
    );
    expect(signed.length).toBeGreaterThanOrEqual(200);
  });

  it('uses labels and identifiers once', () => {
    const keys = told.cases.map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    const fiches = octoberPlayed().flatMap(({ versions }) =>
      versions.slice(0, 1).map(({ identifier }) => identifier!.value),
    );
    expect(new Set(fiches).size).toBe(fiches.length);
  });
});

describe('determinism', () => {
  it('gives the same resources for the same seed', () => {
    const again = story({ seed: SEED, month: MONTH });
    expect(text(playStory(again))).toBe(text(octoberPlayed()));
    expect(text(again.members.map((one) => patientOf(one, again.rng)))).toBe(
      text(told.members.map((one) => patientOf(one, told.rng))),
    );
  });

  it('gives other people and other diseases for another seed, in the same numbers', () => {
    const other = story({ seed: 'autre', month: MONTH });
    const traits = (one: typeof told) =>
      one.members.map(({ plan: { person } }) => `${person.date} ${person.given[0]}`);
    const same = traits(other).filter((one, index) => one === traits(told)[index]);
    expect(same.length).toBeLessThan(5);
    expect(other.members).toHaveLength(120);
    expect(other.sessions).toHaveLength(20);
    expect(Math.abs(other.cases.length - told.cases.length)).toBeLessThanOrEqual(3);
  });

  it('holds in another month', () => {
    const march = story({ seed: SEED, month: '2026-03' });
    expect(march.sessions).toHaveLength(20);
    expect(march.sessions.every(({ agenda }) => agenda.session.day.startsWith('2026-03'))).toBe(true);
  });
});

describe('scale', () => {
  it.each([1, 12, 60])('tells about %i cases', (cases) => {
    const small = story({ seed: SEED, month: MONTH, cases });
    expect(small.cases.length).toBeGreaterThanOrEqual(Math.max(1, cases - 2));
    expect(small.cases.length).toBeLessThanOrEqual(cases);
    expect(small.members.length).toBeLessThanOrEqual(small.cases.length);
    expect(small.sessions).toHaveLength(20);
  });

  it('shows every state in few cases', () => {
    const small = story({ seed: SEED, month: MONTH, cases: 40 });
    const states = new Set(small.cases.map(({ caseState }) => caseState));
    expect([...states].sort()).toEqual(['moved', 'postponed', 'treated', 'waiting', 'withdrawn']);
    expect(small.cases.some(({ state }) => state.registered)).toBe(true);
    expect(small.cases.some(({ state }) => state.amendments.length > 0)).toBe(true);
    expect(small.cases.some(({ state }) => state.defect)).toBe(true);
  });

  it('copies the region for more, with identifiers of its own', () => {
    const big = story({ seed: SEED, month: MONTH, cases: 1000 });
    expect(big.cases.length).toBeGreaterThanOrEqual(995);
    expect(big.cases.length).toBeLessThanOrEqual(1000);
    expect(new Set(big.cases.map(({ key }) => key)).size).toBe(big.cases.length);
    expect(new Set(big.members.map(({ plan }) => plan.key)).size).toBe(big.members.length);
    expect(new Set(big.sessions.map(({ agenda }) => agenda.session.key)).size).toBe(big.sessions.length);
    const numbers = big.members.flatMap((one) =>
      patientOf(one, big.rng).identifier!.map(({ system, value }) => `${system}|${value}`),
    );
    expect(new Set(numbers).size).toBe(numbers.length);
  });

  it('tells ten thousand cases without making their resources', () => {
    expect(story({ seed: SEED, month: MONTH, cases: 10_000 }).cases.length).toBeGreaterThan(9_950);
  });
});

describe('careTeamOf', () => {
  it('names one or two correspondents for about two thirds of the patients, never the médecin traitant', () => {
    const teams = told.members.map((member) => ({ member, team: careTeamOf(member, told.rng) }));
    const known = teams.filter(({ team }) => team);
    expect(known.length).toBeGreaterThan(65);
    expect(known.length).toBeLessThan(100);
    for (const { member, team } of known) {
      const doctor = patientOf(member, told.rng).generalPractitioner?.[0]?.reference;
      expect(team!.participant!.length).toBeLessThanOrEqual(2);
      expect(team!.participant!.some((one) => one.member?.reference === doctor)).toBe(false);
    }
  });
});
