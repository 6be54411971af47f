import { Directory } from '@dcc/rules/src/indicators/directory.ts';
import type { MeasureReport } from '@medplum/fhirtypes';
import { useMemo } from 'react';
import { useMe } from '../data/me.ts';
import { useFhir } from '../data/query.ts';
import { type Indicator, indicators } from './definitions.ts';
import { newestRuns, type Places } from './figures.ts';
import { reportsOf } from './model.ts';
import { areEnough, type Cut, firstPages } from './pages.ts';
import {
  type Extent,
  type Period,
  readByIdentifier,
  readDirectory,
  readFigures,
  readMeasures,
  readTraces,
} from './read.ts';
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

export type Definitions = ReturnType<typeof useDefinitions>;

export function useDefinitions() {
  const measures = useFhir(['dashboards', 'measures'], readMeasures);
  const found = useFhir(['dashboards', 'directory'], readDirectory);
  const directory = useMemo(() => (found.data ? new Directory(found.data) : undefined), [found.data]);
  return { measures, directory };
}

export interface Wanted {
  /** Read once for the page: a screen that opened in it would ask for them again. */
  definitions: Definitions;
  /** One indicator with its strata; else every one. */
  indicator?: Indicator;
  /** What of it is shown: when it is at the beginning of the strata, the rest is not read. */
  cut?: Cut;
  /** The totals alone, whatever the places: something else shows these. */
  totals?: boolean;
  /** Known of the same period already: what it takes is asked for at once. */
  known?: Figures;
}

/**
 * Figures of every indicator, or of one with its strata.
 * @param places that are looked at: totals, and one axis at a time, are a small part of the whole.
 */
export function useFigures(period: Period | undefined, places: Places, wanted: Wanted) {
  const { indicator, cut, totals = false, known } = wanted;
  const { measures, directory } = wanted.definitions;
  const { may, organizations } = useMe();
  const seesPatients = may('Patient', 'read');
  const canonical = indicator?.canonical;
  const extent = totals ? 'totals' : extentOf(places, indicator);
  const key = period && [period.first, period.last, canonical ?? ''];
  const totalsKnown = useMemo(
    () => (indicator && known ? reportsOf(known.reports, indicator) : []),
    [known, indicator],
  );
  const pages = extent === 'strata' ? firstPages(totalsKnown) : undefined;
  const first = useFhir(pages && ['dashboards', 'first', ...pages], async (medplum, { signal }) => [
    ...totalsKnown,
    ...(await readByIdentifier(medplum, pages!, { signal })),
  ]);
  const isTold = first.data !== undefined && cut !== undefined && areEnough(first.data, cut);
  const waits = pages !== undefined && (first.isPending || isTold);
  const all = useFhir(
    key && !waits ? ['dashboards', 'figures', extent, ...key] : undefined,
    async (medplum, { signal }) =>
      newestRuns(await readFigures(medplum, period!, extent, canonical, { signal })),
  );
  const answer = pages && waits ? first : all;
  // As text: equal lists of two renders are two lists.
  const mine = organizations.map(({ id }) => `Organization/${id}`).join(' ');
  const asked = JSON.stringify(places);
  const scope = useMemo(
    () =>
      answer.data &&
      directory &&
      scopeOf(answer.data, JSON.parse(asked) as Places, mine.split(' '), directory.places),
    [answer.data, asked, mine, directory],
  );
  // A place's report is cut by its own axes only; by others, cases can be counted one by one.
  const own = scope?.own ?? known?.own;
  const crosses = !totals && Object.keys(places).some((axis) => own?.[axis] === undefined);
  const isPlace = own !== undefined && Object.keys(own).length > 0;
  const isEmpty = scope?.reports.length === 0;
  const needsTraces = seesPatients && (isEmpty || (isPlace && (crosses || indicator !== undefined)));
  const traces = useFhir(
    key && needsTraces ? ['dashboards', 'traces', ...key] : undefined,
    (medplum, { signal }) => readTraces(medplum, period!, canonical, { signal }),
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

/** What is crossed is told by two places, or by the axes that one indicator crosses with a place. */
function extentOf(places: Places, indicator: Indicator | undefined): Extent {
  const count = Object.keys(places).length;
  if (count === 0) return indicator ? 'strata' : 'totals';
  return indicator || count > 1 ? 'whole' : 'strata';
}
