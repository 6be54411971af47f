import {
  type Anomaly,
  type Assembled,
  assemblePlan,
  assembleSession,
  type Directory,
  dataRequirements,
  type ExternalFigure,
  IndicatorEngine,
  type Lookup,
  monthsToRead,
  nextMonth,
  type PlanRecord,
  parisMonth,
  type SessionRecord,
  TraceReports,
  type TraceSink,
} from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { DataRequirement, Library, Measure, Resource } from '@medplum/fhirtypes';
import { changedMonths, countsOf, monthsOfPlan } from './changes.ts';
import type { ExportRequest } from './input.ts';
import { hidden, type KeptMonth } from './kept-codec.ts';
import { KeptStore } from './kept-store.ts';
import { readPlans } from './plan-reader.ts';
import { Progress } from './progress.ts';
import { ReadSet } from './read-set.ts';
import { countSessions, PeriodReader } from './reader.ts';

/**
 * Milliseconds. A write that began before a count may be seen after it, and clocks differ: what is that young
 * is looked at twice. A transaction takes seconds.
 */
export const MARGIN = 2 * 60_000;

export interface Sources {
  readonly measures: readonly Measure[];
  readonly libraries: readonly Library[];
  /** Every organisation and catalogue entry. */
  readonly catalogue: readonly Resource[];
  /** Gets the sessions of the months that are exported. */
  readonly directory: Directory;
  /** Denominators loaded from outside. */
  readonly external?: readonly ExternalFigure[];
}

export interface Counted {
  readonly engine: IndicatorEngine;
  readonly companions: TraceReports;
  /** Of the months that are exported: what is read for a rolling window only is in no file of its own. */
  readonly anomalies: Map<Anomaly, number>;
  /** The months that were read, in order. */
  readonly read: readonly string[];
}

/**
 * Counts the months of an export. Those are read; the other months of rolling windows are read only if they
 * are not kept from an earlier export, or changed since. The figures are the same as if all were read.
 */
export async function countMonths(
  medplum: MedplumClient,
  sources: Sources,
  request: Pick<ExportRequest, 'months' | 'recount' | 'progress'>,
): Promise<Counted> {
  const { measures, libraries, catalogue } = sources;
  const { months } = request;
  const since = new Date(Date.now() - MARGIN).toISOString();
  const requirements = dataRequirements(measures, libraries);
  const all = monthsToRead(months, measures);
  const store = all.length > months.length ? await KeptStore.open(medplum) : undefined;
  const counts = store ? await countsOf(medplum, all) : new Map<string, string>();
  const candidates = request.recount ? [] : all.filter((month) => !months.includes(month));
  const kept = store ? await stillTrue(medplum, store, candidates, counts, requirements) : [];
  const companions = new TraceReports();
  const trace: TraceSink = (entry) => {
    if (months.includes(entry.month)) companions.add(entry);
  };
  const engine = new IndicatorEngine([...measures], [...libraries], months, {
    read: all,
    trace,
    kept: kept.map((one) => one.kept),
    external: sources.external,
    ...(store && { hide: hidden(store.salt) }),
  });
  const counter = new Counter(engine, months, sources.directory);
  const reader = new PeriodReader(medplum, catalogue, requirements);
  const runs = runsOf(engine.open);
  const progress = new Progress(medplum, request.progress, await expected(medplum, request, runs));
  for (const run of runs) {
    for await (const { record, lookup } of reader.read(run)) {
      counter.session(record, lookup);
      await progress.step();
    }
    for await (const { record, lookup } of readPlans(medplum, catalogue, run)) counter.plan(record, lookup);
  }
  await progress.end();
  if (store) {
    const unread = kept.map((one) => one.kept.month).filter((month) => !engine.open.includes(month));
    await store.write(counter.kept(counts), unread, since);
  }
  return { engine, companions, anomalies: counter.anomalies, read: engine.open };
}

