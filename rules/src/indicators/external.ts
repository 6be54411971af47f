import type { ReportPeriod } from './result.ts';
import type { Placed } from './universe.ts';

/** One figure loaded from outside: by establishment and year, as its Measure names it. */
export interface ExternalFigure {
  /** Canonical of its Measure, without version: `{DCC}/Measure/FA_PMSI`. */
  readonly measure: string;
  readonly finess: string;
  /** `YYYY`. */
  readonly year: string;
  readonly value: number;
}

export type ExternalFigures = readonly ExternalFigure[];

export const NO_FIGURES: ExternalFigures = [];

/**
 * The loaded denominator of a cell: that of the establishment, of the year of the period or of the last one
 * before it (a year's figure comes after its end). Undefined elsewhere: establishments share patients, so a
 * sum of them is the figure of nothing.
 */
export function externalAt(
  figures: ExternalFigures,
  measure: string,
  { last }: ReportPeriod,
  axis: string,
  placed: Placed | undefined,
): number | undefined {
  if (axis !== 'finess-organisateur' && axis !== 'finess-demandeur') return undefined;
  const finess = placed?.keys[0]?.code;
  const year = last.slice(0, 4);
  const own = figures.filter(
    (one) => one.measure === measure.split('|')[0] && one.finess === finess && one.year <= year,
  );
  return own.sort((a, b) => (a.year < b.year ? 1 : -1))[0]?.value;
}
