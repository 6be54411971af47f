import { addDays, instantOf, weekdayOf, zonedDateTime } from './civil.ts';
import { type HolidayRegion, holidayName } from './holidays.ts';
import { recurringDays } from './recurrence.ts';

/** What becomes of a session that would fall on a public holiday. */
export const HOLIDAY_POLICIES = {
  skip: 'La session n’a pas lieu',
  keep: 'La session a lieu quand même',
  'next-working-day': 'La session a lieu le jour ouvré suivant',
  'previous-working-day': 'La session a lieu le jour ouvré précédent',
} as const;
export type HolidayPolicy = keyof typeof HOLIDAY_POLICIES;

/** What someone decided for one day, against the rule. `day` is always the day that the rule gives. */
export type CalendarException =
  | { kind: 'skip'; day: string; reason: string }
  | { kind: 'move'; day: string; toDay: string; toTime: string; reason: string }
  /** One session more, that the rule does not give. */
  | { kind: 'add'; day: string; time: string; reason: string };

/** What each session of a calendar begins with; a session may then have its own. */
export interface SessionPlan {
  /** How many cases the meeting has time for. */
  places?: number;
  /** Inscriptions close that many hours before the start; late ones stay possible, and are traced. */
  closesHoursBefore?: number;
  /** Where, in words: building, floor, room. */
  room?: string;
  /** Address of the video meeting. */
  video?: string;
}

/** When an RCP meets. Several calendars may serve one RCP (Tuesday weekly, first Friday for rare cases). */
export interface RcpCalendar {
  /** `<number of the RCP>-<rank>`: what makes session numbers stable. */
  series: string;
  /** `HealthcareService/<id>`. */
  rcp: string;
  active: boolean;
  /** Recurrence, RFC 5545 (`recurrence.ts`). */
  rule: string;
  /** First day from which the rule counts, and last day it may give. */
  start: string;
  end?: string;
  /** Wall-clock time in the zone. */
  time: string;
  minutes: number;
  zone: string;
  region: HolidayRegion;
  onHoliday: HolidayPolicy;
  exceptions: CalendarException[];
  plan: SessionPlan;
}

/** One session to come. */
export interface Occurrence {
  /** The day the rule gave: its identity, whatever is moved afterwards. */
  key: string;
  day: string;
  time: string;
  /** FHIR dateTimes with the offset of that day. */
  start: string;
  end: string;
  /** In French, when it is not on its day: "Férié (Toussaint) : reportée", or the reason someone gave. */
  why?: string;
}

/** A day on which the rule gives a session that will not be. */
export interface Skipped {
  key: string;
  why: string;
}

/**
 * Whit Monday and its two neighbours are the longest run of days off that a session may have to step over.
 */
const LONGEST_RUN = 7;

/**
 * The sessions of a calendar that happen inside [from, to[ (civil days), and those given up, both by date.
 * Pure and complete: the same calendar gives the same keys at each call, so that generating twice creates
 * nothing.
 */
export function occurrences(
  calendar: RcpCalendar,
  from: string,
  to: string,
): { held: Occurrence[]; skipped: Skipped[] } {
  const decided = new Map(
    calendar.exceptions.filter(({ kind }) => kind !== 'add').map((one) => [one.day, one] as const),
  );
  const margin = { from: addDays(from, -LONGEST_RUN), to: addDays(to, LONGEST_RUN) };
  const regular = ruleDays(calendar, margin.from, margin.to);
  const moved = [...decided.values()].flatMap((one) => (one.kind === 'move' ? one.day : []));
  // A session moved far away is looked for on the day it is moved from.
  const far = moved.filter((day) => (day < margin.from || day >= margin.to) && isRuleDay(calendar, day));
  const held = new Map<string, Occurrence>();
  const skipped: Skipped[] = [];
  for (const key of [...regular, ...far]) {
    const found = placed(calendar, key, decided.get(key), regular);
    if ('day' in found) held.set(key, found);
    else skipped.push(found);
  }
  for (const one of calendar.exceptions) {
    if (one.kind === 'add' && !held.has(one.day)) {
      held.set(one.day, at(calendar, one.day, one.day, one.time, one.reason));
    }
  }
  const inside = (day: string): boolean => day >= from && day < to;
  return {
    held: [...held.values()]
      .filter(({ day }) => inside(day))
      .sort((a, b) => Date.parse(a.start) - Date.parse(b.start) || a.key.localeCompare(b.key)),
    skipped: skipped.filter(({ key }) => inside(key)).sort((a, b) => a.key.localeCompare(b.key)),
  };
}

function ruleDays({ rule, start, end }: RcpCalendar, from: string, to: string): string[] {
  const last = end === undefined ? to : addDays(end, 1);
  return recurringDays(rule, start, from, last < to ? last : to);
}

function isRuleDay(calendar: RcpCalendar, day: string): boolean {
  return ruleDays(calendar, day, addDays(day, 1)).length === 1;
}

function placed(
  calendar: RcpCalendar,
  key: string,
  decision: CalendarException | undefined,
  regular: readonly string[],
): Occurrence | Skipped {
  if (decision?.kind === 'skip') return { key, why: decision.reason };
  if (decision?.kind === 'move') return at(calendar, key, decision.toDay, decision.toTime, decision.reason);
  const holiday = holidayName(key, calendar.region);
  if (!holiday || calendar.onHoliday === 'keep') return at(calendar, key, key, calendar.time);
  if (calendar.onHoliday === 'skip') return { key, why: `Férié : ${holiday}` };
  const day = workingDay(key, calendar.region, calendar.onHoliday === 'next-working-day' ? 1 : -1);
  // A calendar that also meets on the neighbouring day would hold two sessions at the same hour.
  if (regular.includes(day)) return { key, why: `Férié : ${holiday}` };
  return at(calendar, key, day, calendar.time, `Férié (${holiday}) : session déplacée`);
}

/** The nearest day that is neither a weekend nor a holiday, after (1) or before (-1). */
export function workingDay(day: string, region: HolidayRegion, step: 1 | -1): string {
  let next = addDays(day, step);
  while (weekdayOf(next) > 5 || holidayName(next, region)) next = addDays(next, step);
  return next;
}

function at(calendar: RcpCalendar, key: string, day: string, time: string, why?: string): Occurrence {
  const start = instantOf(day, time, calendar.zone);
  return {
    key,
    day,
    time,
    start: zonedDateTime(start, calendar.zone),
    end: zonedDateTime(start + calendar.minutes * 60_000, calendar.zone),
    ...(why ? { why } : {}),
  };
}
