/**
 * The same three indicators by fqm-execution, the CQL engine of the field, and by ours: `node cql.ts FICHES ROUNDS`
 * prints JSON.
 */
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CISIS } from '@dcc/fhir-profiles';
import { assembleSession, gatherSessions, IndicatorEngine, indicatorId } from '@dcc/rules';
import type { Bundle, Encounter, Measure, Patient, Resource } from '@medplum/fhirtypes';
import { Calculator } from 'fqm-execution';
import { published } from '../../../../rules/src/indicators/testing/measures.ts';
import { median } from '../rounds.ts';
import { CQL_INDICATORS, cqlMeasure } from './elm.ts';
import { monthOf } from './region.ts';

export interface CqlComparison {
  readonly fiches: number;
  /** By indicator: ours, then theirs. Not equal: the comparison is void. */
  readonly counts: Readonly<Record<string, readonly [ours: number, theirs: number]>>;
  /** The first round of each in its process. */
  readonly cold: CqlCost;
  /** The median of the rounds after it, both as fast as V8 makes them. */
  readonly warm: CqlCost;
}

/** Processor milliseconds, of all threads: what V8 compiles and collects meanwhile is in them. */
export interface CqlCost {
  readonly oursMs: number;
  readonly theirsMs: number;
  readonly ratio: number;
}

const MONTH = '2026-10';

/**
 * Rounds of one engine after the other, under the same load: a cold one, and so many warm ones. Each starts from the resources in memory and the text
 * of its definitions.
 * @throws Error when the two engines do not count the same.
 */
export async function compareWithCql(fiches: number, rounds: number): Promise<CqlComparison> {
  const { directory, lines } = monthOf(MONTH, fiches);
  const resources = [
    ...directory,
    ...lines.flatMap(({ session, cases, compositions, linked, related }) => [
      session,
      ...cases,
      ...compositions,
      ...linked.filter(isRead),
      ...related,
    ]),
  ];
  const patients = patientBundles(resources);
  const oursMs: number[] = [];
  const theirsMs: number[] = [];
  let own = new Map<string, number>();
  let cql = own;
  for (let round = 0; round <= rounds; round++) {
    oursMs.push(await timed(async () => (own = ours(resources))));
    theirsMs.push(await timed(async () => (cql = await theirs(patients))));
  }
  const counts = Object.fromEntries(
    CQL_INDICATORS.map((name) => [name, [own.get(name) ?? -1, cql.get(name) ?? -2] as const]),
  );
  const wrong = Object.entries(counts).find(([, [a, b]]) => a !== b);
  if (wrong) throw new Error(`${wrong[0]} : ${wrong[1].join(' ≠ ')}`);
  return {
    fiches,
    counts,
    cold: cost(oursMs[0]!, theirsMs[0]!),
    warm: cost(median(oursMs.slice(1)), median(theirsMs.slice(1))),
  };
}

function cost(oursMs: number, theirsMs: number): CqlCost {
  return { oursMs, theirsMs, ratio: theirsMs / oursMs };
}

/** None of the three reads whether the record was complete: neither engine is given it. */
function isRead(one: Resource): boolean {
  if (one.resourceType !== 'Observation') return true;
  return !one.code.coding?.some(({ code }) => code === CISIS.RECORD_COMPLETE.code);
}

/** Ours, of the three Measures alone: numerators of the totals. */
function ours(resources: readonly Resource[]): Map<string, number> {
  const { measures, libraries } = published();
  const engine = new IndicatorEngine(measures.filter(isWanted).map(alone), libraries, [MONTH]);
  const { records, lookup } = gatherSessions(resources);
  for (const record of records) for (const unit of assembleSession(record, lookup).units) engine.add(unit);
  const found = new Map<string, number>();
  for (const { measure, groups } of engine.results()) {
    for (const { code, total } of groups) found.set(`${indicatorId(measure)}.${code}`, total.numerator ?? 0);
  }
  return found;
}

const isWanted = (measure: Measure): boolean =>
  CQL_INDICATORS.some((name) => name.startsWith(`${indicatorId(measure)}.`));

/** The sub-indicator that is compared, without its axes: the CQL has none. */
function alone(measure: Measure): Measure {
  const group = (measure.group ?? []).filter((one) =>
    CQL_INDICATORS.some((name) => name === `${indicatorId(measure)}.${one.code?.coding?.[0]?.code}`),
  );
  return { ...measure, group: group.map(({ stratifier: _, ...rest }) => rest) };
}

async function theirs(patients: Bundle[]): Promise<Map<string, number>> {
  const { results } = await Calculator.calculate(cqlMeasure() as never, patients as never, {
    measurementPeriodStart: `${MONTH}-01`,
    measurementPeriodEnd: `${MONTH}-31`,
    calculateHTML: false,
    calculateClauseCoverage: false,
    calculateSDEs: false,
    trustMetaProfile: false,
  });
  const counts = CQL_INDICATORS.map(() => 0);
  for (const { detailedResults } of results) {
    for (const [index, group] of (detailedResults ?? []).entries()) {
      const isIn = (one: { populationType: string; result: boolean }) =>
        one.populationType === 'numerator' && one.result;
      counts[index]! += group.episodeResults
        ? group.episodeResults.filter((episode) => episode.populationResults.some(isIn)).length
        : Number(group.populationResults?.some(isIn) ?? false);
    }
  }
  return new Map(CQL_INDICATORS.map((name, index) => [name, counts[index]!]));
}

/** Everything of one person: those with one qualified identity are one for us, and must be for CQL too. */
function patientBundles(resources: readonly Resource[]): Bundle[] {
  const people = new Map<string, { first: string; own: Resource[] }>();
  const keyOf = new Map<string, string>();
  for (const one of resources) {
    if (one.resourceType !== 'Patient') continue;
    const key = identity(one);
    keyOf.set(`Patient/${one.id}`, key);
    if (!people.has(key)) people.set(key, { first: `Patient/${one.id}`, own: [one] });
  }
  for (const one of resources) {
    const subject = (one as Encounter).subject?.reference;
    const person = subject === undefined ? undefined : people.get(keyOf.get(subject) ?? '');
    // CQL knows one patient per bundle, by reference.
    if (person) person.own.push({ ...one, subject: { reference: person.first } } as Resource);
  }
  return [...people.values()].map(({ own }) => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: own.map((resource) => ({ resource })),
  }));
}

function identity(patient: Patient): string {
  return (
    patient.identifier?.find(({ system }) => system?.startsWith('urn:oid:1.2.250.1.213.1.4.'))?.value ??
    patient.id!
  );
}

/**
 * Before each round of either engine the machine is as it would be without the other one and without the making of
 * the records: what they left behind is collected, and what V8 had begun to compile for them is compiled.
 */
async function settled(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  await setTimeout(300);
  collect();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  await settled();
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

if (import.meta.main) {
  const [fiches, rounds] = process.argv.slice(2).map(Number);
  console.log(JSON.stringify(await compareWithCql(fiches!, rounds!)));
}
