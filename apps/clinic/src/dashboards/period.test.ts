import { describe, expect, test } from 'vitest';
import type { SubIndicator } from './definitions.ts';
import type { Figure } from './figures.ts';
import { difference, type MonthFigure, overPeriod } from './period.ts';

const sub = (more: Partial<SubIndicator> = {}): SubIndicator => ({
  code: 'n',
  label: '',
  description: '',
  unit: 'fiches',
  scoring: 'cohort',
  window: 1,
  distinct: false,
  axes: [],
  ...more,
});
const count = (value: number): Figure => ({ state: 'ok', value, numerator: value, unit: 'fiches' });
const part = (numerator: number, denominator: number): Figure => ({
  state: 'ok',
  value: (numerator / denominator) * 100,
  numerator,
  denominator,
  unit: '%',
});
const months = (...figures: (Figure | undefined)[]): MonthFigure[] =>
  figures.map((figure, index) => ({ month: `2026-0${index + 1}`, figure }));

describe('a figure for several months', () => {
  test('units add up, and a month without report is not a zero', () => {
    expect(overPeriod(sub(), months(count(3), undefined, count(4)))).toMatchObject({
      value: 7,
      unit: 'fiches',
    });
    expect(overPeriod(sub(), months(undefined, undefined))).toMatchObject({ state: 'nc' });
  });

  test('a percentage is of all, not the mean of percentages', () => {
    const figure = overPeriod(sub({ scoring: 'proportion', unit: '%' }), months(part(1, 2), part(9, 10)));
    expect(figure).toMatchObject({ value: 83.33, numerator: 10, denominator: 12 });
  });

  test('distinct persons are never added: the last month that counted some, said as such', () => {
    const figure = overPeriod(sub({ distinct: true }), months(count(5), count(6), count(0)));
    expect(figure).toMatchObject({ value: 6, month: '2026-02' });
    expect(figure.reason).toMatch(/distinctes/);
  });

  test('nor are medians', () => {
    const figure = overPeriod(sub({ scoring: 'continuous-variable' }), months(count(5), count(8)));
    expect(figure).toMatchObject({ value: 8, month: '2026-02' });
  });

  test('a report of the very period wins over everything', () => {
    expect(overPeriod(sub({ distinct: true }), months(count(5), count(6)), count(9))).toEqual(count(9));
  });

  test('a rolling window is read at its last month', () => {
    expect(overPeriod(sub({ window: 12, distinct: true }), months(count(50), count(60)))).toMatchObject(
      count(60),
    );
  });

  test('one month is itself, whatever it counts', () => {
    expect(overPeriod(sub({ distinct: true }), months(count(5)))).toEqual(count(5));
  });

  test('a hidden month hides the sum: it would be had back by subtraction', () => {
    const secret: Figure = { state: 'secret', unit: 'fiches' };
    expect(overPeriod(sub(), months(count(20), secret))).toMatchObject({ state: 'secret' });
    expect(overPeriod(sub(), months(count(20), secret)).value).toBeUndefined();
  });

  test('nothing to divide by is not zero', () => {
    const empty: Figure = { state: 'nc', numerator: 0, denominator: 0, unit: '%' };
    expect(overPeriod(sub({ scoring: 'proportion' }), months(empty, empty))).toMatchObject({ state: 'nc' });
  });
});

describe('the difference with a compared period', () => {
  test('is in percent for numbers and in points for percentages', () => {
    expect(difference(count(12), count(10))!.by).toBeCloseTo(20);
    expect(difference(part(9, 10), part(8, 10))).toEqual({ by: expect.closeTo(10), in: 'points' });
  });

  test('is not given from zero, from nothing, or between months that nobody chose', () => {
    expect(difference(count(12), count(0))).toBeUndefined();
    expect(difference(count(12), { state: 'nc', unit: '' })).toBeUndefined();
    expect(difference({ ...count(12), month: '2026-02' }, count(10))).toBeUndefined();
  });

  test('is not given when more months were reported on one side', () => {
    const year = overPeriod(sub(), months(count(3), count(4)));
    expect(difference(year, overPeriod(sub(), months(count(3), undefined)))).toBeUndefined();
    expect(difference(year, overPeriod(sub(), months(count(2), count(2))))!.by).toBe(75);
  });
});
