import type { CalendarException, HolidayPolicy, RcpCalendar } from '@dcc/rules/src/calendar/calendar.ts';
import { HOLIDAY_REGIONS, type HolidayRegion } from '@dcc/rules/src/calendar/holidays.ts';
import {
  parseRecurrence,
  type Recurrence,
  recurrenceRule,
  type Weekday,
} from '@dcc/rules/src/calendar/recurrence.ts';
import { calendarDefects } from '@dcc/rules/src/calendar/schedule.ts';
import { planFields, readPlan } from '../calendar/form.ts';
import { t } from './messages.fr.ts';

/**
 * A calendar as its form holds it. All kinds of recurrence are kept, so that changing one's mind loses
 * nothing.
 */
export interface CalendarForm {
  kind: Recurrence['kind'];
  interval: string;
  weekdays: Weekday[];
  nth: string[];
  weekday: Weekday;
  monthDay: string;
  start: string;
  end: string;
  time: string;
  minutes: string;
  region: HolidayRegion;
  onHoliday: HolidayPolicy;
  places: string;
  closes: string;
  room: string;
  video: string;
  active: boolean;
  exceptions: CalendarException[];
}
export type CalendarErrors = Partial<Record<keyof CalendarForm, string>>;

export function emptyCalendar(start: string): CalendarForm {
  return {
    kind: 'weekly',
    interval: '1',
    weekdays: ['TU'],
    nth: ['1'],
    weekday: 'TU',
    monthDay: '1',
    start,
    end: '',
    time: '18:00',
    minutes: '90',
    region: 'metropole',
    onHoliday: 'skip',
    places: '12',
    closes: '48',
    room: '',
    video: '',
    active: true,
    exceptions: [],
  };
}

export function calendarForm(calendar: RcpCalendar): CalendarForm {
  const one = parseRecurrence(calendar.rule);
  return {
    ...emptyCalendar(calendar.start),
    kind: one.kind,
    interval: String(one.interval),
    ...(one.kind === 'weekly' ? { weekdays: one.weekdays } : {}),
    ...(one.kind === 'monthly' ? { nth: one.nth.map(String), weekday: one.weekday } : {}),
    ...(one.kind === 'month-day' ? { monthDay: String(one.monthDay) } : {}),
    end: calendar.end ?? '',
    time: calendar.time,
    minutes: String(calendar.minutes),
    region: calendar.region,
    onHoliday: calendar.onHoliday,
    ...planFields(calendar.plan),
    active: calendar.active,
    exceptions: calendar.exceptions,
  };
}

/**
 * The calendar that a form says, right or wrong: `calendarErrors` tells. The clock is that of the territory.
 */
export function readCalendarForm(form: CalendarForm, of: Pick<RcpCalendar, 'series' | 'rcp'>): RcpCalendar {
  return {
    series: of.series,
    rcp: of.rcp,
    active: form.active,
    rule: ruleOf(form),
    start: form.start,
    ...(form.end ? { end: form.end } : {}),
    time: form.time,
    minutes: Number(form.minutes),
    zone: HOLIDAY_REGIONS[form.region].zone,
    region: form.region,
    onHoliday: form.onHoliday,
    exceptions: form.exceptions,
    plan: readPlan(form),
  };
}

function ruleOf({ kind, interval, weekdays, nth, weekday, monthDay }: CalendarForm): string {
  const every = Number(interval);
  if (kind === 'weekly') return recurrenceRule({ kind, interval: every, weekdays });
  if (kind === 'monthly') return recurrenceRule({ kind, interval: every, nth: nth.map(Number), weekday });
  return recurrenceRule({ kind, interval: every, monthDay: Number(monthDay) });
}

/** One French sentence per wrong field. */
export function calendarErrors(form: CalendarForm): CalendarErrors {
  const defects = calendarDefects(readCalendarForm(form, { series: 'x', rcp: 'x' }));
  const errors: CalendarErrors = {};
  if (defects.start) errors.start = defects.start;
  if (defects.end) errors.end = defects.end;
  if (defects.time) errors.time = defects.time;
  if (defects.minutes) errors.minutes = defects.minutes;
  if (defects.plan) errors.places = defects.plan;
  if (defects.rule) {
    if (!/^\d{1,2}$/.test(form.interval) || Number(form.interval) < 1 || Number(form.interval) > 52) {
      errors.interval = t('intervalRange');
    } else if (form.kind === 'weekly') errors.weekdays = t('weekdayNeeded');
    else if (form.kind === 'monthly') errors.nth = t('nthNeeded');
    else errors.monthDay = t('monthDayRange');
  }
  return errors;
}
