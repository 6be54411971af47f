import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateQuorum } from './evaluate.ts';
import type { QuorumParticipant } from './participant.ts';
import type { QuorumRule } from './rule.ts';

const RULE: QuorumRule = {
  id: 'quorum-standard',
  version: '2023.12',
  validFrom: '2023-12-01',
  validTo: null,
  rcpType: 'standard',
  thematic: ['*'],
  minDistinctSpecialties: 3,
  allOf: [
    { label: 'chirurgien', anyOf: ['SM05', 'SM11', 'SM12'] },
    { label: 'oncologue', anyOf: ['SM36'] },
    { label: 'radiothérapeute', anyOf: ['SM37', 'SM45'], modes: ['present', 'visio'] },
  ],
  recommended: [{ label: 'anatomopathologiste', anyOf: ['SM01'] }],
};
const CASE = { start: '2026-10-06T12:45:00+02:00', end: '2026-10-06T12:52:00+02:00' };

function doctor(specialty: string, change: Partial<QuorumParticipant> = {}): QuorumParticipant {
  const person = change.person ?? `Practitioner/${specialty}`;
  return {
    person,
    name: `Dr ${specialty}`,
    physician: true,
    mode: 'present',
    onCase: false,
    specialty,
    ...change,
  };
}
const TEAM = [doctor('SM05'), doctor('SM36'), doctor('SM45')];

describe('evaluateQuorum', () => {
  test('a surgeon, an oncologist and a radiotherapist in the room make it, and are its evidence', () => {
    const result = evaluateQuorum(RULE, TEAM, CASE);
    expect(result).toMatchObject({ status: 'reached', missing: [] });
    expect(result.evidence.map((one) => [one.specialty, one.mode])).toEqual([
      ['SM05', 'present'],
      ['SM36', 'present'],
      ['SM45', 'present'],
    ]);
    expect(result.advice).toEqual(['anatomopathologiste : recommandé, absent']);
  });

  test('says which competence is missing, and how many specialties', () => {
    const result = evaluateQuorum(RULE, TEAM.slice(0, 2), CASE);
    expect(result.status).toBe('not-reached');
    expect(result.missing).toEqual([
      '2 spécialités médicales sur 3 exigées',
      'radiothérapeute absent (présence ou visioconférence exigée)',
    ]);
  });

  test('one specialty, or none, is singular in French', () => {
    const missing = (people: number) => evaluateQuorum(RULE, TEAM.slice(0, people), CASE).missing[0];
    expect(missing(1)).toBe('1 spécialité médicale sur 3 exigées');
    expect(missing(0)).toBe('0 spécialité médicale sur 3 exigées');
  });

  test("names the rule's competence that nobody brought, where it is certain", () => {
    const twoOfThree = evaluateQuorum(RULE, TEAM.slice(0, 2), CASE);
    expect(twoOfThree.lacking).toEqual([RULE.allOf[2]]);
    expect(evaluateQuorum(RULE, [], CASE).lacking).toEqual(RULE.allOf);
    expect(evaluateQuorum(RULE, TEAM, CASE).lacking).toBeUndefined();
    const unsaid = doctor('SM45', { mode: undefined });
    expect(evaluateQuorum(RULE, [...TEAM.slice(0, 2), unsaid], CASE)).not.toHaveProperty('lacking');
    // Enough required competences, too few specialties: nothing to name.
    const wide = { ...RULE, allOf: RULE.allOf.slice(0, 1) };
    expect(evaluateQuorum(wide, [doctor('SM05')], CASE)).toMatchObject({
      status: 'not-reached',
      lacking: [],
    });
  });

  test('three specialties are not enough when a required one is not among them', () => {
    const result = evaluateQuorum(RULE, [doctor('SM05'), doctor('SM36'), doctor('SM01')], CASE);
    expect(result.status).toBe('not-reached');
    expect(result.missing).toEqual(['radiothérapeute absent (présence ou visioconférence exigée)']);
  });

  test('three physicians of one specialty are one specialty', () => {
    const rule = { ...RULE, allOf: [] };
    const people = ['a', 'b', 'c'].map((person) => doctor('SM36', { person }));
    expect(evaluateQuorum(rule, people, CASE).status).toBe('not-reached');
  });

  test('only physicians count', () => {
    const nurse = doctor('SM45', { physician: false });
    expect(evaluateQuorum(RULE, [...TEAM.slice(0, 2), nurse], CASE).status).toBe('not-reached');
  });

  test('people convened outside the quorum, excused or absent do not count', () => {
    for (const change of [{ inQuorum: false }, { mode: 'excused' as const }, { mode: 'absent' as const }]) {
      const result = evaluateQuorum(RULE, [...TEAM.slice(0, 2), doctor('SM45', change)], CASE);
      expect(result.status).toBe('not-reached');
    }
  });

  test('a written opinion counts for the case it was written for only', () => {
    const opinion = (onCase: boolean) => doctor('SM05', { mode: 'writtenOpinion', onCase });
    expect(evaluateQuorum(RULE, [opinion(true), ...TEAM.slice(1)], CASE).status).toBe('reached');
    expect(evaluateQuorum(RULE, [opinion(false), ...TEAM.slice(1)], CASE).status).toBe('not-reached');
  });

  test('the mode must be one the rule allows', () => {
    const opinion = doctor('SM45', { mode: 'writtenOpinion', onCase: true });
    expect(evaluateQuorum(RULE, [...TEAM.slice(0, 2), opinion], CASE).status).toBe('not-reached');
    const video = doctor('SM45', { mode: 'visio' });
    expect(evaluateQuorum(RULE, [...TEAM.slice(0, 2), video], CASE).status).toBe('reached');
    const roomOnly: QuorumRule = { ...RULE, modes: ['present'] };
    expect(evaluateQuorum(roomOnly, [...TEAM.slice(0, 2), video], CASE).status).toBe('not-reached');
  });

  test('one person fills one requirement, even when two lists share their specialty', () => {
    const rule: QuorumRule = {
      ...RULE,
      minDistinctSpecialties: 1,
      allOf: [
        { label: 'opérateur', anyOf: ['SM05', 'SM36'] },
        { label: 'oncologue', anyOf: ['SM36'] },
      ],
    };
    const first = doctor('SM36', { person: 'a' });
    expect(evaluateQuorum(rule, [first], CASE).missing).toEqual(['oncologue absent']);
    expect(evaluateQuorum(rule, [first, doctor('SM05')], CASE).status).toBe('reached');
    expect(evaluateQuorum(rule, [doctor('SM05'), first], CASE).status).toBe('reached');
  });

  test('two specialties recorded for one person contradict each other: unknown, with the question', () => {
    const twice = [doctor('SM05', { person: 'x' }), doctor('SM45', { person: 'x' })];
    const result = evaluateQuorum(RULE, [...twice, doctor('SM36'), doctor('SM12')], CASE);
    expect(result.status).toBe('unknown');
    expect(result.missing.join()).toContain('deux spécialités pour une même personne (SM05, SM45)');
  });

  test('an unrecorded mode or specialty gives unknown only when it could change the answer', () => {
    const unsaid = doctor('SM45', { mode: undefined });
    const result = evaluateQuorum(RULE, [...TEAM.slice(0, 2), unsaid], CASE);
    expect(result.status).toBe('unknown');
    expect(result.missing).toContain('Dr SM45 : mode de participation non renseigné');
    expect(evaluateQuorum(RULE, [doctor('SM05'), unsaid], CASE).status).toBe('not-reached');
    const somebody = doctor('SM45', { specialty: undefined });
    expect(evaluateQuorum(RULE, [...TEAM.slice(0, 2), somebody], CASE).status).toBe('unknown');
    const someProfession = doctor('SM45', { physician: undefined });
    expect(evaluateQuorum(RULE, [...TEAM.slice(0, 2), someProfession], CASE).status).toBe('unknown');
  });

  test('a favourable reading may move a certain person to another requirement', () => {
    const rule: QuorumRule = {
      ...RULE,
      minDistinctSpecialties: 1,
      allOf: [
        { label: 'opérateur', anyOf: ['SM05', 'SM36'] },
        { label: 'oncologue', anyOf: ['SM36'] },
      ],
    };
    const open = doctor('SM05', { mode: undefined });
    expect(evaluateQuorum(rule, [doctor('SM36', { person: 'a' }), open], CASE).status).toBe('unknown');
  });

  test('no rule in force: unknown, said so', () => {
    expect(evaluateQuorum(undefined, TEAM, CASE)).toMatchObject({ status: 'unknown', evidence: [] });
    expect(evaluateQuorum(undefined, TEAM, CASE).missing[0]).toMatch(/aucune règle/);
  });

  test('nobody at all: not reached', () => {
    expect(evaluateQuorum(RULE, [], CASE)).toMatchObject({ status: 'not-reached', evidence: [] });
  });
});

