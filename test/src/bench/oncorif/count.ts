/**
 * Counts a month of a projection, in a process of its own so that its memory is its own:
 * `node count.ts FILE MONTH engine|loop [READ...]`. Prints JSON.
 *
 * `engine` streams the lines; READ are the months before that are read too, for rolling windows. `loop` is the
 * plain count of the tests over the same lines of the month.
 */
import { createReadStream, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { assembleSession, IndicatorEngine } from '@dcc/rules';
import type { Resource } from '@medplum/fhirtypes';
import { published } from '../../../../rules/src/indicators/testing/measures.ts';
import { oracleCounts } from '../../oracle/counts.ts';
import type { RegionIndex, SessionLine } from './region.ts';

export interface CountCost {
  readonly fiches: number;
  readonly units: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  /** Largest the process ever was. */
  readonly peakMb: number;
  /** Of the total row: the same by every way. */
  readonly validated: number | undefined;
}

async function* linesOf(file: string, [from, to]: readonly [number, number]): AsyncGenerator<SessionLine> {
  const input = createReadStream(file, { start: from, end: to - 1, highWaterMark: 1 << 18 });
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    yield JSON.parse(line) as SessionLine;
  }
}

const referenceOf = (resource: Resource): string => `${resource.resourceType}/${resource.id}`;

/** By the engine, line by line. */
export async function countByEngine(file: string, month: string, before: readonly string[] = []) {
  const { directory, months } = JSON.parse(readFileSync(`${file}.index.json`, 'utf8')) as RegionIndex;
  const { measures, libraries } = published();
  const read = [...before, month];
  const engine = new IndicatorEngine(measures, libraries, [month], { read });
  const known = new Map(directory.map((resource) => [referenceOf(resource), resource]));
  let units = 0;
  let fiches = 0;
  for (const one of read) {
    for await (const { related, ...record } of linesOf(file, months[one]!)) {
      const own = new Map(related.map((resource) => [referenceOf(resource), resource]));
      const assembled = assembleSession(record, (reference) => own.get(reference) ?? known.get(reference));
      for (const unit of assembled.units) engine.add(unit);
      units += assembled.units.length;
      fiches += record.cases.length;
    }
  }
  const results = engine.results();
  const a1 = results.find(({ measure }) => measure.url?.endsWith('/A1'));
  if (engine.failures.length > 0) throw new Error(JSON.stringify(engine.failures));
  return { units, fiches, validated: a1?.groups[0]?.total.value };
}

/** By plain loops, which hold the month whole. */
export async function countByLoop(file: string, month: string) {
  const { directory, months } = JSON.parse(readFileSync(`${file}.index.json`, 'utf8')) as RegionIndex;
  const resources: Resource[] = [...directory];
  let fiches = 0;
  for await (const { session, cases, compositions, linked, related } of linesOf(file, months[month]!)) {
    resources.push(session, ...cases, ...compositions, ...linked, ...related);
    fiches += cases.length;
  }
  const rows = oracleCounts(resources, [month]);
  const a1 = rows.find(
    ({ indicateur, dimension_level }) => indicateur === 'A1' && dimension_level === 'total',
  );
  return { units: rows.length, fiches, validated: a1?.valeur };
}

if (import.meta.main) {
  const [file = '', month = '', how = '', ...before] = process.argv.slice(2);
  const start = performance.now();
  const cpu = process.cpuUsage();
  const counted = await (how === 'loop' ? countByLoop(file, month) : countByEngine(file, month, before));
  const { user, system } = process.cpuUsage(cpu);
  const cost: CountCost = {
    ...counted,
    wallMs: performance.now() - start,
    cpuMs: (user + system) / 1000,
    peakMb: process.resourceUsage().maxRSS / 1024,
  };
  console.log(JSON.stringify(cost));
}
