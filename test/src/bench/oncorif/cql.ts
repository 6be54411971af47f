/** The same three indicators by fqm-execution, the CQL engine of the field, and by ours. */
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
  /** Processor milliseconds, of the median round. */
  readonly oursMs: number;
  readonly theirsMs: number;
  readonly ratio: number;
}

const MONTH = '2026-10';

/**
 * Medians of rounds, one engine after the other, after a whole round of each: both as fast as V8 makes them, under
 * the same load.
 * @throws Error when the two engines do not count the same.
 */
export async function compareWithCql(fiches: number, rounds = 3): Promise<CqlComparison> {
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
  let [own, cql] = [ours(resources), await theirs(patients)];
  for (let round = 0; round < rounds; round++) {
    oursMs.push(await timed(async () => (own = ours(resources))));
    theirsMs.push(await timed(async () => (cql = await theirs(patients))));
  }
  const counts = Object.fromEntries(
    CQL_INDICATORS.map((name) => [name, [own.get(name) ?? -1, cql.get(name) ?? -2] as const]),
  );
  const wrong = Object.entries(counts).find(([, [a, b]]) => a !== b);
  if (wrong) throw new Error(`${wrong[0]} : ${wrong[1].join(' ≠ ')}`);
  const ratio = median(theirsMs) / median(oursMs);
  return { fiches, counts, oursMs: median(oursMs), theirsMs: median(theirsMs), ratio };
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

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}