const CODES = ['SM01', 'SM05', 'SM11', 'SM12', 'SM36', 'SM37', 'SM45'];
const someone = fc.record({
  person: fc.integer({ min: 0, max: 5 }).map((n) => `Practitioner/${n}`),
  name: fc.constant('Dr X'),
  physician: fc.constantFrom(true, true, false, undefined),
  specialty: fc.option(fc.constantFrom(...CODES), { nil: undefined }),
  mode: fc.constantFrom('present', 'visio', 'writtenOpinion', 'excused', 'absent', undefined),
  inQuorum: fc.constantFrom(true, true, false, undefined),
  onCase: fc.boolean(),
  period: fc.constantFrom(undefined, { start: CASE.end }, { end: CASE.start }, { start: CASE.start }),
}) as fc.Arbitrary<QuorumParticipant>;
const sheet = fc.array(someone, { maxLength: 9 });

describe('evaluateQuorum, for any attendance sheet', () => {
  test('the order of the lines does not matter', () => {
    fc.assert(
      fc.property(sheet, fc.infiniteStream(fc.nat()), (lines, keys) => {
        const shuffled = lines
          .map((line) => ({ line, key: keys.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ line }) => line);
        expect(evaluateQuorum(RULE, shuffled, CASE).status).toBe(evaluateQuorum(RULE, lines, CASE).status);
        expect(evaluateQuorum(RULE, shuffled, CASE).evidence).toEqual(
          evaluateQuorum(RULE, lines, CASE).evidence,
        );
      }),
      { numRuns: 500 },
    );
  });

  test('one more present physician never undoes a quorum', () => {
    fc.assert(
      fc.property(sheet, fc.constantFrom(...CODES), (lines, code) => {
        const rank = { 'not-reached': 0, unknown: 1, reached: 2 };
        const before = evaluateQuorum(RULE, lines, CASE).status;
        const after = evaluateQuorum(RULE, [...lines, doctor(code, { person: 'new' })], CASE).status;
        expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
      }),
      { numRuns: 500 },
    );
  });

  test('reached holds three specialties from three people, each of them there', () => {
    fc.assert(
      fc.property(fc.array(someone, { minLength: 3, maxLength: 12 }), (lines) => {
        const { status, evidence } = evaluateQuorum(RULE, [...lines, ...TEAM.slice(1)], CASE);
        fc.pre(status === 'reached');
        expect(new Set(evidence.map((one) => one.specialty)).size).toBeGreaterThanOrEqual(3);
        expect(new Set(evidence.map((one) => one.person)).size).toBe(evidence.length);
      }),
    );
  });
});
