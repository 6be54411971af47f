/**
 * Counts a month of a projection, in a process of its own so that its memory is its own:
 * `node count.ts FILE MONTH engine|loop [READ...]`. Prints JSON.
 *
 * `engine` streams the lines; READ are the months before that are read too, for rolling windows. `loop` is the
 * plain count of the tests over the same lines of the month.
 */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { assembleSession, IndicatorEngine } from '@dcc/rules';
import type { Resource } from '@medplum/fhirtypes';
import { published } from '../../../../rules/src/indicators/testing/measures.ts';
import { oracleCounts } from '../../oracle/counts.ts';
import { ownPeakMb } from './peak.ts';
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

/** Longest line that is read, in bytes: a session of eight cases has some 28 kB. */
const LONGEST = 1 << 20;

/** By one buffer: streams leave a new one behind for each piece, and their garbage would be measured with the count. */
function* linesOf(file: string, [from, to]: readonly [number, number]): Generator<SessionLine> {
  const buffer = Buffer.allocUnsafe(LONGEST);
  const input = openSync(file, 'r');
  try {
    let kept = 0;
    for (let at = from; at < to; ) {
      const read = readSync(input, buffer, kept, Math.min(LONGEST - kept, to - at), at);
      if (read === 0) throw new Error(`${file} : ligne coupée ou plus longue que ${LONGEST} octets`);
      at += read;
      const filled = buffer.subarray(0, kept + read);
      let start = 0;
      for (let end = filled.indexOf(LF); end >= 0; end = filled.indexOf(LF, start)) {
        yield JSON.parse(filled.toString('utf8', start, end)) as SessionLine;
        start = end + 1;
      }
      kept = filled.copy(buffer, 0, start);
    }
  } finally {
    closeSync(input);
  }
}

const LF = 10;

const referenceOf = (resource: Resource): string => `${resource.resourceType}/${resource.id}`;

/** By the engine, line by line. */
export function countByEngine(file: string, month: string, before: readonly string[] = []) {
  const { directory, months } = JSON.parse(readFileSync(`${file}.index.json`, 'utf8')) as RegionIndex;
  const { measures, libraries } = published();
  const read = [...before, month];
  const engine = new IndicatorEngine(measures, libraries, [month], { read });
  const known = new Map(directory.map((resource) => [referenceOf(resource), resource]));
  let units = 0;
  let fiches = 0;
  for (const one of read) {
    for (const { related, ...record } of linesOf(file, months[one]!)) {
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
export function countByLoop(file: string, month: string) {
  const { directory, months } = JSON.parse(readFileSync(`${file}.index.json`, 'utf8')) as RegionIndex;
  const resources: Resource[] = [...directory];
  let fiches = 0;
  for (const { session, cases, compositions, linked, related } of linesOf(file, months[month]!)) {
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
  const counted = how === 'loop' ? countByLoop(file, month) : countByEngine(file, month, before);
  const { user, system } = process.cpuUsage(cpu);
  const cost: CountCost = {
    ...counted,
    wallMs: performance.now() - start,
    cpuMs: (user + system) / 1000,
    peakMb: ownPeakMb(),
  };
  console.log(JSON.stringify(cost));
}