/** Sessions to read; not asked for when nobody waits. */
async function expected(
  medplum: MedplumClient,
  { progress }: Pick<ExportRequest, 'progress'>,
  runs: readonly (readonly string[])[],
): Promise<number> {
  if (progress === undefined) return 0;
  const counts = await Promise.all(runs.map((run) => countSessions(medplum, run)));
  return counts.reduce((sum, one) => sum + one, 0);
}

/** What is kept of these months and was not changed since. */
async function stillTrue(
  medplum: MedplumClient,
  store: KeptStore,
  months: readonly string[],
  counts: ReadonlyMap<string, string>,
  requirements: readonly DataRequirement[],
): Promise<KeptMonth[]> {
  const kept = await store.read(months);
  const changed = await changedMonths(medplum, kept, counts, requirements);
  return kept.filter((one) => !changed.has(one.kept.month));
}

/** Adds what is read to the engine, and remembers what each month was counted from. */
class Counter {
  readonly anomalies = new Map<Anomaly, number>();
  readonly #engine: IndicatorEngine;
  readonly #months: readonly string[];
  readonly #directory: Directory;
  readonly #read: ReadonlyMap<string, ReadSet>;
  /** A plan may be met in two runs of months, for its validation and its hand-over: it counts once. */
  readonly #plans = new Set<string>();
  /** True when something counts in a month that it is not read for: then no month stands for itself. */
  #isEntangled = false;

  constructor(engine: IndicatorEngine, months: readonly string[], directory: Directory) {
    this.#engine = engine;
    this.#months = months;
    this.#directory = directory;
    this.#read = new Map(engine.open.map((month) => [month, new ReadSet()]));
  }

  session(record: SessionRecord, lookup: Lookup): void {
    const { session, cases, compositions, linked } = record;
    const months = [parisMonth(session.period?.start) ?? ''];
    if (this.#isExported(months)) this.#directory.addSession(session);
    const resources = [session, ...cases, ...compositions, ...linked];
    this.#count(months, resources, lookup, (own) => assembleSession(record, own));
  }

  plan(record: PlanRecord, lookup: Lookup): void {
    const id = record.composition.id ?? '';
    if (this.#plans.has(id)) return;
    this.#plans.add(id);
    const resources = [record.composition, ...record.handOvers];
    this.#count(monthsOfPlan(record), resources, lookup, (own) => assemblePlan(record, own));
  }

  /** What may be kept of the months that were read: one at a time, a month of the region being long to write. */
  *kept(counts: ReadonlyMap<string, string>): Generator<KeptMonth> {
    if (this.#isEntangled) return;
    for (const [month, read] of this.#read) {
      const kept = this.#engine.keepWindows(month);
      if (kept) yield { kept, counts: counts.get(month) ?? '', read };
    }
  }

  #count(
    months: readonly string[],
    resources: readonly Resource[],
    lookup: Lookup,
    assemble: (lookup: Lookup) => Assembled,
  ): void {
    const sets = months.flatMap((month) => this.#read.get(month) ?? []);
    for (const set of sets) for (const resource of resources) set.add(resource);
    const { units, anomalies } = assemble(sets.reduce((own, set) => set.recording(own), lookup));
    for (const unit of units) {
      for (const month of this.#engine.add(unit)) if (!months.includes(month)) this.#isEntangled = true;
    }
    if (months.length > 0 && !this.#isExported(months)) return;
    for (const anomaly of anomalies) this.anomalies.set(anomaly, (this.anomalies.get(anomaly) ?? 0) + 1);
  }

  #isExported(months: readonly string[]): boolean {
    return months.some((month) => this.#months.includes(month));
  }
}

/** Months that follow one another, together: each run is one search. */
function runsOf(months: readonly string[]): string[][] {
  const runs: string[][] = [];
  for (const month of months) {
    const last = runs.at(-1);
    if (last && nextMonth(last.at(-1)!) === month) last.push(month);
    else runs.push([month]);
  }
  return runs;
}
