import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  CivilTimeError,
  daysBetween,
  daysIn,
  firstOfMonth,
  instantOf,
  isDay,
  mondayOf,
  offsetMinutes,
  wallClock,
  weekdayOf,
  zonedDateTime,
} from './civil.ts';

const ZONES = ['Europe/Paris', 'Indian/Reunion', 'America/Martinique', 'America/Cayenne'];
const day = fc.integer({ min: 0, max: 8000 }).map((n) => addDays('2015-01-01', n));
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([h, m]) => `${String(h).padStart(2, '0')}:${String(m).padStart(2, '0')}`);

describe('the wall clock', () => {
  it.each([
    ['2026-10-24', '2026-10-24T18:00:00+02:00'],
    ['2026-10-25', '2026-10-25T18:00:00+01:00'],
    ['2027-03-27', '2027-03-27T18:00:00+01:00'],
    ['2027-03-28', '2027-03-28T18:00:00+02:00'],
  ])('keeps 18:00 at 18:00 in Paris on %s', (date, expected) => {
    expect(zonedDateTime(instantOf(date, '18:00'))).toBe(expected);
  });

  it('reads an hour that summer time skips by the clock of before, and takes the first of one that comes twice', () => {
    expect(zonedDateTime(instantOf('2027-03-28', '02:30'))).toBe('2027-03-28T03:30:00+02:00');
    expect(zonedDateTime(instantOf('2026-10-25', '02:30'))).toBe('2026-10-25T02:30:00+02:00');
  });

  it('knows clocks without summer time, west and east', () => {
    expect(zonedDateTime(instantOf('2026-07-01', '18:00', 'Indian/Reunion'), 'Indian/Reunion')).toBe(
      '2026-07-01T18:00:00+04:00',
    );
    expect(zonedDateTime(instantOf('2026-07-01', '18:00', 'America/Cayenne'), 'America/Cayenne')).toBe(
      '2026-07-01T18:00:00-03:00',
    );
    expect(offsetMinutes(Date.parse('2026-01-01T00:00:00.500Z'), 'Asia/Kolkata')).toBe(330);
  });

  it('gives back the day and hour it was given, wherever, unless the clock skipped them', () => {
    fc.assert(
      fc.property(day, time, fc.constantFrom(...ZONES), (date, hour, zone) => {
        const read = wallClock(instantOf(date, hour, zone), zone);
        const skipped = zone === 'Europe/Paris' && hour >= '02:00' && hour < '03:00';
        if (!skipped) expect(read).toEqual({ day: date, time: hour });
        expect(Date.parse(zonedDateTime(instantOf(date, hour, zone), zone))).toBe(
          instantOf(date, hour, zone),
        );
      }),
      { numRuns: 400 },
    );
  });

  it('never turns back: a later wall time is a later instant', () => {
    fc.assert(
      fc.property(day, time, time, (date, one, other) => {
        const [first, second] = [one, other].sort() as [string, string];
        expect(instantOf(date, first)).toBeLessThanOrEqual(instantOf(date, second));
        expect(instantOf(date, second)).toBeLessThan(instantOf(addDays(date, 1), first) + 26 * 3_600_000);
      }),
      { numRuns: 300 },
    );
  });

  it('refuses what it cannot read, in French', () => {
    expect(() => instantOf('2026-02-30', '18:00')).toThrow('Date « 2026-02-30 » illisible');
    expect(() => instantOf('2026-02-28', '24:00')).toThrow('Heure « 24:00 » illisible');
    expect(() => instantOf('2026-02-28', '18:00', 'Europe/Lutece')).toThrow(CivilTimeError);
    expect(() => wallClock('hier')).toThrow('« hier » illisibles');
  });
});

describe('civil days', () => {
  it('exist or do not', () => {
    expect(['2028-02-29', '2027-02-29', '2026-13-01', '12/10/2026'].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('are counted across months, years and clock changes', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2026-10-24', 7)).toBe('2026-10-31');
    expect(daysBetween('2026-10-24', '2026-10-31')).toBe(7);
    expect(daysIn('2026-02-27', '2026-03-02')).toEqual(['2026-02-27', '2026-02-28', '2026-03-01']);
    expect(daysIn('2026-03-02', '2026-02-27')).toEqual([]);
    expect(firstOfMonth('2026-11-23', 2)).toBe('2027-01-01');
    expect(firstOfMonth('2026-01-31', -1)).toBe('2025-12-01');
  });

  it('begin weeks on Monday', () => {
    expect(weekdayOf('2026-11-23')).toBe(1);
    expect(weekdayOf('2026-11-22')).toBe(7);
    fc.assert(
      fc.property(day, (date) => {
        expect(weekdayOf(mondayOf(date))).toBe(1);
        expect(daysBetween(mondayOf(date), date)).toBe(weekdayOf(date) - 1);
      }),
    );
  });
});
