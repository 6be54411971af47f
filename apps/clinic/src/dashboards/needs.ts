import { TAGS } from '@dcc/fhir-profiles/src/codes.ts';
import type { MeasureReport } from '@medplum/fhirtypes';
import type { Indicator } from './definitions.ts';
import type { Places } from './figures.ts';

/**
 * What of the reports is read for a screen, once their totals are known: nothing more; the pages of the axes that it
 * shows; or, where strata do not stand by axis (reports of places, and of the region before they did), those from the
 * first page on, all of one axis at a time, or all.
 */
export type Need = 'totals' | 'axes' | 'first' | 'strata' | 'whole';

/** What is looked at, and whose figures it is. */
export interface Look {
  places: Places;
  /** The place whose figures they are; empty for the region. */
  own: Places;
  /** One indicator is shown with its strata. */
  isDetail: boolean;
}

/** @param totals reports of totals of what is shown. */
export function needOf(totals: readonly MeasureReport[], { places, own, isDetail }: Look): Need {
  const asked = Object.entries(places);
  const isWhole = asked.every(([axis, code]) => own[axis] === code);
  if (isWhole && !isDetail) return 'totals';
  if (Object.keys(own).length === 0 && areByAxis(totals)) return 'axes';
  if (isWhole) return 'first';
  return isDetail || asked.length > 1 ? 'whole' : 'strata';
}

/** Months of before may be among them: then one cannot tell a place that is nowhere from one that is not found. */
function areByAxis(totals: readonly MeasureReport[]): boolean {
  const has = ({ meta }: MeasureReport, wanted: string) => meta?.tag?.some(({ code }) => code === wanted);
  return totals.length > 0 && totals.every((one) => has(one, TAGS.BY_AXIS));
}

/**
 * Codes of the axes whose strata tell what a screen shows: those cut by the places alone, and for a chart of places
 * those cut by its axis too.
 *
 * @param axis code of that of the chart.
 */
export function axesNeeded(
  indicators: readonly Pick<Indicator, 'groups'>[],
  places: Places,
  axis?: string,
): string[] {
  const at = Object.keys(places);
  const sets = [at, ...(axis === undefined ? [] : [[...at, ...axis.split('.')]])];
  const wanted = new Set(sets.filter(({ length }) => length > 0).map(nameOf));
  const axes = indicators.flatMap(({ groups }) => groups.flatMap((one) => one.axes));
  return [...new Set(axes.filter(({ parts }) => wanted.has(nameOf(parts))).map(({ code }) => code))].sort();
}

/** An axis that is filtered by and cut by is one part of a stratum. */
const nameOf = (parts: readonly string[]): string => [...new Set(parts)].sort().join(' ');
