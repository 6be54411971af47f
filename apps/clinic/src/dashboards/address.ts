import { isMonth, monthsBefore, monthsBetween } from '@dcc/rules/src/indicators/paris-time.ts';
import type { Places } from './figures.ts';

/** What is looked at: kept in the address, so that a view is a link that one sends. */
export interface View {
  /** Whole months, both included, `YYYY-MM`. */
  first: string;
  last: string;
  /** First month of the period of the same length that it is compared with. */
  against?: string;
  places: Places;
  indicator?: string;
  sub?: string;
  /** The axis of the second chart. */
  axis?: string;
}

/** Words of the address. A new axis of a Measure keeps its code. */
const NAMES: Readonly<Record<string, string>> = {
  c3: 'c3',
  'finess-organisateur': 'etablissement',
  'finess-demandeur': 'demandeur',
  thematique: 'thematique',
};
export const FILTER_AXES = Object.keys(NAMES);
const MAX_MONTHS = 36;

/** @param today `YYYY-MM-DD`. Anything that is not a month falls back to the twelve months up to today. */
export function readView(params: URLSearchParams, today: string): View {
  const current = today.slice(0, 7);
  const month = (name: string) => {
    const given = params.get(name) ?? '';
    return isMonth(given) ? given : undefined;
  };
  let last = month('fin') ?? current;
  let first = month('debut') ?? monthsBefore(last, 11);
  if (first > last) [first, last] = [last, first];
  if (monthsBetween(first, last).length > MAX_MONTHS) first = monthsBefore(last, MAX_MONTHS - 1);
  const places = FILTER_AXES.flatMap((axis) => {
    const code = params.get(NAMES[axis]!);
    return code ? [[axis, code] as const] : [];
  });
  return {
    first,
    last,
    against: month('comparer'),
    places: Object.fromEntries(places),
    indicator: params.get('indicateur') ?? undefined,
    sub: params.get('figure') ?? undefined,
    axis: params.get('axe') ?? undefined,
  };
}

/** The same as an address; what is as by default is left out. */
export function writeView(view: View, today: string): URLSearchParams {
  const params = new URLSearchParams();
  const current = today.slice(0, 7);
  if (view.last !== current) params.set('fin', view.last);
  if (view.first !== monthsBefore(view.last, 11)) params.set('debut', view.first);
  if (view.against) params.set('comparer', view.against);
  for (const axis of FILTER_AXES) if (view.places[axis]) params.set(NAMES[axis]!, view.places[axis]);
  if (view.indicator) params.set('indicateur', view.indicator);
  if (view.indicator && view.sub) params.set('figure', view.sub);
  if (view.indicator && view.axis) params.set('axe', view.axis);
  return params;
}

export const monthsOf = ({ first, last }: Pick<View, 'first' | 'last'>): string[] =>
  monthsBetween(first, last);

/** The months that it is compared with: as many, from `against` on. */
export function monthsAgainst(view: View): string[] {
  if (!view.against) return [];
  const count = monthsOf(view).length;
  const months: string[] = [];
  for (let back = 0; back < count; back++) months.push(monthsBefore(view.against, -back));
  return months;
}
