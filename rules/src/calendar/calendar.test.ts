import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CalendarException,
  type HolidayPolicy,
  occurrences,
  type RcpCalendar,
  workingDay,
} from './calendar.ts';
import { addDays, wallClock, weekdayOf } from './civil.ts';
import { type HolidayRegion, holidayName } from './holidays.ts';
import { recurringDays } from './recurrence.ts';
import { calendarOfTests } from './testing.ts';

const starts = (calendar: RcpCalendar, from: string, to: string) =>
  occurrences(calendar, from, to).held.map(({ start }) => start);

describe('occurrences', () => {
  it('stay at 18:00 in Paris across the end of summer time', () => {
    expect(starts(calendarOfTests(), '2026-10-19', '2026-11-09')).toEqual([
      '2026-10-20T18:00:00+02:00',
      '2026-10-27T18:00:00+01:00',
      '2026-11-03T18:00:00+01:00',
    ]);
  });

  it('stay at 18:00 across its beginning, also on the very Sunday', () => {
    const sundays = calendarOfTests({ rule: 'FREQ=WEEKLY;BYDAY=SU' });
    expect(starts(sundays, '2027-03-21', '2027-04-05')).toEqual([
      '2027-03-21T18:00:00+01:00',
      '2027-03-28T18:00:00+02:00',
      '2027-04-04T18:00:00+02:00',
    ]);
  });

  it('last what they last: 90 minutes, also over a clock change at night', () => {
    const night = calendarOfTests({ rule: 'FREQ=MONTHLY;BYDAY=-1SU', time: '01:30' });
    const [one] = occurrences(night, '2026-10-01', '2026-11-01').held;
    expect([one?.start, one?.end]).toEqual(['2026-10-25T01:30:00+02:00', '2026-10-25T02:00:00+01:00']);
  });

  it('are given up on a holiday, with its name', () => {
    const sundays = calendarOfTests({ rule: 'FREQ=WEEKLY;BYDAY=WE' });
    const { held, skipped } = occurrences(sundays, '2026-11-01', '2026-12-01');
    expect(held.map(({ key }) => key)).toEqual(['2026-11-04', '2026-11-18', '2026-11-25']);
    expect(skipped).toEqual([{ key: '2026-11-11', why: 'Férié : Armistice de 1918' }]);
  });

  it.each([
    ['keep', '2026-11-11', undefined],
    ['next-working-day', '2026-11-12', 'Férié (Armistice de 1918) : session déplacée'],
    ['previous-working-day', '2026-11-10', 'Férié (Armistice de 1918) : session déplacée'],
  ] as const)('on a holiday, %s puts them on %s', (onHoliday, day, why) => {
    const calendar = calendarOfTests({ rule: 'FREQ=WEEKLY;BYDAY=WE', onHoliday });
    const one = occurrences(calendar, '2026-11-09', '2026-11-15').held[0];
    expect(one).toMatchObject({ key: '2026-11-11', day, time: '18:00' });
    expect(one?.why).toBe(why);
  });

  it('do not pile up when the neighbouring day has its own', () => {
    const both = calendarOfTests({ rule: 'FREQ=WEEKLY;BYDAY=WE,TH', onHoliday: 'next-working-day' });
    const { held, skipped } = occurrences(both, '2026-11-09', '2026-11-16');
    expect(held.map(({ key }) => key)).toEqual(['2026-11-12']);
    expect(skipped.map(({ key }) => key)).toEqual(['2026-11-11']);
  });

  it('follow the holidays of their territory', () => {
    const monday = calendarOfTests({ rule: 'FREQ=WEEKLY;BYDAY=SA', start: '2026-12-01' });
    expect(occurrences(monday, '2026-12-20', '2026-12-31').held).toHaveLength(1);
    const colmar = { ...monday, region: 'alsace-moselle' as const };
    expect(occurrences(colmar, '2026-12-20', '2026-12-31').held).toHaveLength(0);
  });

  it('obey what was decided for a day: none, another day and hour, one more', () => {
    const exceptions: CalendarException[] = [
      { kind: 'skip', day: '2026-10-06', reason: 'Congrès' },
      { kind: 'move', day: '2026-10-13', toDay: '2026-10-15', toTime: '12:30', reason: 'Salle prise' },
      { kind: 'add', day: '2026-10-22', time: '08:00', reason: 'Urgences' },
    ];
    const { held, skipped } = occurrences(calendarOfTests({ exceptions }), '2026-10-01', '2026-10-25');
    expect(held.map(({ key, start, why }) => [key, start, why])).toEqual([
      ['2026-10-13', '2026-10-15T12:30:00+02:00', 'Salle prise'],
      ['2026-10-20', '2026-10-20T18:00:00+02:00', undefined],
      ['2026-10-22', '2026-10-22T08:00:00+02:00', 'Urgences'],
    ]);
    expect(skipped).toEqual([{ key: '2026-10-06', why: 'Congrès' }]);
  });

  it('are found where they were moved to, however far, and no longer where they were', () => {
    const exceptions: CalendarException[] = [
      { kind: 'move', day: '2026-10-06', toDay: '2026-12-03', toTime: '18:00', reason: 'Travaux' },
    ];
    const calendar = calendarOfTests({ exceptions });
    expect(occurrences(calendar, '2026-10-05', '2026-10-08').held).toEqual([]);
    expect(occurrences(calendar, '2026-12-02', '2026-12-05').held.map(({ key }) => key)).toEqual([
      '2026-10-06',
    ]);
  });

  it('ignore a move of a day the rule no longer gives', () => {
    const exceptions: CalendarException[] = [
      { kind: 'move', day: '2026-10-07', toDay: '2026-12-03', toTime: '18:00', reason: 'Ancien jour' },
    ];
    expect(occurrences(calendarOfTests({ exceptions }), '2026-12-02', '2026-12-05').held).toEqual([]);
  });

  it('end with their calendar', () => {
    const calendar = calendarOfTests({ end: '2026-10-13' });
    expect(starts(calendar, '2026-10-01', '2027-01-01').map((one) => one.slice(0, 10))).toEqual([
      '2026-10-06',
      '2026-10-13',
    ]);
    expect(starts(calendar, '2026-10-14', '2027-01-01')).toEqual([]);
  });
});

