import { describe, expect, it } from 'vitest';
import { SETTINGS, scheduleOf } from './schedule.ts';

const DAY = { [SETTINGS.DAY]: '5' };

describe('scheduleOf', () => {
  it('is nothing while no day is configured, and before the day', () => {
    expect(scheduleOf({}, '2026-11-05')).toBeUndefined();
    expect(scheduleOf({ [SETTINGS.DAY]: ' ' }, '2026-11-05')).toBeUndefined();
    expect(scheduleOf(DAY, '2026-11-04')).toBeUndefined();
  });

  it('is the open months and, closed, the one before them, from the day to the end of the month', () => {
    const expected = {
      from: '2026-11-05',
      months: ['2026-07', '2026-08', '2026-09', '2026-10'],
      closed: ['2026-07'],
    };
    for (const today of ['2026-11-05', '2026-11-06', '2026-11-30'])
      expect(scheduleOf(DAY, today)).toEqual(expected);
  });

  it('crosses the year', () => {
    const settings = { ...DAY, [SETTINGS.OPEN_MONTHS]: '1' };
    expect(scheduleOf(settings, '2027-01-05')?.months).toEqual(['2026-11', '2026-12']);
    expect(scheduleOf(settings, '2027-02-28')?.months).toEqual(['2026-12', '2027-01']);
    expect(scheduleOf({ ...DAY, [SETTINGS.OPEN_MONTHS]: '12' }, '2026-12-31')?.months).toHaveLength(13);
  });

  it('hides small cells when it is told to', () => {
    expect(scheduleOf({ ...DAY, [SETTINGS.THRESHOLD]: '11' }, '2026-11-05')?.threshold).toBe(11);
    expect(scheduleOf(DAY, '2026-11-05')).not.toHaveProperty('threshold');
  });

  it('closes each month once and sends it before as often as it is open', () => {
    const sent = new Map<string, string[]>();
    for (let n = 1; n <= 12; n++) {
      const { months, closed } = scheduleOf(DAY, `2027-${String(n).padStart(2, '0')}-05`)!;
      for (const month of months) {
        sent.set(month, [...(sent.get(month) ?? []), closed.includes(month) ? 'closed' : 'open']);
      }
    }
    expect(sent.get('2027-03')).toEqual(['open', 'open', 'open', 'closed']);
  });

  it.each([
    [SETTINGS.DAY, '0'],
    [SETTINGS.DAY, '29'],
    [SETTINGS.DAY, 'lundi'],
    [SETTINGS.OPEN_MONTHS, '0'],
    [SETTINGS.OPEN_MONTHS, '2.5'],
    [SETTINGS.THRESHOLD, '2'],
  ])('refuses %s = %s, naming it', (name, text) => {
    expect(() => scheduleOf({ ...DAY, [name]: text }, '2026-11-30')).toThrow(`${name} : « ${text} »`);
  });
});
