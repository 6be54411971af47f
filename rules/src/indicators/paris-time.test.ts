import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  daysOfMonth,
  inParis,
  isMonth,
  monthsBefore,
  monthsBetween,
  nextMonth,
  parisDay,
  parisMinute,
  parisMonth,
  startOfParisDay,
} from './paris-time.ts';

describe('parisMonth', () => {
  it.each([
    ['2026-10-31T23:59:59+01:00', '2026-10'],
    ['2026-10-31T22:59:59Z', '2026-10'],
    ['2026-10-31T23:00:00Z', '2026-11'],
    ['2026-11-01T00:30:00+02:00', '2026-10'],
    ['2026-06-30T21:59:00Z', '2026-06'],
    ['2026-06-30T22:00:00Z', '2026-07'],
    ['2026-12-31T22:59:59.999Z', '2026-12'],
    ['2026-12-31T23:00:00.000Z', '2027-01'],
    ['2026-10-31', '2026-10'],
  ])('%s is in %s', (instant, month) => {
    expect(parisMonth(instant)).toBe(month);
  });

  it.each([
    undefined,
    '',
    '2026',
    '2026-10',
    '2026-13-01',
    'hier',
    '2026-10-31T23:00:00',
    '2026-10-31T99:00:00Z',
  ])('gives nothing for %s, which is not a whole date', (text) => {
    expect(parisMonth(text)).toBeUndefined();
  });
});

describe('parisMinute', () => {
  it('reads the same minute twice in the night of 25 October 2026', () => {
    expect(parisMinute('2026-10-25T00:30:00Z')).toBe('2026-10-25T02:30');
    expect(parisMinute('2026-10-25T01:30:00Z')).toBe('2026-10-25T02:30');
  });

  it('has no minute between 2 and 3 in the night of 28 March 2027', () => {
    expect(parisMinute('2027-03-28T00:59:00Z')).toBe('2027-03-28T01:59');
    expect(parisMinute('2027-03-28T01:00:00Z')).toBe('2027-03-28T03:00');
  });

  it('does not depend on the offset the instant is written with', () => {
    const bounds = { min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(bounds), fc.integer({ min: -11, max: 12 }), (date, hours) => {
        const local = new Date(date.getTime() + hours * 3_600_000).toISOString().slice(0, 19);
        const offset = `${hours < 0 ? '-' : '+'}${String(Math.abs(hours)).padStart(2, '0')}:00`;
        expect(parisMinute(local + offset)).toBe(parisMinute(date.toISOString()));
      }),
    );
  });
});

describe('startOfParisDay', () => {
  it.each([
    ['2026-10-01', '2026-10-01T00:00:00+02:00'],
    ['2026-10-25', '2026-10-25T00:00:00+02:00'],
    ['2026-10-26', '2026-10-26T00:00:00+01:00'],
    ['2027-03-28', '2027-03-28T00:00:00+01:00'],
    ['2027-03-29', '2027-03-29T00:00:00+02:00'],
  ])('%s begins at %s', (day, instant) => {
    expect(startOfParisDay(day)).toBe(instant);
  });

  it('is the first instant of its day', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4000 }), (n) => {
        const day = new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
        const start = startOfParisDay(day);
        expect(parisDay(start)).toBe(day);
        expect(parisDay(new Date(Date.parse(start) - 1).toISOString())).not.toBe(day);
      }),
    );
  });

  it('names the day it cannot read', () => {
    expect(() => startOfParisDay('31/10/2026')).toThrow('31/10/2026');
    expect(() => startOfParisDay('2026-02-31')).toThrow('AAAA-MM-JJ');
  });
});

describe('months', () => {
  it('know their last day', () => {
    expect(daysOfMonth('2026-10')).toEqual({ start: '2026-10-01', end: '2026-10-31' });
    expect(daysOfMonth('2028-02')).toEqual({ start: '2028-02-01', end: '2028-02-29' });
    expect(daysOfMonth('2027-02').end).toBe('2027-02-28');
  });

  it('follow one another over the year', () => {
    expect(nextMonth('2026-09')).toBe('2026-10');
    expect(nextMonth('2026-12')).toBe('2027-01');
    expect(monthsBetween('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02']);
    expect(monthsBetween('2026-10', '2026-10')).toEqual(['2026-10']);
    expect(monthsBetween('2026-11', '2026-10')).toEqual([]);
  });

  it('are recognised', () => {
    expect(['2026-10', '2026-13', '2026-1', '2026-10-01', ''].filter(isMonth)).toEqual(['2026-10']);
  });
});

