import { beforeAll, describe, expect, it } from 'vitest';
import { checkCda, ourPatterns } from './check.ts';
import { goldenCda } from './golden-cda.ts';
import { MUTANTS } from './mutants.ts';
import { mutate } from './mutate.ts';
import type { Assert, Pattern } from './schematron.ts';

const asserts: Assert[] = ourPatterns().flatMap(({ rules }) => rules.flatMap((rule) => rule.asserts));
const ids = [...new Set(asserts.map(({ id }) => id))].sort();

/** Patterns without one rule, as if its author had never written it. */
const without = (id: string, patterns = ourPatterns()): Pattern[] =>
  patterns.map((pattern) => ({
    ...pattern,
    rules: pattern.rules.map((rule) => ({ ...rule, asserts: rule.asserts.filter((one) => one.id !== id) })),
  }));

/** Those that hold a rule: patterns say nothing of each other, the others were run with it a line before. */
const holding = (id: string): Pattern[] =>
  ourPatterns().filter(({ rules }) => rules.some((rule) => rule.asserts.some((one) => one.id === id)));

let golden = '';
beforeAll(async () => {
  // A short PDF: hundreds of faults are parsed, and the copy is most of the document.
  golden = (await goldenCda(Buffer.from(`%PDF-1.4\n${'x'.repeat(601)}\n%%EOF\n`))).whole;
});

describe('the golden fiche', () => {
  it('has no defect, not even a warning, with its real copy', async () => {
    expect(checkCda((await goldenCda()).whole)).toEqual([]);
  });

  it('has none either with the copy these tests put in its place', () => {
    expect(checkCda(golden)).toEqual([]);
  });
});

describe('every rule', () => {
  it('has a fault that shows it, and every fault its rule', () => {
    expect(Object.keys(MUTANTS).sort()).toEqual(ids);
    expect(ids.length).toBeGreaterThan(200);
  });

  it('names its field and says in French what is wrong and what to do', () => {
    for (const { id, field, message } of asserts) {
      const said = message.map((part) => part.text ?? 'X').join('');
      expect(field, id).toMatch(/^\p{Lu}/u);
      // What is wrong, then the cure, or who does it: at least two sentences or parts.
      expect(said.trim(), id).toMatch(/^\p{Lu}.*[.,:?;] .*\.$/su);
      expect(said, id).not.toMatch(/TODO|undefined|missing|invalid/i);
    }
  });

  it.each(ids)('%s refuses its fault, alone, in words', (id) => {
    const faulty = mutate(golden, MUTANTS[id]!);
    const defects = checkCda(faulty);
    expect([...new Set(defects.map(({ code }) => code))]).toEqual([id]);
    const rule = asserts.filter((one) => one.id === id);
    for (const defect of defects) {
      expect(rule.map(({ field }) => field)).toContain(defect.field);
      expect(defect.severity).toBe(rule[0]!.severity);
      expect(defect.path).toMatch(/^\/ClinicalDocument/);
      expect(defect.message).not.toMatch(/«\s*»/);
    }
    // Taken out, its fault passes: nothing else holds it, so this test would fail.
    expect(checkCda(faulty, { patterns: without(id, holding(id)) })).toEqual([]);
  });

  it('taken out is missed by no other, in any pattern', () => {
    for (const id of ids.filter((_, n) => n % 20 === 0)) {
      expect(checkCda(mutate(golden, MUTANTS[id]!), { patterns: without(id) }), id).toEqual([]);
    }
  });
});
