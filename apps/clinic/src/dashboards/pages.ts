import { TAGS } from '@dcc/fhir-profiles/src/codes.ts';
import { MAX_STRATA, REPORT_SYSTEM } from '@dcc/rules/src/indicators/report.ts';
import type { MeasureReport } from '@medplum/fhirtypes';

/** What a chart shows: one figure of an indicator, cut along one axis. */
export interface Cut {
  sub: string;
  axis?: string;
}

/**
 * Identifiers of the first page of strata that follows each report of totals (docs/model.md): a long indicator has seven
 * megabytes of strata in a year, and the figure that opens first has its own at their beginning.
 *
 * @param reports of one indicator.
 * @returns undefined when one of them is no report of totals: then nothing is known of its pages.
 */
export function firstPages(reports: readonly MeasureReport[]): string[] | undefined {
  const found = reports.map(({ meta, identifier }) =>
    meta?.tag?.some(({ code }) => code === TAGS.TOTALS)
      ? identifier?.find(({ system }) => system === REPORT_SYSTEM)?.value
      : undefined,
  );
  const all = found.flatMap((value) => (value ? [`${value}:suite-1`] : []));
  return all.length > 0 && all.length === reports.length ? all : undefined;
}

/**
 * Do first pages tell all there is of a cut? Strata are written figure by figure, axis by axis: they do when something
 * comes after it, or when a page is the last one.
 */
export function areEnough(pages: readonly MeasureReport[], { sub, axis }: Cut): boolean {
  return pages.every((page) => isLast(page) || goesBeyond(page, sub, axis));
}

function isLast({ group }: MeasureReport): boolean {
  const strata = (group ?? [])
    .flatMap(({ stratifier }) => stratifier ?? [])
    .flatMap((one) => one.stratum ?? []);
  return strata.length < MAX_STRATA;
}

function goesBeyond({ group = [] }: MeasureReport, sub: string, axis: string | undefined): boolean {
  const at = group.findIndex(({ code }) => code?.coding?.[0]?.code === sub);
  if (at < 0) return false;
  if (group.slice(at + 1).some(({ stratifier }) => stratifier?.length)) return true;
  const axes = (group[at]!.stratifier ?? []).map(({ code }) => code?.[0]?.coding?.[0]?.code);
  const cut = axes.lastIndexOf(axis);
  return cut >= 0 && cut < axes.length - 1;
}
