import { readFileSync } from 'node:fs';
import type { Composition, Resource } from '@medplum/fhirtypes';
import { assembleSession, gatherSessions, IndicatorEngine } from '../src/indicators/index.ts';
import { published } from '../src/indicators/testing/measures.ts';
import { type Quorum, World } from '../src/indicators/testing/world.ts';

export interface BenchOptions {
  /** Fiches counted; a month of the region has about 13,000. */
  readonly fiches?: number;
  readonly rounds?: number;
  /** The plain count over the same resources: the oracle of the tests. */
  readonly plainLoop: (resources: readonly Resource[], months: readonly string[]) => unknown;
}

export interface BenchResult {
  readonly fiches: number;
  readonly units: number;
  /** Median milliseconds of processor time: reading the text, counting by the engine, counting by loops. */
  readonly parseMs: number;
  readonly engineMs: number;
  readonly loopMs: number;
  readonly unitsPerSecond: number;
  /** Engine over plain loop, both with the reading of the same text, in this run. */
  readonly ratio: number;
  /** The same without the reading. */
  readonly ratioWithoutReading: number;
  readonly heapMb: number;
}

const MONTHS = ['2026-10'];

/**
 * How fast Measures are counted, beside plain loops over the same NDJSON in the same process
 * (spec/indicators.md, issue 5 "Speed": at most 4 times).
 */
export function benchIndicators({ fiches = 2_000, rounds = 5, plainLoop }: BenchOptions): BenchResult {
  const lines = story(fiches).map((resource) => JSON.stringify(resource));
  const times = { parse: [] as number[], engine: [] as number[], loop: [] as number[] };
  let units = 0;
  for (let round = 0; round < rounds; round++) {
    let resources: Resource[] = [];
    times.parse.push(timed(() => (resources = lines.map((line) => JSON.parse(line)))));
    times.engine.push(timed(() => (units = count(resources))));
    times.loop.push(timed(() => plainLoop(resources, MONTHS)));
  }
  const [parseMs, engineMs, loopMs] = [median(times.parse), median(times.engine), median(times.loop)];
  return {
    fiches,
    units,
    parseMs,
    engineMs,
    loopMs,
    unitsPerSecond: Math.round((units / engineMs) * 1000),
    ratio: (parseMs + engineMs) / (parseMs + loopMs),
    ratioWithoutReading: engineMs / loopMs,
    heapMb: Math.round(process.memoryUsage().heapUsed / 1e6),
  };
}

function count(resources: readonly Resource[]): number {
  const { measures, libraries } = published();
  const engine = new IndicatorEngine(measures, libraries, MONTHS);
  const { records, lookup } = gatherSessions(resources);
  let units = 0;
  for (const record of records) {
    for (const unit of assembleSession(record, lookup).units) {
      engine.add(unit);
      units += 1;
    }
  }
  if (engine.failures.length > 0) throw new Error(JSON.stringify(engine.failures));
  engine.results();
  return units;
}

/** Sessions of ten cases and eight people; each fiche has the sections of the golden example. */
function story(fiches: number): Resource[] {
  const golden = new URL('../../fhir-profiles/examples/golden/frcp.json', import.meta.url);
  const { section } = JSON.parse(readFileSync(golden, 'utf8')) as Composition;
  const world = new World();
  const answers: Quorum[] = ['ORG-126', 'ORG-126', 'ORG-133', 'GEN-010'];
  const patients = Array.from({ length: Math.ceil(fiches / 1.3) }, (_, i) =>
    world.patient(i % 5 === 0 ? {} : { ins: String(i), status: 'VALI' }),
  );
  for (let n = 0; n < fiches; n += 10) {
    const day = String(1 + ((n / 10) % 30)).padStart(2, '0');
    const attendance = [0, 1, 2, 3, 4, 5, 6, 0].map((role) => ({ role, mode: 'present' as const }));
    const session = world.session({ start: `2026-10-${day}T12:30:00+02:00`, rcp: (n / 10) % 4, attendance });
    for (let i = n; i < Math.min(n + 10, fiches); i++) {
      const patient = patients[(i * 7) % patients.length]!;
      const inscribed = '2026-09-28T08:00:00Z';
      const passage = world.passage({
        session,
        patient,
        requester: i % 4,
        quorum: answers[i % 4],
        inscribed,
      });
      const versions = world.fiche(
        passage,
        i % 9 === 0 ? ['final', 'amended'] : i % 8 === 0 ? ['preliminary'] : ['final'],
        undefined,
        ['2026-11-01T09:00:00Z', '2026-11-02T09:00:00Z'],
      );
      for (const version of versions) version.section = section;
    }
  }
  return world.resources;
}

// Processor time: the machine may be shared.
function timed(run: () => unknown): number {
  const start = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1]!;
}
