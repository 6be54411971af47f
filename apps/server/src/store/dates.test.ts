import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateRange, MAX_TIME, MIN_TIME, periodRange, timingRange } from './dates.ts';

const iso = (text: string): { low: string; high: string } | undefined => {
  const range = dateRange(text);
  return range && { low: new Date(range.low).toISOString(), high: new Date(range.high).toISOString() };
};

describe('dateRange', () => {
  test.each([
    ['2026', '2026-01-01T00:00:00.000Z', '2026-12-31T23:59:59.999Z'],
    ['2026-02', '2026-02-01T00:00:00.000Z', '2026-02-28T23:59:59.999Z'],
    ['2024-02', '2024-02-01T00:00:00.000Z', '2024-02-29T23:59:59.999Z'],
    ['2026-03-31', '2026-03-31T00:00:00.000Z', '2026-03-31T23:59:59.999Z'],
    ['2026-03-31T23:30', '2026-03-31T23:30:00.000Z', '2026-03-31T23:30:59.999Z'],
    ['2026-03-31T23:30:10Z', '2026-03-31T23:30:10.000Z', '2026-03-31T23:30:10.999Z'],
    ['2026-03-31T23:30:10.25Z', '2026-03-31T23:30:10.250Z', '2026-03-31T23:30:10.250Z'],
    ['2026-04-01T00:30:00+02:00', '2026-03-31T22:30:00.000Z', '2026-03-31T22:30:00.999Z'],
    ['2026-03-31T20:00:00-05:30', '2026-04-01T01:30:00.000Z', '2026-04-01T01:30:00.999Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.000Z', '2016-12-31T23:59:59.999Z'],
    ['0050-01-01', '0050-01-01T00:00:00.000Z', '0050-01-01T23:59:59.999Z'],
  ])('%s', (text, low, high) => {
    expect(iso(text)).toEqual({ low, high });
  });

  test.each(['', 'hier', '2026-13', '2026-02-30', '2026-00-01', '26-01-01', '2026-01-01T25:00', '2026-1-1'])(
    '%j is not a date',
    (text) => {
      expect(dateRange(text)).toBeUndefined();
    },
  );

  test('a more precise date lies within the less precise one', () => {
    const date = fc.date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(date, fc.constantFrom(4, 7, 10, 16, 19), (d, length) => {
        const full = d.toISOString();
        const outer = dateRange(length > 10 ? `${full.slice(0, length)}Z` : full.slice(0, length))!;
        const inner = dateRange(full)!;
        expect(inner.low).toBe(d.getTime());
        expect(outer.low).toBeLessThanOrEqual(inner.low);
        expect(outer.high).toBeGreaterThanOrEqual(inner.high);
      }),
    );
  });
});

describe('periodRange', () => {
  test('covers from the start of the start to the end of the end', () => {
    const range = periodRange({ start: '2026-03-01', end: '2026-03' })!;
    expect(range).toEqual({ low: Date.parse('2026-03-01'), high: Date.parse('2026-04-01') - 1 });
  });

  test('a missing end is open', () => {
    expect(periodRange({ start: '2026' })?.high).toBe(MAX_TIME);
    expect(periodRange({ end: '2026' })?.low).toBe(MIN_TIME);
  });

  test('a period without a date is none', () => {
    expect(periodRange({})).toBeUndefined();
    expect(periodRange({ start: 'bientôt' })).toBeUndefined();
  });
});

test('a Timing covers its events, or its bounds', () => {
  expect(timingRange({ event: ['2026-05-02', '2026-01-10'] })).toEqual({
    low: Date.parse('2026-01-10'),
    high: Date.parse('2026-05-03') - 1,
  });
  expect(timingRange({ repeat: { boundsPeriod: { start: '2026-01-01', end: '2026-01-31' } } })).toEqual({
    low: Date.parse('2026-01-01'),
    high: Date.parse('2026-02-01') - 1,
  });
  expect(timingRange({ repeat: { frequency: 2 } })).toBeUndefined();
});