describe('inParis', () => {
  it.each([
    ['2026-10-06T10:30:00Z', '2026-10-06T12:30:00+02:00'],
    ['2026-10-06T12:30:59.900+02:00', '2026-10-06T12:30:59+02:00'],
    ['2026-10-31T23:00:00Z', '2026-11-01T00:00:00+01:00'],
    ['2026-10-25T00:30:00Z', '2026-10-25T02:30:00+02:00'],
    ['2026-10-25T01:30:00Z', '2026-10-25T02:30:00+01:00'],
    ['2026-12-31T20:15:00-05:00', '2027-01-01T02:15:00+01:00'],
    ['2026-10-06', '2026-10-06'],
  ])('writes %s as %s', (given, expected) => {
    expect(inParis(given)).toBe(expected);
  });

  it.each([
    ['2026-10-25T02:30:00+02:00', '2026-10-25T02:30:00+02:00'],
    ['2026-10-25T02:30:00+01:00', '2026-10-25T02:30:00+01:00'],
    ['2026-07-01T12:00:00+01:00', '2026-07-01T13:00:00+02:00'],
    // No such day: the one that it comes to, not what was written.
    ['2026-02-30T10:00:00+01:00', '2026-03-02T10:00:00+01:00'],
    // Summer time of 1976 and before, German time, the time of Paris itself: by the minute.
    ['1976-07-01T12:00:00Z', '1976-07-01T14:00:00+02:00'],
    ['1970-07-01T12:00:00Z', '1970-07-01T13:00:00+01:00'],
    ['1900-01-01T12:00:00Z', '1900-01-01T12:09:00+00:09'],
    ['0001-01-01T12:00:00Z', '0001-01-01T12:09:00+00:09'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59+00:00'],
  ])('writes %s as %s, at the edges', (given, expected) => {
    expect(inParis(given)).toBe(expected);
  });

  it('shows what the clock of the time zone tables shows, asked in any order, twice', () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: 'Europe/Paris',
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const date = fc.date({ min: new Date('1940-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(fc.array(date, { maxLength: 6 }), (instants) => {
        for (const one of [...instants, ...instants]) {
          expect(parisMinute(one.toISOString())!.replace('T', ' ')).toBe(clock.format(one));
        }
      }),
    );
  });

  it('does not depend on how the offset is written: whole hours, half hours, with or without a fraction', () => {
    const date = fc.date({ min: new Date('1998-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });
    const minutes = fc.integer({ min: -24, max: 28 }).map((halves) => halves * 30);
    const fraction = fc.constantFrom('', '.5', '.999', '.123456789');
    fc.assert(
      fc.property(date, minutes, fraction, (instant, offset, more) => {
        const local = new Date(instant.getTime() + offset * 60_000).toISOString().slice(0, 19);
        const two = (value: number) => String(value).padStart(2, '0');
        const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const written = `${local}${more}${offset < 0 ? '-' : '+'}${two(hours)}:${two(rest)}`;
        const wanted = `${parisMinute(instant.toISOString())}${instant.toISOString().slice(16, 19)}`;
        expect(inParis(written)!.slice(0, 19)).toBe(wanted);
        expect(Date.parse(inParis(written)!)).toBe(Math.floor(instant.getTime() / 1000) * 1000);
      }),
    );
  });

  it('does not take a day that cannot be, after one that can, nor the other way round', () => {
    const hours = ['2026-10-31T10', '2026-10-32T10', '2026-10-31T10', '2026-00-31T10', '2026-10-31T24'];
    const read = () => hours.map((hour) => inParis(`${hour}:00:00Z`) !== undefined);
    expect(read()).toEqual([true, false, true, false, true]);
    expect(read()).toEqual([true, false, true, false, true]);
    for (const wrong of ['10:60:00Z', '10:00:60Z', '25:00:00Z', '10:00:00+99:00']) {
      expect(inParis(`2026-10-31T${wrong}`)).toBeUndefined();
    }
  });

  it('names the same instant, whatever the instant', () => {
    const date = fc.date({ min: new Date('1995-01-01'), max: new Date('2037-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (instant) => {
        const seconds = Math.floor(instant.getTime() / 1000);
        expect(Date.parse(inParis(instant.toISOString())!) / 1000).toBe(seconds);
      }),
    );
  });

  it.each([undefined, '2026', '2026-13-01T00:00:00Z', 'demain'])('does not know %s', (given) => {
    expect(inParis(given)).toBeUndefined();
  });
});

describe('monthsBefore', () => {
  it.each([
    ['2026-10', 0, '2026-10'],
    ['2026-10', 11, '2025-11'],
    ['2026-01', 1, '2025-12'],
    ['2026-12', 12, '2025-12'],
    ['2026-03', 120, '2016-03'],
  ])('%s minus %d is %s', (month, count, expected) => {
    expect(monthsBefore(month, count)).toBe(expected);
  });
});
