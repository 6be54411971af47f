import { describe, expect, it } from 'vitest';
import { RCPS } from '../region/rcps.ts';
import { calendar, suffix } from './calendar.ts';

const days = (month: string, rcpKey: string) =>
  calendar(month)
    .filter(({ rcp }) => rcp.key === rcpKey)
    .map(({ day }) => day);

describe('calendar', () => {
  it('has twenty sessions in October 2026, on the days of each RCP', () => {
    expect(calendar('2026-10')).toHaveLength(20);
    expect(days('2026-10', 'sein')).toEqual(['2026-10-06', '2026-10-13', '2026-10-20', '2026-10-27']);
    expect(days('2026-10', 'digestif')).toEqual(['2026-10-01', '2026-10-08', '2026-10-15', '2026-10-22']);
    expect(days('2026-10', 'hematologie')).toEqual(['2026-10-02', '2026-10-16', '2026-10-31']);
  });

  it('holds each RCP at least twice', () => {
    for (const { key } of RCPS) expect(days('2026-10', key).length, key).toBeGreaterThanOrEqual(2);
  });

  it('numbers the sessions of an RCP in the order of time', () => {
    for (const { key } of RCPS) {
      const own = calendar('2026-10').filter(({ rcp }) => rcp.key === key);
      expect(own.map(({ index }) => index)).toEqual(own.map((_, i) => i + 1));
      expect(own.map(({ start }) => start)).toEqual(own.map(({ start }) => start).sort((a, b) => a - b));
    }
  });

  it.each(['2026-02', '2027-01', '2028-02', '2025-08'])('stays within %s', (month) => {
    const all = calendar(month);
    expect(all).toHaveLength(20);
    expect(all.every(({ day }) => day.startsWith(month))).toBe(true);
  });

  it('gives a copied district labels of its own', () => {
    const both = [...calendar('2026-10'), ...calendar('2026-10', 3)].map(({ key }) => key);
    expect(new Set(both).size).toBe(40);
    expect([suffix(0), suffix(3)]).toEqual(['', '-d3']);
  });

  it('refuses a month that is not one', () => {
    expect(() => calendar('octobre')).toThrow(/AAAA-MM/);
  });
});
