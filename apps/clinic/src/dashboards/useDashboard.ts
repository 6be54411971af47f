import { Directory } from '@dcc/rules/src/indicators/directory.ts';
import type { MeasureReport } from '@medplum/fhirtypes';
import { useMemo } from 'react';
import { useMe } from '../data/me.ts';
import { useFhir } from '../data/query.ts';
import { type Indicator, indicators } from './definitions.ts';
import { newestRuns } from './figures.ts';
import { type Period, readDirectory, readMeasures, readReports, readTotals, readTraces } from './read.ts';
import { reportsOfTraces } from './trace.ts';

/** Figures of a period, and where they come from. */
export interface Figures {
  reports: readonly MeasureReport[];
  /** Counted from companion reports: the reader may not read the region's. */
  ofTrace: boolean;
}

export function useDefinitions() {
  const measures = useFhir(['dashboards', 'measures'], readMeasures);
  const found = useFhir(['dashboards', 'directory'], readDirectory);
  const directory = useMemo(() => (found.data ? new Directory(found.data) : undefined), [found.data]);
  return { measures, directory };
}

/**
 * Figures of every indicator, or of one with its strata.
 * @param strata totals alone are a hundredth of the size; a place needs more.
 */
export function useFigures(period: Period | undefined, strata: boolean, indicator?: Indicator) {
  const seesPatients = useMe().may('Patient', 'read');
  const { measures } = useDefinitions();
  const key = period && [
    'dashboards',
    'figures',
    period.first,
    period.last,
    strata,
    indicator?.canonical ?? '',
  ];
  const answer = useFhir(key, async (medplum) => {
    const asked = period!;
    const read = strata ? readReports(medplum, asked, indicator?.canonical) : readTotals(medplum, asked);
    // Asked for together: who sees patients has the one or the other.
    const [reports, traces] = await Promise.all([
      read,
      seesPatients ? readTraces(medplum, asked, indicator?.canonical) : [],
    ]);
    return { reports: newestRuns(reports), traces };
  });
  const data = useMemo((): Figures | undefined => {
    if (!answer.data || !measures.data) return undefined;
    const { reports, traces } = answer.data;
    if (reports.length > 0 || traces.length === 0) return { reports, ofTrace: false };
    const known = indicator ? [indicator] : indicators(measures.data, traces);
    return { reports: known.flatMap((one) => reportsOfTraces(one, traces)), ofTrace: true };
  }, [answer.data, measures.data, indicator]);
  return { ...answer, data };
}
