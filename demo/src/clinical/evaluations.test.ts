import { describe, expect, it } from 'vitest';
import { random } from '../base/random.ts';
import { caseOf } from '../testing/case.ts';
import { octoberStory } from '../testing/month.ts';
import { problems } from '../testing/profiles.ts';
import { drawG8, functionalPart, g8Part, pregnancyPart, screeningPart, wishesPart } from './evaluations.ts';

const woman = octoberStory().members.find(({ plan }) => plan.person.sex === 'F')!.plan;
const man = octoberStory().members.find(({ plan }) => plan.person.sex === 'M')!.plan;

describe('drawG8', () => {
  const draws = (age: number, ecog: number, always = false) =>
    Array.from({ length: 100 }, (_, i) => drawG8(age, ecog, always, random(`g8 ${i}`)));

  it('is prompted from 75, optional from 70, absent before', () => {
    expect(draws(75, 1).every((one) => one !== undefined)).toBe(true);
    const optional = draws(72, 1).filter((one) => one !== undefined).length;
    expect(optional).toBeGreaterThan(25);
    expect(optional).toBeLessThan(75);
    expect(draws(60, 1).some((one) => one !== undefined)).toBe(false);
  });

  it('is always there for the RCP of oncogeriatrics', () => {
    expect(draws(60, 1, true).every((one) => one !== undefined)).toBe(true);
  });

  it('stays between 0 and 17 by half points, lower for a worse index', () => {
    const mean = (all: (number | undefined)[]) =>
      all.reduce<number>((sum, one) => sum + one!, 0) / all.length;
    for (const one of [...draws(80, 0), ...draws(80, 2), ...draws(80, 4)]) {
      expect(one! >= 0 && one! <= 17 && (one! * 2) % 1 === 0).toBe(true);
    }
    expect(mean(draws(80, 2))).toBeLessThan(mean(draws(80, 0)) - 2);
  });
});

describe('g8Part', () => {
  it.each([
    [14, 'altéré'],
    [14.5, 'normal'],
    [13.5, 'altéré'],
  ])('%d is %s: decided on the decimal', (g8, word) => {
    const { entries, lines } = g8Part(caseOf('sein-luminal-a-conservateur', { g8 }));
    expect(lines[0]).toContain(`(${word})`);
    expect(lines[0]).toContain(String(g8).replace('.', ','));
    expect(entries[0]!.valueQuantity?.value).toBe(g8);
    expect(entries.flatMap(problems)).toEqual([]);
  });

  it('is empty without score', () => {
    expect(g8Part(caseOf('sein-luminal-a-conservateur'))).toEqual({ entries: [], lines: [] });
  });
});

describe('functionalPart', () => {
  it('codes the performance index with the LOINC answer of its rank', () => {
    const context = caseOf('hematologie-myelome');
    const { entries, lines } = functionalPart({ ...context, disease: { ...context.disease, ecog: 2 } });
    expect(entries[0]!.valueCodeableConcept?.coding?.[0]?.code).toBe('LA9624-3');
    expect(entries[0]!.code.coding!.map(({ code }) => code)).toEqual(['89262-0', '89247-1']);
    expect(lines[0]).toBe('Indice de performance OMS : 2.');
  });

  it('adds the evaluation that the RCP of oncogeriatrics made', () => {
    const { entries, lines } = functionalPart(caseOf('oncogeriatrie-abstention', { g8: 8 }));
    expect(entries).toHaveLength(3);
    expect(lines.at(-1)).toContain('Balducci III');
    expect(entries.flatMap(problems)).toEqual([]);
  });
});

describe('pregnancyPart', () => {
  it('is for women of the scenarios that ask for it', () => {
    const own = caseOf('sein-triple-negatif', { patient: woman, age: 34 });
    const { entries } = pregnancyPart(own);
    expect(entries.map(({ code }) => code.coding?.[0]?.code)).toEqual(['11996-6', '11977-6', 'ORG-173']);
    expect(entries.flatMap(problems)).toEqual([]);
    expect(pregnancyPart({ ...own, patient: man }).entries).toEqual([]);
    expect(pregnancyPart(caseOf('urologie-rein-localise', { patient: woman })).entries).toEqual([]);
  });

  it('never plans a pregnancy after 43', () => {
    const plans = Array.from({ length: 30 }, (_, i) =>
      pregnancyPart(caseOf('sein-triple-negatif', { patient: woman, age: 60, rng: random(`p${i}`) })),
    );
    expect(plans.some(({ entries }) => entries[2]!.valueBoolean)).toBe(false);
  });
});

describe('wishesPart and screeningPart', () => {
  it('quotes the wishes of the presentation', () => {
    const { entries, lines } = wishesPart(caseOf('sein-luminal-b-n-plus'));
    expect(entries[0]!.valueString).toBe(lines[0]);
    expect(lines[0]).toContain('mastectomie');
  });

  it('is often silent when the presentation has none', () => {
    const all = Array.from({ length: 40 }, (_, i) =>
      wishesPart(caseOf('thorax-mesotheliome', { rng: random(`w${i}`) })),
    );
    const silent = all.filter(({ entries }) => entries.length === 0).length;
    expect(silent).toBeGreaterThan(20);
    expect(silent).toBeLessThan(40);
  });

  it('says how the cancer was found', () => {
    const context = caseOf('sein-canalaire-in-situ');
    expect(screeningPart(context)).toMatchObject({
      entries: [{ valueBoolean: true }],
      lines: ['Cancer découvert par un dépistage : oui.'],
    });
  });
});
