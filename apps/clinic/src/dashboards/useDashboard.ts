import { Directory } from '@dcc/rules/src/indicators/directory.ts';
import type { MeasureReport } from '@medplum/fhirtypes';
import { useCallback, useMemo } from 'react';
import { useMe } from '../data/me.ts';
import { useFhir } from '../data/query.ts';
import { type Indicator, indicators } from './definitions.ts';
import { newestRuns, type Places } from './figures.ts';
import { reportsOf } from './model.ts';
import { axesNeeded, needOf } from './needs.ts';
import { areEnough, type Cut, firstPages } from './pages.ts';
import {
  type Period,
  readAxes,
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
  const key = period && [period.first, period.last];
  // As text: equal lists of two renders are two lists.
  const mine = organizations.map(({ id }) => `Organization/${id}`).join(' ');
  const asked = JSON.stringify(places);
  const scoped = useCallback(
    (found: readonly MeasureReport[] | undefined) =>
      found && directory && scopeOf(found, JSON.parse(asked) as Places, mine.split(' '), directory.places),
    [asked, mine, directory],
  );

  const all = useFhir(
    key && !known ? ['dashboards', 'totals', ...key] : undefined,
    async (medplum, { signal }) =>
      newestRuns(await readFigures(medplum, period!, 'totals', undefined, { signal })),
  );
  const head = useMemo(() => known ?? scoped(all.data), [known, all.data, scoped]);
  const heads = useMemo(
    () => (head && indicator ? reportsOf(head.reports, indicator) : head?.reports),
    [head, indicator],
  );
  const look = { places, own: head?.own ?? {}, isDetail: indicator !== undefined };
  const need = heads && (totals ? 'totals' : needOf(heads, look));

  // On the overview these are asked for with the totals: to who has no figures of the region the answer is empty.
  const isLikely = !totals && !known && heads === undefined && Object.keys(places).length > 0;
  const cutBy = cut?.axis;
  const axes = useMemo(() => {
    const at = JSON.parse(asked) as Places;
    if (indicator) return axesNeeded([indicator], at, cutBy);
    if (Object.keys(at).length === 1) return Object.keys(at);
    return measures.data && axesNeeded(indicators(measures.data, []), at);
  }, [asked, indicator, cutBy, measures.data]);
  const cuts = useFhir(
    key && axes?.length && (need === 'axes' || isLikely)
      ? ['dashboards', 'axes', ...key, canonical ?? '', axes.join(' '), asked]
      : undefined,
    (medplum, { signal }) => readAxes(medplum, period!, { axes: axes!, places }, canonical, { signal }),
  );
  const byAxis = useMemo(
    () =>
      heads && axes && (axes.length === 0 || cuts.data)
        ? newestRuns([...heads, ...(cuts.data ?? [])])
        : undefined,
    [heads, axes, cuts.data],
  );

  const pages = need === 'first' ? firstPages(heads!) : undefined;
  const first = useFhir(pages && ['dashboards', 'first', ...pages], async (medplum, { signal }) => [
    ...heads!,
    ...(await readByIdentifier(medplum, pages!, { signal })),
  ]);
  const isTold = first.data !== undefined && cut !== undefined && areEnough(first.data, cut);
  const isFirst = pages !== undefined && (first.isPending || isTold);
  const extent = need === 'whole' ? 'whole' : 'strata';
  const isRest = need === 'whole' || need === 'strata' || (need === 'first' && !isFirst);
  const rest = useFhir(
    key && isRest ? ['dashboards', 'figures', extent, ...key, canonical ?? ''] : undefined,
    async (medplum, { signal }) =>
      newestRuns(await readFigures(medplum, period!, extent, canonical, { signal })),
  );
  const found = need === 'totals' ? heads : need === 'axes' ? byAxis : isFirst ? first.data : rest.data;
  const scope = useMemo(() => scoped(found), [found, scoped]);
  // A place's report is cut by its own axes only; by others, cases can be counted one by one.
  const own = scope?.own ?? head?.own;
  const crosses = !totals && Object.keys(places).some((axis) => own?.[axis] === undefined);
  const isPlace = own !== undefined && Object.keys(own).length > 0;
  const isEmpty = scope?.reports.length === 0;
  const needsTraces = seesPatients && (isEmpty || (isPlace && (crosses || indicator !== undefined)));
  const traces = useFhir(
    key && needsTraces ? ['dashboards', 'traces', ...key, canonical ?? ''] : undefined,
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
  const failed = [all, cuts, first, rest, traces].find(({ isError }) => isError);
  return { ...(failed ?? all), data };
}
