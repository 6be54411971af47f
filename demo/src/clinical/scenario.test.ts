import { codesOf } from '@dcc/fhir-profiles';
import { describe, expect, it } from 'vitest';
import { words } from '../base/data.ts';
import { random } from '../base/random.ts';
import { disease } from './disease.ts';
import { type Presentation, SCENARIOS, scenariosOf } from './scenario.ts';
import { fill, type TextContext } from './texts.ts';

const codes = (set: Parameters<typeof codesOf>[0]) => new Set(codesOf(set).map(({ code }) => code));
const TUMOURS = codes('jdv-tumeur');
const MORPHOLOGIES = codes('jdv-morphologie');
const TREATMENTS = codes('jdv-type-traitement-frcp');

/** Every text of a scenario or of one of its presentations. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return value && typeof value === 'object' ? Object.values(value).flatMap(texts) : [];
}

describe('scenarios', () => {
  it('are enough for a doctor not to read the same case twice', () => {
    expect(SCENARIOS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(SCENARIOS.map(({ id }) => id)).size).toBe(SCENARIOS.length);
    for (const thematic of ['sein', 'digestif', 'thorax', 'urologie', 'hematologie']) {
      expect(scenariosOf(thematic).length, thematic).toBeGreaterThanOrEqual(6);
    }
    const summaries = SCENARIOS.flatMap(({ presentations }) =>
      presentations.map(({ summary }) => words(summary)),
    );
    expect(new Set(summaries).size).toBe(summaries.length);
  });

  it.each(SCENARIOS.map((one) => [one.id, one] as const))('%s names codes that exist', (_, scenario) => {
    for (const tumour of scenario.tumours ?? []) {
      for (const { code } of tumour.topography) if (code) expect(TUMOURS).toContain(code);
      if (tumour.morphology.code) expect(MORPHOLOGIES).toContain(tumour.morphology.code);
    }
    for (const { decision, treatments } of scenario.presentations) {
      for (const { code } of [...decision.lines, ...(treatments ?? [])]) expect(TREATMENTS).toContain(code);
      expect(decision.lines.length).toBeGreaterThan(0);
    }
  });

  it.each(SCENARIOS.map((one) => [one.id, one] as const))(
    '%s has texts whose variables are all known',
    (_, scenario) => {
      const drawn = disease(scenario, random(scenario.id));
      const context: TextContext = { sex: 'F', age: 70, day: '2026-10-06', disease: drawn, g8: 13.5 };
      for (const text of texts([scenario.history, scenario.tumours, scenario.presentations])) {
        expect(fill(text, context)).not.toMatch(/[{}]/);
      }
    },
  );

  it('say why there is no tumour when there is none', () => {
    for (const { id, transversal, tumours, tumourAbsent } of SCENARIOS) {
      if (transversal) expect(tumours, id).toBeUndefined();
      else expect(tumours!.length > 0, id).toBe(tumourAbsent === undefined);
    }
  });

  it('have a TNM for solid tumours and none in haematology', () => {
    for (const { id, tumours } of SCENARIOS) {
      for (const { tnm } of tumours ?? []) {
        if (id.startsWith('hematologie')) expect(tnm, id).toEqual({ absent: 'not-applicable' });
        else if ('variants' in tnm) expect(tnm.variants.length, id).toBeGreaterThan(0);
      }
    }
  });

  it('write TNM categories and stage groups in the form of the UICC', () => {
    for (const { id, tumours } of SCENARIOS) {
      for (const { tnm } of tumours ?? []) {
        for (const one of 'variants' in tnm ? tnm.variants : []) {
          expect(one.t, id).toMatch(/^T(X|0|is|[1-4][a-d]?)$/);
          expect(one.n, id).toMatch(/^N(X|[0-3][a-c]?)$/);
          expect(one.m, id).toMatch(/^M(0|1[a-c]?[12]?)$/);
          expect(one.stage, id).toMatch(/^(0|I{1,3}|IV)([A-D][1-3]?)?$/);
        }
      }
    }
  });

  it('give a metastatic stage to metastatic tumours only', () => {
    for (const { id, tumours } of SCENARIOS) {
      for (const { tnm } of tumours ?? []) {
        for (const { m, stage } of 'variants' in tnm ? tnm.variants : [])
          expect(stage.startsWith('IV'), id).toBe(m !== 'M0');
      }
    }
  });

  it('date what is past before the session and what is asked after it', () => {
    const all: Presentation[] = SCENARIOS.flatMap(({ presentations }) => [...presentations]);
    for (const { treatments, operative, pathology, molecular, decision, reason } of all) {
      for (const { start, end } of treatments ?? []) {
        expect(start, words(reason)).toBeLessThan(0);
        if (end !== undefined) expect(end).toBeGreaterThanOrEqual(start);
      }
      for (const report of [operative, pathology, ...(molecular ?? [])])
        if (report) expect(report.day).toBeLessThan(0);
      for (const exam of decision.exams ?? []) expect(exam.to).toBeGreaterThanOrEqual(exam.from);
    }
  });

  it('end a treatment that is completed or stopped, and only then', () => {
    const all = SCENARIOS.flatMap(({ presentations }) =>
      presentations.flatMap(({ treatments }) => treatments ?? []),
    );
    for (const { status, end, text } of all)
      expect(end === undefined, words(text)).toBe(status === 'in-progress');
  });

  it('give a reason whenever the référentiel is not followed', () => {
    const all = SCENARIOS.flatMap(({ presentations }) => presentations.map(({ referentiel }) => referentiel));
    expect(all.filter(({ conformity, reason }) => conformity !== 'conform' && !reason)).toEqual([]);
  });
});
