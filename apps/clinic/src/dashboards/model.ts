import { indicatorId } from '@dcc/rules/src/indicators/definition.ts';
import type { Directory } from '@dcc/rules/src/indicators/directory.ts';
import type { MeasureReport } from '@medplum/fhirtypes';
import type { Bar } from './bars.ts';
import type { Axis, Indicator, SubIndicator } from './definitions.ts';
import {
  type Figure,
  figureAt,
  monthOf,
  nc,
  type Place,
  type Places,
  placesAt,
  placesOf,
} from './figures.ts';
import { monthLabel } from './format.ts';
import { t } from './messages.fr.ts';
import { type MonthFigure, overPeriod } from './period.ts';

/** The reports of one indicator. */
export const reportsOf = (reports: readonly MeasureReport[], { id }: Indicator): MeasureReport[] =>
  reports.filter(({ measure }) => indicatorId(measure) === id);

/** A chart asks for the months of the same reports once for each of its places. */
const monthly = new WeakMap<readonly MeasureReport[], ReadonlyMap<string, MeasureReport[]>>();

/** Reports of one month, by month, `YYYY-MM`; those of several are under none. */
function byMonth(reports: readonly MeasureReport[]): ReadonlyMap<string, MeasureReport[]> {
  const known = monthly.get(reports);
  if (known) return known;
  const found = new Map<string, MeasureReport[]>();
  for (const report of reports) {
    const month = monthOf(report);
    if (month === undefined) continue;
    const same = found.get(month);
    if (same) same.push(report);
    else found.set(month, [report]);
  }
  monthly.set(reports, found);
  return found;
}

/** Its figure month by month at a place. @param months `YYYY-MM`, in order. */
export function series(
  reports: readonly MeasureReport[],
  sub: SubIndicator,
  months: readonly string[],
  places: Places,
): MonthFigure[] {
  const known = byMonth(reports);
  return months.map((month) => {
    const pages = known.get(month);
    if (!pages) return { month };
    const figure = figureAt(pages, sub, places) ?? absentAt(pages, sub, places);
    return { month, figure };
  });
}

/** Nothing is written at this place: not published, or not a place of that month. Never zero. */
function absentAt(pages: readonly MeasureReport[], sub: SubIndicator, places: Places): Figure {
  const here = figureAt(pages, sub);
  if (here?.state === 'nc' && Object.keys(places).length > 0) return nc(sub.unit, here.reason!);
  return nc(sub.unit, t('ncNotCrossed'));
}

/** The figure for the whole period. */
export function total(
  reports: readonly MeasureReport[],
  sub: SubIndicator,
  months: readonly string[],
  places: Places,
): Figure {
  const whole = reports.filter(
    ({ period }) =>
      months.length > 1 &&
      period.start?.slice(0, 7) === months[0] &&
      period.end?.slice(0, 7) === months.at(-1),
  );
  return overPeriod(sub, series(reports, sub, months, places), figureAt(whole, sub, places));
}

/** Columns by month, each beside the month of the same rank of the compared period. */
export function monthBars(now: readonly MonthFigure[], before: readonly MonthFigure[]): Bar[] {
  return now.map(({ month, figure }, index) => ({
    key: month,
    label: monthLabel(month),
    figure: figure ?? nc('', t('ncNoReport')),
    ...(before.length > 0 && { before: before[index]?.figure ?? nc('', t('ncNoReport')) }),
  }));
}

export interface PlaceBar extends Bar {
  /** Where the figure is, to lead to what is behind it. */
  places: Places;
}

/** One bar per place of an axis, over the period. */
export function placeBars(
  reports: readonly MeasureReport[],
  sub: SubIndicator,
  axis: string,
  view: { months: readonly string[]; against: readonly string[]; places: Places },
  names: (axis: string, code: string) => string | undefined,
): PlaceBar[] {
  const { months, against } = view;
  const cut = axis.split('.');
  const within = Object.fromEntries(Object.entries(view.places).filter(([one]) => !cut.includes(one)));
  const found = new Map<string, Place>();
  for (const place of placesOf(reports, sub, axis, within)) found.set(place.code, place);
  return [...found.values()].map((place) => {
    const places = placesAt(axis, place, within);
    const named = place.parts.map((code, index) => names(cut[index]!, code));
    return {
      key: place.code,
      label: named.every((one) => one !== undefined) ? named.join(' · ') : place.label,
      places,
      figure: total(reports, sub, months, places),
      ...(against.length > 0 && { before: total(reports, sub, against, places) }),
    };
  });
}

/** Axes to choose from: those of the definition that a reader can place (a crossing is had by its filter). */
export function axesToShow(sub: SubIndicator, places: Places): Axis[] {
  const chosen = Object.keys(places);
  return sub.axes.filter(({ parts }) => {
    const free = parts.filter((one) => !chosen.includes(one));
    return free.length === 1 && parts.length - free.length === (parts.length === 1 ? 0 : chosen.length);
  });
}

/** Names of places as people know them; a code of another axis has the name that its report gives. */
export function namesOf(directory: Directory | undefined) {
  return (axis: string, code: string): string | undefined => {
    if (!directory) return undefined;
    if (axis === 'c3') return directory.gestionnaires.get(code);
    if (axis === 'finess-organisateur' || axis === 'finess-demandeur') {
      return directory.establishments.get(code)?.label;
    }
    return axis === 'thematique' ? directory.thematics.get(code) : undefined;
  };
}
