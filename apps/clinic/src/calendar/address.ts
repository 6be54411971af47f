import { addDays, firstOfMonth, isDay, mondayOf } from '@dcc/rules/src/calendar/civil.ts';

export const VIEWS = ['mois', 'semaine', 'liste'] as const;
export type View = (typeof VIEWS)[number];

/** What the screen shows, as its address says it: a link to a week or a session can be sent to somebody. */
export interface CalendarAddress {
  view: View;
  /** The day in hand. */
  day: string;
  /** Id of the session shown beside. */
  session?: string;
  /** Id of the one RCP shown. */
  rcp?: string;
  /** Only the sessions that convene me. */
  mine: boolean;
}

/** Reads the address; what is missing or wrong in it is the usual: this month, all RCP. */
export function readAddress(search: URLSearchParams, today: string): CalendarAddress {
  const view = search.get('vue') as View;
  const day = search.get('jour') ?? '';
  const session = search.get('session');
  const rcp = search.get('rcp');
  return {
    view: VIEWS.includes(view) ? view : 'mois',
    day: isDay(day) ? day : today,
    ...(session ? { session } : {}),
    ...(rcp ? { rcp } : {}),
    mine: search.get('mes-sessions') === 'oui',
  };
}

export function writeAddress({ view, day, session, rcp, mine }: CalendarAddress): URLSearchParams {
  const search = new URLSearchParams({ vue: view, jour: day });
  if (session) search.set('session', session);
  if (rcp) search.set('rcp', rcp);
  if (mine) search.set('mes-sessions', 'oui');
  return search;
}

/** The days on screen, the first included and the last not: whole weeks in month and week views. */
export function shownDays(view: View, day: string): { from: string; to: string } {
  if (view === 'semaine') return { from: mondayOf(day), to: addDays(mondayOf(day), 7) };
  const first = firstOfMonth(day);
  const next = firstOfMonth(day, 1);
  if (view === 'liste') return { from: first, to: next };
  return { from: mondayOf(first), to: addDays(mondayOf(addDays(next, -1)), 7) };
}

/** The day in hand after going one page on (1) or back (-1). */
export function turned(view: View, day: string, step: 1 | -1): string {
  return view === 'semaine' ? addDays(day, 7 * step) : firstOfMonth(day, step);
}
