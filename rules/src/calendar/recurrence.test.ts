import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, daysIn, mondayOf, weekdayOf } from './civil.ts';
import {
  describeRecurrence,
  parseRecurrence,
  type Recurrence,
  RecurrenceError,
  recurrenceRule,
  recurringDays,
  type Weekday,
} from './recurrence.ts';

const WEEKDAYS: Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];

describe('recurringDays', () => {
  it.each([
    ['FREQ=WEEKLY;BYDAY=TU', ['2026-10-06', '2026-10-13', '2026-10-20', '2026-10-27']],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', ['2026-10-13', '2026-10-27']],
    ['FREQ=WEEKLY;BYDAY=MO,TH', '01 05 08 12 15 19 22 26 29'.split(' ').map((d) => `2026-10-${d}`)],
    ['FREQ=MONTHLY;BYDAY=1MO,3MO', ['2026-10-05', '2026-10-19']],
    ['FREQ=MONTHLY;BYDAY=-1FR', ['2026-10-30']],
    ['FREQ=MONTHLY;BYDAY=5TU', []],
    ['FREQ=MONTHLY;BYMONTHDAY=31', ['2026-10-31']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', ['2026-10-31']],
  ])('%s in October 2026', (rule, expected) => {
    const days = recurringDays(rule, '2026-10-01', '2026-10-01', '2026-11-01');
    expect(days).toEqual(expected);
  });

  it('counts a rule of two weeks from its first day, whatever is asked', () => {
    const rule = 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU';
    expect(recurringDays(rule, '2026-10-06', '2026-10-12', '2026-11-05')).toEqual([
      '2026-10-20',
      '2026-11-03',
    ]);
    expect(recurringDays(rule, '2026-10-06', '2026-09-01', '2026-10-01')).toEqual([]);
  });

  it('gives, for any rule, the days that a plain look at each day gives', () => {
    const start = fc.integer({ min: 0, max: 1500 }).map((n) => addDays('2024-01-01', n));
    fc.assert(
      fc.property(anyRecurrence, start, fc.integer({ min: -40, max: 400 }), (one, first, ahead) => {
        const from = addDays(first, ahead);
        const to = addDays(from, 120);
        const looked = daysIn(from, to).filter((day) => day >= first && holds(one, first, day));
        expect(recurringDays(recurrenceRule(one), first, from, to)).toEqual(looked);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same days whether asked at once or in pieces', () => {
    fc.assert(
      fc.property(anyRecurrence, fc.integer({ min: 1, max: 199 }), (one, cut) => {
        const rule = recurrenceRule(one);
        const [from, middle, to] = ['2026-09-01', addDays('2026-09-01', cut), addDays('2026-09-01', 200)];
        expect([
          ...recurringDays(rule, '2026-01-05', from, middle),
          ...recurringDays(rule, '2026-01-05', middle, to),
        ]).toEqual(recurringDays(rule, '2026-01-05', from, to));
      }),
      { numRuns: 100 },
    );
  });

  it('refuses a range without end', () => {
    expect(() => recurringDays('FREQ=WEEKLY;BYDAY=TU', '2026-01-01', '2026-01-01', '2046-01-01')).toThrow(
      'dix ans',
    );
  });
});

const anyRecurrence: fc.Arbitrary<Recurrence> = fc.oneof(
  fc.record({
    kind: fc.constant('weekly' as const),
    interval: fc.integer({ min: 1, max: 5 }),
    weekdays: fc.subarray(WEEKDAYS, { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('monthly' as const),
    interval: fc.integer({ min: 1, max: 3 }),
    nth: fc.subarray([1, 2, 3, 4, 5, -1], { minLength: 1 }),
    weekday: fc.constantFrom(...WEEKDAYS),
  }),
  fc.record({
    kind: fc.constant('month-day' as const),
    interval: fc.integer({ min: 1, max: 3 }),
    monthDay: fc.oneof(fc.constant(-1), fc.integer({ min: 1, max: 31 })),
  }),
);

/** The oracle: reads one day by what the words of the rule mean. */
function holds(one: Recurrence, first: string, day: string): boolean {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  const length = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (one.kind === 'weekly') {
    const weeks = daysBetween(mondayOf(first), mondayOf(day)) / 7;
    return weeks % one.interval === 0 && one.weekdays.includes(WEEKDAYS[weekdayOf(day) - 1]!);
  }
  const months = (year - Number(first.slice(0, 4))) * 12 + month - Number(first.slice(5, 7));
  if (months % one.interval !== 0) return false;
  if (one.kind === 'month-day') return date === (one.monthDay === -1 ? length : one.monthDay);
  const isLast = date + 7 > length;
  return (
    WEEKDAYS[weekdayOf(day) - 1] === one.weekday &&
    (one.nth.includes(Math.ceil(date / 7)) || (isLast && one.nth.includes(-1)))
  );
}

describe('a rule', () => {
  it('is read and written the same way', () => {
    fc.assert(
      fc.property(anyRecurrence, (one) => {
        const rule = recurrenceRule(one);
        expect(recurrenceRule(parseRecurrence(rule))).toBe(rule);
      }),
    );
  });

  it.each([
    ['FREQ=WEEKLY;BYDAY=TU', 'chaque mardi'],
    ['FREQ=WEEKLY;BYDAY=TH,MO', 'chaque lundi et jeudi'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU', 'mardi, une semaine sur deux'],
    ['FREQ=WEEKLY;INTERVAL=3;BYDAY=TU', 'mardi, toutes les 3 semaines'],
    ['FREQ=MONTHLY;BYDAY=1MO,3MO', 'les 1er et 3e lundis du mois'],
    ['FREQ=MONTHLY;BYDAY=-1FR', 'le dernier vendredi du mois'],
    ['FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1', 'le dernier jour du mois, tous les 2 mois'],
    ['FREQ=MONTHLY;BYMONTHDAY=1', 'le 1er du mois'],
  ])('%s is said: %s', (rule, words) => {
    expect(describeRecurrence(rule)).toBe(words);
  });

  it.each([
    'FREQ=DAILY',
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;BYDAY=2TU',
    'FREQ=WEEKLY;BYDAY=TU;BYHOUR=18',
    'FREQ=WEEKLY;BYDAY=XX',
    'FREQ=WEEKLY;INTERVAL=0;BYDAY=TU',
    'FREQ=WEEKLY;INTERVAL=99;BYDAY=TU',
    'FREQ=MONTHLY;BYDAY=1MO,2TU',
    'FREQ=MONTHLY;BYDAY=MO',
    'FREQ=MONTHLY;BYDAY=6MO',
    'FREQ=MONTHLY;BYMONTHDAY=32',
    'FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=1MO',
    'FREQ=WEEKLY;FREQ=MONTHLY;BYDAY=TU',
    '',
  ])('%s is refused rather than half understood', (rule) => {
    expect(() => parseRecurrence(rule)).toThrow(RecurrenceError);
    expect(() => parseRecurrence(rule)).toThrow(/^Règle de récurrence « /);
  });
});
