import type { Library, Measure, MeasureReport, Resource } from '@medplum/fhirtypes';
import type { Anomaly } from '../anomalies.ts';
import { assembleSession } from '../assemble.ts';
import { Directory } from '../directory.ts';
import { type EngineOptions, IndicatorEngine } from '../engine.ts';
import { gatherSessions } from '../gather.ts';
import { monthsToRead } from '../months.ts';
import { assemblePlan } from '../plan.ts';
import { toMeasureReports } from '../report.ts';
import type { IndicatorResult } from '../result.ts';
import { type IndicatorRow, reportsToRows } from '../rows.ts';
import { published } from './measures.ts';

export interface Counted {
  readonly results: IndicatorResult[];
  readonly reports: MeasureReport[];
  readonly rows: IndicatorRow[];
  readonly anomalies: Anomaly[];
  readonly engine: IndicatorEngine;
}

/** The whole way, from raw resources to rows, with the published Measures and any others. */
export function countAll(
  resources: readonly Resource[],
  months: readonly string[],
  more: readonly Measure[] = [],
  options: EngineOptions = {},
): Counted {
  const { measures, libraries } = publishedOnce();
  const all = [...measures, ...more];
  const read = monthsToRead(months, all);
  const engine = new IndicatorEngine(all, libraries, months, { read, ...options });
  const { records, plans, lookup, anomalies: lost } = gatherSessions(resources);
  const directory = new Directory(resources);
  const anomalies: Anomaly[] = [...lost];
  const assembled = [
    ...records.map((record) => {
      directory.addSession(record.session);
      return assembleSession(record, lookup);
    }),
    ...plans.map((plan) => assemblePlan(plan, lookup)),
  ];
  for (const one of assembled) {
    anomalies.push(...one.anomalies);
    for (const unit of one.units) engine.add(unit);
  }
  const results = engine.results();
  const reports = toMeasureReports(results, { extraction: '2026-11-02' });
  return { results, reports, rows: reportsToRows(reports, directory), anomalies, engine };
}

/** The value of one row; undefined when there is no such row or its value is not computable. */
export function figure(rows: readonly IndicatorRow[], wanted: Partial<IndicatorRow>): number | undefined {
  const found = rows.filter((row) =>
    Object.entries(wanted).every(([name, value]) => row[name as keyof IndicatorRow] === value),
  );
  if (found.length > 1) throw new Error(`${found.length} rows for ${JSON.stringify(wanted)}`);
  return found[0] && found[0].valeur !== '' ? Number(found[0].valeur) : undefined;
}

let cache: { measures: Measure[]; libraries: Library[] } | undefined;

function publishedOnce(): { measures: Measure[]; libraries: Library[] } {
  cache ??= published();
  return cache;
}
