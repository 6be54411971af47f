import { describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from './civil.ts';
import { easterSunday, HOLIDAY_REGIONS, type HolidayRegion, holidayName, holidaysOf } from './holidays.ts';

describe('Easter', () => {
  it.each([
    [1997, '1997-03-30'],
    [2008, '2008-03-23'],
    [2011, '2011-04-24'],
    [2019, '2019-04-21'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
    [2026, '2026-04-05'],
    [2027, '2027-03-28'],
    [2028, '2028-04-16'],
    [2030, '2030-04-21'],
    [2038, '2038-04-25'],
  ])('is known in %i', (year, day) => {
    expect(easterSunday(year)).toBe(day);
  });

  it('is the first Sunday after a full moon of spring, by another count, for two centuries', () => {
    for (let year = 1950; year <= 2150; year++) expect(easterSunday(year), `${year}`).toBe(byMoon(year));
  });
});

/** The church's own definition, from the tables of golden number and epact of the Gregorian reform. */
function byMoon(year: number): string {
  const golden = (year % 19) + 1;
  const century = Math.floor(year / 100) + 1;
  const skippedLeaps = Math.floor((3 * century) / 4) - 12;
  const moonCorrection = Math.floor((8 * century + 5) / 25) - 5;
  let epact = (11 * golden + 20 + moonCorrection - skippedLeaps) % 30;
  if (epact < 0) epact += 30;
  if ((epact === 25 && golden > 11) || epact === 24) epact += 1;
  let fullMoon = 44 - epact;
  if (fullMoon < 21) fullMoon += 30;
  const day = addDays(`${year}-03-01`, fullMoon - 1);
  return addDays(day, 7 - (weekdayOf(day) % 7));
}

describe('public holidays', () => {
  it('of 2026 are the eleven of the country', () => {
    expect([...holidaysOf(2026).keys()]).toEqual([
      '2026-01-01',
      '2026-04-06',
      '2026-05-01',
      '2026-05-08',
      '2026-05-14',
      '2026-05-25',
      '2026-07-14',
      '2026-08-15',
      '2026-11-01',
      '2026-11-11',
      '2026-12-25',
    ]);
  });

  it('are two more in Alsace-Moselle', () => {
    expect(holidayName('2026-04-03', 'alsace-moselle')).toBe('Vendredi saint');
    expect(holidayName('2026-12-26', 'alsace-moselle')).toBe('Saint-Étienne');
    expect(holidayName('2026-12-26')).toBeUndefined();
    expect(holidayName('2026-04-03')).toBeUndefined();
  });

  it.each([
    ['guadeloupe', '05-27'],
    ['martinique', '05-22'],
    ['guyane', '06-10'],
    ['reunion', '12-20'],
    ['mayotte', '04-27'],
    ['saint-barthelemy', '10-09'],
    ['saint-martin', '05-28'],
  ] as const)('remember the abolition in %s on %s', (region, day) => {
    expect(holidayName(`2027-${day}`, region)).toBe('Abolition de l’esclavage');
    expect(holidayName(`2027-${day}`)).toBeUndefined();
  });

  it('say both names when two fall together', () => {
    expect(holidayName('1997-05-08')).toBe('Victoire de 1945 et Ascension');
    expect(holidaysOf(1997).size).toBe(10);
  });

  it('have a clock that exists in each territory, and feasts that exist in each year', () => {
    for (const region of Object.keys(HOLIDAY_REGIONS) as HolidayRegion[]) {
      expect(() => new Intl.DateTimeFormat('fr', { timeZone: HOLIDAY_REGIONS[region].zone })).not.toThrow();
      for (let year = 2020; year < 2040; year++) {
        const days = [...holidaysOf(year, region).keys()];
        expect([...days].sort()).toEqual(days);
        expect(days.every((day) => day.startsWith(`${year}-`))).toBe(true);
      }
    }
  });
});
