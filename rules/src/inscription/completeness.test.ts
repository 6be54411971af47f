import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CaseFacts, completeness } from './completeness.ts';
import { factsOf, yearsAt } from './facts.ts';
import { fullDraft, NOW, patient, rcp } from './fixture.ts';
import { PIECES } from './pieces.ts';

const BOOLEANS = [
  'identified',
  'qualified',
  'motive',
  'question',
  'summary',
  'tumour',
  'tnm',
  'ecog',
  'g8',
  'phase',
  'pathology',
  'imaging',
  'treatments',
  'doctor',
  'requester',
  'informed',
] as const;
const all = (value: boolean): CaseFacts =>
  ({ ...Object.fromEntries(BOOLEANS.map((name) => [name, value])), opposed: false }) as unknown as CaseFacts;

describe('the score', () => {
  test('is 100 when all is there, 0 when nothing is', () => {
    expect(completeness({ ...all(true), age: 80, thematic: 'sein' })).toMatchObject({
      score: 100,
      missing: [],
      sendable: true,
    });
    expect(completeness({ ...all(false), age: 80, thematic: 'sein' })).toMatchObject({
      score: 0,
      sendable: false,
    });
  });

  test('never falls when a piece comes in, and only says 100 of a whole record', () => {
    const facts = fc.record(Object.fromEntries(BOOLEANS.map((name) => [name, fc.boolean()])));
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom(...BOOLEANS),
        fc.integer({ min: 20, max: 95 }),
        (some, added, age) => {
          const before = { ...all(false), ...some, age } as CaseFacts;
          const [one, two] = [completeness(before), completeness({ ...before, [added]: true })];
          expect(two.score).toBeGreaterThanOrEqual(one.score);
          expect(one.score === 100).toBe(one.missing.length === 0);
        },
      ),
    );
  });

  test('what blocks is told first, then what weighs most', () => {
    const { missing } = completeness(all(false));
    const blocking = missing.map((one) => one.blocking);
    expect(blocking).toEqual([...blocking].sort((a, b) => Number(b) - Number(a)));
    expect(missing[0]!.key).toBe('question');
  });
});

describe('what is asked depends on the case', () => {
  const keys = (facts: Partial<CaseFacts>) =>
    completeness({ ...all(false), ...facts }).missing.map(({ key }) => key);

  test('the G8 from 75 on, not before, not of an unknown age', () => {
    expect(keys({ age: 75 })).toContain('g8');
    expect(keys({ age: 74 })).not.toContain('g8');
    expect(keys({})).not.toContain('g8');
  });

  test('no TNM in haematology, no pathology in supportive care', () => {
    expect(keys({ thematic: 'hematologie' })).not.toContain('tnm');
    expect(keys({ thematic: 'sein' })).toContain('tnm');
    expect(keys({ thematic: 'support' })).not.toContain('pathology');
  });

  test('opposition is not information', () => {
    expect(keys({ informed: true, opposed: true })).toContain('informed');
  });
});

test('every piece names a cure, and a weight that counts', () => {
  for (const piece of PIECES) {
    expect(piece.ask.length).toBeGreaterThan(piece.label.length - 10);
    expect(piece.weight).toBeGreaterThan(0);
  }
  expect(new Set(PIECES.map(({ key }) => key)).size).toBe(PIECES.length);
});

describe('facts of a draft', () => {
  test('the full draft of the golden record is complete', () => {
    const facts = factsOf(fullDraft(), patient, rcp, [], NOW);
    expect(completeness(facts).missing.map(({ key }) => key)).toEqual([]);
    expect(facts.thematic).toBe('sein');
  });

  test('a document proves a piece that no text quotes', () => {
    const draft = { ...fullDraft(), clinical: { ...fullDraft().clinical, reports: [], exams: undefined } };
    const document = (code: string) => ({
      resourceType: 'DocumentReference' as const,
      status: 'current' as const,
      type: { coding: [{ code }] },
      content: [] as never,
    });
    expect(factsOf(draft, patient, rcp, [], NOW)).toMatchObject({ pathology: false, imaging: false });
    expect(factsOf(draft, patient, rcp, [document('60568-3')], NOW)).toMatchObject({
      pathology: true,
      imaging: false,
    });
    expect(factsOf(draft, patient, rcp, [document('18748-4')], NOW)).toMatchObject({
      pathology: false,
      imaging: true,
    });
  });

  test('a patient without any number cannot get a document', () => {
    expect(factsOf(fullDraft(), { ...patient, identifier: [] }, rcp, [], NOW).identified).toBe(false);
  });

  test('a relapse counts once it is dated: the record refuses it before', () => {
    const phase = (value: { kind: 'relapse'; date?: string }) => {
      const draft = fullDraft();
      return factsOf({ ...draft, clinical: { ...draft.clinical, phase: { value } } }, patient, rcp, [], NOW)
        .phase;
    };
    expect([phase({ kind: 'relapse' }), phase({ kind: 'relapse', date: '2026-10-01' })]).toEqual([
      false,
      true,
    ]);
  });

  test('age on a day, to the day', () => {
    expect([yearsAt('1951-11-02', NOW), yearsAt('1951-11-03', NOW), yearsAt('1951', NOW)]).toEqual([
      75,
      74,
      undefined,
    ]);
  });
});
