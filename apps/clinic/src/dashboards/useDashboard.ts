import { Directory } from '@dcc/rules/src/indicators/directory.ts';
import type { MeasureReport } from '@medplum/fhirtypes';
import { useMemo } from 'react';
import { useMe } from '../data/me.ts';
import { useFhir } from '../data/query.ts';
import { type Indicator, indicators } from './definitions.ts';
import { newestRuns, type Places } from './figures.ts';
import { type Period, readDirectory, readMeasures, readReports, readTotals, readTraces } from './read.ts';
import { scopeOf } from './scope.ts';
import { reportsOfTraces } from './trace.ts';

/** Figures of a period, and where they come from. */
export interface Figures {
  reports: readonly MeasureReport[];
  /** Counted from companion reports: no report of figures is open to the reader. */
  ofTrace: boolean;
  /** The place whose figures they are; empty for the region. */
  own: Places;
  /** Figures of another of her places are there too. */
  several: boolean;
  /** More strata are being counted from companion reports. */
  tracing: boolean;
}

export function useDefinitions() {
  const measures = useFhir(['dashboards', 'measures'], readMeasures);
  const found = useFhir(['dashboards', 'directory'], readDirectory);
  const directory = useMemo(() => (found.data ? new Directory(found.data) : undefined), [found.data]);
  return { measures, directory };
}

/**
 * Figures of every indicator, or of one with its strata.
 * @param wanted the places that are looked at: totals, and one axis at a time, are a small part of the whole.
 */
export function useFigures(period: Period | undefined, wanted: Places, indicator?: Indicator) {
  const { may, organizations } = useMe();
  const seesPatients = may('Patient', 'read');
  const { measures, directory } = useDefinitions();
  const crossed = Object.keys(wanted).length > 0;
  const canonical = indicator?.canonical;
  const key = period && [period.first, period.last, canonical ?? ''];
  const answer = useFhir(key && ['dashboards', 'figures', crossed, ...key], async (medplum) => {
    const read = crossed ? readReports : readTotals;
    return newestRuns(await read(medplum, period!, canonical));
  });
  // As text: equal lists of two renders are two lists.
  const mine = organizations.map(({ id }) => `Organization/${id}`).join(' ');
  const asked = JSON.stringify(wanted);
  const scope = useMemo(
    () =>
      answer.data &&
      directory &&
      scopeOf(answer.data, JSON.parse(asked) as Places, mine.split(' '), directory.places),
    [answer.data, asked, mine, directory],
  );
  // A place's report is cut by its own axes only; by others, cases can be counted one by one.
  const crosses = Object.keys(wanted).some((axis) => scope?.own[axis] === undefined);
  const isPlace = scope !== undefined && Object.keys(scope.own).length > 0;
  const isEmpty = scope?.reports.length === 0;
  const needsTraces = seesPatients && (isEmpty || (isPlace && (crosses || indicator !== undefined)));
  const traces = useFhir(key && needsTraces ? ['dashboards', 'traces', ...key] : undefined, (medplum) =>
    readTraces(medplum, period!, canonical),
  );
  const tracing = needsTraces && traces.isPending;
  const data = useMemo((): Figures | undefined => {
    if (!scope || !measures.data) return undefined;
    if (tracing && (isEmpty || crosses)) return undefined;
    const { reports, own, several } = scope;
    const found = traces.data ?? [];
    if (found.length === 0) return { reports, ofTrace: false, own, several, tracing };
    const known = indicator ? [indicator] : indicators(measures.data, found);
    const counted = known.flatMap((one) => reportsOfTraces(one, found, own));
    return { reports: [...reports, ...counted], ofTrace: isEmpty, own, several, tracing };
  }, [scope, measures.data, indicator, traces.data, tracing, isEmpty, crosses]);
  const failed = [answer, traces].find(({ isError }) => isError);
  return { ...(failed ?? answer), data };
}
