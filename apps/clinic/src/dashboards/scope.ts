import { TAGS } from '@dcc/fhir-profiles/src/codes.ts';
import type { Place } from '@dcc/rules/src/indicators/directory.ts';
import type { MeasureReport } from '@medplum/fhirtypes';
import type { Places } from './figures.ts';

/** Whose figures are shown: the region's (no place), or those of one establishment or 3C. */
export interface Scope {
  reports: readonly MeasureReport[];
  /** Where every figure stands; empty for the region. */
  own: Places;
  /** Are there figures of another place that she may read? */
  several: boolean;
}

const AXES: Readonly<Record<string, string>> = {
  [TAGS.ESTABLISHMENT_FIGURES]: 'finess-organisateur',
  [TAGS.CENTRE_FIGURES]: 'c3',
};

/** The axis of the place that a report is about; undefined for the region's. */
export function axisOfScope({ meta }: MeasureReport): string | undefined {
  return (meta?.tag ?? []).map(({ code }) => AXES[code ?? '']).find((axis) => axis !== undefined);
}

/**
 * The region's reports where the reader has them. Else those of one place: two places may have treated the same
 * patient, so their figures are never put together.
 *
 * @param wanted the place asked for, when it is one of hers.
 * @param mine `Organization/id` of her own establishments, which come first.
 * @param known the codes of organisations.
 */
export function scopeOf(
  reports: readonly MeasureReport[],
  wanted: Places,
  mine: readonly string[],
  known: readonly Place[],
): Scope {
  const region = reports.filter((one) => axisOfScope(one) === undefined);
  if (region.length > 0 || reports.length === 0) return { reports: region, own: {}, several: false };
  const places = [...Map.groupBy(reports, keyOf)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => ({
      reports: own,
      own: placeOf(own[0]!, known),
      mine: mine.indexOf(own[0]!.reporter?.reference ?? ''),
    }));
  const asked = places.find(({ own }) => Object.entries(own).every(([axis, code]) => wanted[axis] === code));
  const first = places.filter((one) => one.mine >= 0).sort((a, b) => a.mine - b.mine)[0];
  const chosen = asked ?? first ?? places[0]!;
  return { reports: chosen.reports, own: chosen.own, several: places.length > 1 };
}

function keyOf(report: MeasureReport): string {
  return `${axisOfScope(report)} ${report.reporter?.reference}`;
}

function placeOf(report: MeasureReport, known: readonly Place[]): Places {
  const axis = axisOfScope(report);
  const own = known.find((one) => one.axis === axis && one.organization === report.reporter?.reference);
  return own ? { [own.axis]: own.code } : {};
}

/** Where a figure stands in these reports: its total when nothing but their own place is asked for. */
export function placesInScope(own: Places, wanted: Places): Places {
  const isWhole = Object.entries(wanted).every(([axis, code]) => own[axis] === code);
  return isWhole ? {} : { ...own, ...wanted };
}
