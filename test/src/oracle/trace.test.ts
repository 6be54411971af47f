import { describe, expect, it } from 'vitest';
import { everyResource, MONTH } from '../../../demo/src/testing/month.ts';
import { resourcesBehind, TraceReports } from '../../../rules/src/indicators/index.ts';
import { countAll } from '../../../rules/src/indicators/testing/count.ts';
import { readFacts } from './facts.ts';

/** The trace of the demonstration's month beside the plain reading of its raw resources. */
describe('from a cell of the demonstration to its resources', () => {
  const resources = everyResource();
  const trace = new TraceReports();
  const { reports } = countAll(resources, [MONTH], [], { trace: trace.add });
  const companions = [...trace.reports('2026-11-02')];
  const cases = new Map(
    resources.flatMap((one) =>
      one.resourceType === 'Encounter' && one.partOf ? [[`Encounter/${one.id}`, one]] : [],
    ),
  );
  const behind = (id: string, population: string, places = {}) =>
    resourcesBehind(
      companions.filter(({ measure }) => measure.includes(`/${id}|`)),
      { population, places },
    );

  it('gives every validated case of a thematic, and no other', () => {
    for (const thematique of ['sein', 'digestif', 'oncogeriatrie']) {
      const facts = readFacts(resources).filter((session) => session.thematic === thematique);
      const validated = facts
        .flatMap((session) => session.cases)
        .filter((one) => one.fiches.some((fiche) => fiche.validated));
      const found = behind('A1', 'fiches_validees/numerator', { thematique });
      expect(found.length).toBeGreaterThan(5);
      expect(found).toHaveLength(validated.length);
      expect(found.every((reference) => cases.has(reference))).toBe(true);
    }
  });

  it('tells each establishment of its own cases only: organised there, or asked for from there', () => {
    const stranger = companions.flatMap(({ reporter, evaluatedResource }) =>
      (evaluatedResource ?? [])
        .map(({ reference }) => cases.get(reference ?? ''))
        .filter((one) => one && !JSON.stringify(one).includes(reporter!.reference!)),
    );
    expect(stranger).toEqual([]);
    expect(new Set(companions.map(({ reporter }) => reporter?.reference)).size).toBeGreaterThan(2);
  });

  it('holds references, no name: nothing of a patient but the id of the case', () => {
    const text = JSON.stringify(companions);
    const names = resources.flatMap((one) => (one.resourceType === 'Patient' ? one.name![0]!.family! : []));
    expect(names.filter((name) => text.includes(name))).toEqual([]);
    expect(text).not.toContain('Patient/');
    expect(JSON.stringify(reports)).not.toMatch(/Encounter\/|Composition\//);
  });

  it('stays small: under a kilobyte per resource and indicator', () => {
    const traced = companions.reduce((sum, { evaluatedResource }) => sum + evaluatedResource!.length, 0);
    expect(traced).toBeGreaterThan(1_000);
    expect(JSON.stringify(companions).length / traced).toBeLessThan(1_000);
  });
});
