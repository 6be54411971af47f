import type { Resource } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { benchIndicators } from './indicators.ts';

describe('benchIndicators', () => {
  it('counts every case and session of its story, and runs both counts on the same resources', () => {
    const seen: { resources: readonly Resource[]; months: readonly string[] }[] = [];
    const result = benchIndicators({
      fiches: 25,
      rounds: 3,
      plainLoop: (resources, months) => seen.push({ resources, months }),
    });
    expect(result).toMatchObject({ fiches: 25, units: 25 + 3 });
    expect(seen).toHaveLength(3);
    expect(seen[0]!.months).toEqual(['2026-10']);
    const fiches = seen[0]!.resources.filter((one) => one.resourceType === 'Composition');
    expect(new Set(fiches.map((one) => one.identifier?.value)).size).toBe(25);
    expect(fiches[0]!.section!.length).toBeGreaterThan(10);
  });

  it('gives times and their ratio from one run', () => {
    const plainLoop = (resources: readonly Resource[]) => JSON.stringify(resources).length;
    const { parseMs, engineMs, loopMs, ratio, unitsPerSecond } = benchIndicators({
      fiches: 40,
      rounds: 1,
      plainLoop,
    });
    expect(Math.min(parseMs, engineMs, loopMs)).toBeGreaterThanOrEqual(0);
    expect(ratio).toBeCloseTo((parseMs + engineMs) / (parseMs + loopMs));
    expect(unitsPerSecond).toBe(Math.round((44 / engineMs) * 1000));
  });
});