const anyCalendar = fc.record({
  rule: fc.constantFrom(
    'FREQ=WEEKLY;BYDAY=TU',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR',
    'FREQ=MONTHLY;BYDAY=1MO,3MO',
    'FREQ=MONTHLY;BYMONTHDAY=1',
  ),
  time: fc.constantFrom('07:30', '12:30', '18:00', '23:45'),
  region: fc.constantFrom<HolidayRegion>('metropole', 'alsace-moselle', 'martinique'),
  onHoliday: fc.constantFrom<HolidayPolicy>('skip', 'keep', 'next-working-day', 'previous-working-day'),
});
const anyFrom = fc.integer({ min: 0, max: 1500 }).map((n) => addDays('2026-09-01', n));

describe('any calendar', () => {
  it('holds every session at its hour on the clock of the wall, whatever the season', () => {
    fc.assert(
      fc.property(anyCalendar, anyFrom, (settings, from) => {
        for (const one of occurrences(calendarOfTests(settings), from, addDays(from, 200)).held) {
          expect(wallClock(one.start)).toEqual({ day: one.day, time: settings.time });
          expect(Date.parse(one.end) - Date.parse(one.start)).toBe(90 * 60_000);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the same at once or month by month: generating ahead twice creates nothing', () => {
    fc.assert(
      fc.property(anyCalendar, anyFrom, fc.integer({ min: 1, max: 119 }), (settings, from, cut) => {
        const calendar = calendarOfTests(settings);
        const to = addDays(from, 120);
        const middle = addDays(from, cut);
        const whole = occurrences(calendar, from, to);
        const parts = [occurrences(calendar, from, middle), occurrences(calendar, middle, to)];
        expect(parts.flatMap(({ held }) => held)).toEqual(whole.held);
        expect(parts.flatMap(({ skipped }) => skipped)).toEqual(whole.skipped);
        expect(new Set(whole.held.map(({ key }) => key)).size).toBe(whole.held.length);
      }),
      { numRuns: 80 },
    );
  });

  it('accounts for every day of its rule once: held or given up', () => {
    fc.assert(
      fc.property(anyCalendar, anyFrom, (settings, from) => {
        const calendar = calendarOfTests(settings);
        const to = addDays(from, 150);
        const { held, skipped } = occurrences(calendar, addDays(from, -10), addDays(to, 10));
        const keys = [...held, ...skipped].map(({ key }) => key);
        for (const day of recurringDays(calendar.rule, calendar.start, from, to)) {
          expect(keys.filter((key) => key === day)).toHaveLength(1);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('meets on no holiday unless told to keep them', () => {
    fc.assert(
      fc.property(anyCalendar, anyFrom, (settings, from) => {
        fc.pre(settings.onHoliday !== 'keep');
        for (const { day } of occurrences(calendarOfTests(settings), from, addDays(from, 400)).held) {
          expect(holidayName(day, settings.region)).toBeUndefined();
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('workingDay', () => {
  it('steps over weekends and neighbouring holidays', () => {
    expect(workingDay('2026-05-08', 'metropole', 1)).toBe('2026-05-11');
    expect(workingDay('2027-01-01', 'metropole', -1)).toBe('2026-12-31');
    expect(workingDay('2026-04-03', 'alsace-moselle', 1)).toBe('2026-04-07');
    expect(weekdayOf(workingDay('2026-12-25', 'alsace-moselle', 1))).toBe(1);
  });
});
