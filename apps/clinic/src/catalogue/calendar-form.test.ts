import type { RcpCalendar } from '@dcc/rules/src/calendar/calendar.ts';
import { calendarOf, scheduleOf } from '@dcc/rules/src/calendar/schedule.ts';
import { calendarOfTests, problems } from '@dcc/rules/src/calendar/testing.ts';
import { describe, expect, test } from 'vitest';
import {
  type CalendarForm,
  calendarErrors,
  calendarForm,
  emptyCalendar,
  readCalendarForm,
} from './calendar-form.ts';

const OF = { series: '99110001-1', rcp: 'HealthcareService/sein' };
const form = (change: Partial<CalendarForm> = {}): CalendarForm => ({
  ...emptyCalendar('2026-12-01'),
  ...change,
});

describe('a calendar in its form', () => {
  test.each<[string, Partial<RcpCalendar>]>([
    ['weekly', {}],
    ['every other week', { rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH', end: '2027-06-30' }],
    ['monthly', { rule: 'FREQ=MONTHLY;BYDAY=1MO,-1MO', onHoliday: 'next-working-day' }],
    ['fixed day', { rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', active: false, plan: {} }],
    ['overseas', { region: 'reunion', zone: 'Indian/Reunion' }],
    ['with exceptions', { exceptions: [{ kind: 'skip', day: '2026-12-29', reason: 'Fêtes' }] }],
  ])('%s is opened and read back the same, and stored', (_, change) => {
    const calendar = calendarOfTests(change);
    const opened = calendarForm(calendar);
    expect(calendarErrors(opened)).toEqual({});
    expect(readCalendarForm(opened, calendar)).toEqual(calendar);
    const schedule = scheduleOf(readCalendarForm(opened, calendar));
    expect(problems(schedule)).toEqual([]);
    expect(calendarOf(schedule)).toEqual(calendar);
  });

  test('takes the clock of its territory', () => {
    expect(readCalendarForm(form({ region: 'guyane' }), OF).zone).toBe('America/Cayenne');
    expect(readCalendarForm(form({ region: 'alsace-moselle' }), OF).zone).toBe('Europe/Paris');
  });
});

describe('a wrong field', () => {
  test.each<[Partial<CalendarForm>, keyof CalendarForm]>([
    [{ start: '' }, 'start'],
    [{ end: '2026-01-01' }, 'end'],
    [{ time: '' }, 'time'],
    [{ minutes: 'une heure' }, 'minutes'],
    [{ interval: '0' }, 'interval'],
    [{ interval: 'x' }, 'interval'],
    [{ weekdays: [] }, 'weekdays'],
    [{ kind: 'monthly', nth: [] }, 'nth'],
    [{ kind: 'month-day', monthDay: '32' }, 'monthDay'],
    [{ places: '0' }, 'places'],
    [{ video: 'ftp://x' }, 'places'],
  ])('%j is told at %s', (change, field) => {
    expect(Object.keys(calendarErrors(form(change)))).toEqual([field]);
  });

  test('a new calendar has none', () => {
    expect(calendarErrors(emptyCalendar('2026-12-01'))).toEqual({});
  });
});
