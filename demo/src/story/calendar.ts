import { readData } from '../base/data.ts';
import { lastDay, type Month, nthWeekday, parisInstant } from '../base/time.ts';
import { type Rcp, rcp } from '../region/rcps.ts';

/** What becomes of a session: held with its cases, held although no case came, or cancelled. */
export type SessionState = 'held' | 'empty' | 'cancelled';

/** A line of the region's calendar: which RCP meets when. */
export interface CalendarLine {
  rcp: string;
  /** 0 = Sunday. */
  weekday?: number;
  nth?: number;
  lastDay?: boolean;
  hour: number;
  minute: number;
  state?: SessionState;
}

export const calendarLines = (): CalendarLine[] => readData('region', 'calendrier.json');

/** A session before its agenda. */
export interface SessionPlan {
  /** `session-sein-1`: label of its local id. */
  key: string;
  rcp: Rcp;
  /** From 1, among the sessions of its RCP. */
  index: number;
  /** Day in Paris, `YYYY-MM-DD`. */
  day: string;
  /** Instant it begins. */
  start: number;
  state: SessionState;
}

/**
 * The twenty sessions of a month, in the order of `calendrier.json`: by RCP, then by date.
 * @param district copies of the region that share its RCP: a big demonstration has more sessions, not longer ones.
 */
export function calendar(month: Month, district = 0): SessionPlan[] {
  const counts = new Map<string, number>();
  return calendarLines().map((line) => {
    const index = (counts.get(line.rcp) ?? 0) + 1;
    counts.set(line.rcp, index);
    const day = line.lastDay ? lastDay(month) : nthWeekday(month, line.weekday!, line.nth!);
    return {
      key: `session-${line.rcp}-${index}${suffix(district)}`,
      rcp: rcp(line.rcp),
      index,
      day,
      start: parisInstant(day, line.hour, line.minute),
      state: line.state ?? 'held',
    };
  });
}

/** What tells the labels of a copied district from those of the first. */
export function suffix(district: number): string {
  return district === 0 ? '' : `-d${district}`;
}
