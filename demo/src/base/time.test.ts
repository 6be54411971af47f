import { describe, expect, it } from 'vitest';
import {
  addDays,
  ageAt,
  frenchDate,
  lastDay,
  nthWeekday,
  parisInstant,
  parisTime,
  parseMonth,
} from './time.ts';

describe('Paris time', () => {
  it('writes summer and winter offsets of the same month', () => {
    expect(parisTime(parisInstant('2026-10-24', 17, 30))).toBe('2026-10-24T17:30:00+02:00');
    expect(parisTime(parisInstant('2026-10-26', 17, 30))).toBe('2026-10-26T17:30:00+01:00');
  });

  it('keeps a session near midnight in its own day', () => {
    const start = parisInstant('2026-10-31', 23, 30);
    expect(parisTime(start)).toBe('2026-10-31T23:30:00+01:00');
    expect(parisTime(start + 60 * 60_000)).toBe('2026-11-01T00:30:00+01:00');
    expect(new Date(start).toISOString()).toBe('2026-10-31T22:30:00.000Z');
  });

  it('is right on both sides of the change of hour', () => {
    expect(parisTime(parisInstant('2026-10-25', 1, 0))).toBe('2026-10-25T01:00:00+02:00');
    expect(parisTime(parisInstant('2026-10-25', 4, 0))).toBe('2026-10-25T04:00:00+01:00');
    expect(parisTime(parisInstant('2026-03-29', 4, 0))).toBe('2026-03-29T04:00:00+02:00');
  });
});

describe('calendar', () => {
  it('finds the weekdays of October 2026', () => {
    expect([1, 2, 3, 4].map((n) => nthWeekday('2026-10', 2, n))).toEqual([
      '2026-10-06',
      '2026-10-13',
      '2026-10-20',
      '2026-10-27',
    ]);
    expect(nthWeekday('2026-10', 4, 1)).toBe('2026-10-01');
  });

  it('knows the last day, leap years included', () => {
    expect(lastDay('2026-10')).toBe('2026-10-31');
    expect(lastDay('2028-02')).toBe('2028-02-29');
  });

  it('moves days over months', () => {
    expect(addDays('2026-10-06', -38)).toBe('2026-08-29');
    expect(addDays('2026-10-31', 1)).toBe('2026-11-01');
  });

  it('counts an age before and after the birthday', () => {
    expect(ageAt('1951-10-07', '2026-10-06')).toBe(74);
    expect(ageAt('1951-10-06', '2026-10-06')).toBe(75);
  });

  it('writes French dates', () => {
    expect(frenchDate('2026-10-06T17:30:00+02:00')).toBe('06/10/2026');
  });

  it.each(['2026-13', '26-10', 'octobre', '2026-10-01'])('refuses the month %s in French', (month) => {
    expect(() => parseMonth(month)).toThrow(/AAAA-MM/);
  });
});
