import { expect, test } from 'vitest';
import { type Bar, byValue, highest, nextBar } from './bars.ts';
import { differenceText, figureText, monthLabel } from './format.ts';
import { shortened, ticks } from './scale.ts';

const bar = (key: string, value: number | undefined, unit = 'fiches'): Bar => ({
  key,
  label: key,
  figure: value === undefined ? { state: 'nc', unit } : { state: 'ok', value, unit },
});

test('the highest first, what is not known last, equal ones by name', () => {
  const bars = [bar('b', 2), bar('x', undefined), bar('a', 2), bar('c', 9), bar('z', 0)];
  expect(byValue(bars).map(({ key }) => key)).toEqual(['c', 'a', 'b', 'z', 'x']);
});

test('percentages are drawn on a hundred, numbers on the highest, compared ones too', () => {
  expect(highest([bar('a', 12, '%')])).toBe(100);
  expect(highest([{ ...bar('a', 12), before: bar('', 30).figure }, bar('b', undefined)])).toBe(30);
});

test.each([
  ['ArrowRight', 1, 2],
  ['ArrowLeft', 0, 0],
  ['ArrowDown', 2, 2],
  ['End', 0, 2],
  ['Home', 2, 0],
  ['Enter', 1, undefined],
])('%s from bar %i leads to %s', (key, index, expected) => {
  expect(nextBar(key, index, 3)).toBe(expected);
});

test.each([
  [0, [0, 1]],
  [3, [0, 1, 2, 3]],
  [100, [0, 25, 50, 75, 100]],
  [203, [0, 100, 200, 300]],
])('marks up to %d', (max, expected) => {
  expect(ticks(max)).toEqual(expected);
});

test('figures as French reads them; without a number never zero', () => {
  expect(figureText({ state: 'ok', value: 1234.5, unit: 'fiches' })).toBe('1\u202f234,5\u00a0fiches');
  expect(figureText({ state: 'ok', value: 1, unit: 'séances' })).toBe('1\u00a0séance');
  expect(figureText({ state: 'ok', value: 0, unit: 'participations' })).toBe('0\u00a0participation');
  expect(figureText({ state: 'ok', value: 1.9, unit: 'fiches par séance' })).toBe(
    '1,9\u00a0fiche par séance',
  );
  expect(figureText({ state: 'ok', value: 2, unit: 'jours' })).toBe('2\u00a0jours');
  expect(figureText({ state: 'ok', value: 1, unit: 'mois' })).toBe('1\u00a0mois');
  expect(figureText({ state: 'ok', value: 1, unit: '%' })).toBe('1\u00a0%');
  expect(figureText({ state: 'nc', unit: '%' })).toBe('NC');
  expect(figureText({ state: 'secret', unit: '%' })).toBe('Secret');
  expect(figureText({ state: 'ok', value: 0, unit: '' })).toBe('0');
  expect(monthLabel('2026-10')).toBe('oct. 2026');
  expect(differenceText({ by: -3.04, in: 'points' })).toBe('−3\u00a0points');
  expect(differenceText({ by: 12.46, in: 'percent' })).toBe('+12,5\u00a0%');
});

test('a long name is cut for the picture', () => {
  expect(shortened('Anatomie et cytologie', 10)).toBe('Anatomie…');
  expect(shortened('Sein', 10)).toBe('Sein');
});
