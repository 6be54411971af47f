import { daysBetween, weekdayOf } from '@dcc/rules/src/calendar/civil.ts';
import { describe, expect, test } from 'vitest';
import { type CalendarAddress, readAddress, shownDays, turned, VIEWS, writeAddress } from './address.ts';

const TODAY = '2026-11-23';

test('an address is read as it was written', () => {
  const full: CalendarAddress = { view: 'semaine', day: '2026-12-01', session: 's1', rcp: 'r1', mine: true };
  expect(readAddress(writeAddress(full), TODAY)).toEqual(full);
  const bare: CalendarAddress = { view: 'liste', day: '2026-12-01', mine: false };
  expect(readAddress(writeAddress(bare), TODAY)).toEqual(bare);
});

test.each(['', 'vue=annee&jour=demain', 'jour=2026-02-30&mes-sessions=1'])(
  'a wrong or empty address « %s » shows this month, all RCP',
  (text) => {
    expect(readAddress(new URLSearchParams(text), TODAY)).toEqual({ view: 'mois', day: TODAY, mine: false });
  },
);

describe('the days on screen', () => {
  test('are whole weeks that hold the month', () => {
    expect(shownDays('mois', '2026-11-23')).toEqual({ from: '2026-10-26', to: '2026-12-07' });
    // A February that is exactly four weeks has no line more.
    expect(shownDays('mois', '2027-02-10')).toEqual({ from: '2027-02-01', to: '2027-03-01' });
  });

  test('are one week from Monday, or one month to the day', () => {
    expect(shownDays('semaine', '2026-11-22')).toEqual({ from: '2026-11-16', to: '2026-11-23' });
    expect(shownDays('liste', '2026-11-22')).toEqual({ from: '2026-11-01', to: '2026-12-01' });
  });

  test('always hold the day in hand, in any view, for two years', () => {
    for (let step = 0, day = '2026-01-31'; step < 24; step++, day = turned('mois', day, 1)) {
      for (const view of VIEWS) {
        const { from, to } = shownDays(view, day);
        expect(day >= from && day < to).toBe(true);
        if (view !== 'liste') expect([weekdayOf(from), daysBetween(from, to) % 7]).toEqual([1, 0]);
      }
    }
  });
});

test('turning the page goes to the next month or week, across years', () => {
  expect(turned('mois', '2026-12-31', 1)).toBe('2027-01-01');
  expect(turned('liste', '2027-01-15', -1)).toBe('2026-12-01');
  expect(turned('semaine', '2026-12-30', 1)).toBe('2027-01-06');
});
