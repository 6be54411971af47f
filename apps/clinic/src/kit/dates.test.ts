import { expect, test } from 'vitest';
import { ageAt, dateTime, dayText, longDay, monthText, shortDate, timeText } from './dates.ts';

test('as the ward writes them', () => {
  expect(dateTime('2026-10-12T16:00:00Z')).toBe('lun. 12 oct. 2026, 18:00');
  expect(dayText('2026-10-12')).toBe('lun. 12 oct. 2026');
  expect(longDay('2026-10-12')).toBe('lundi 12 octobre 2026');
  expect(monthText('2026-10-12')).toBe('octobre 2026');
  expect(shortDate('1961-03-12')).toBe('12/03/1961');
});

test('the hour is that of Paris across summer time', () => {
  expect(timeText('2026-10-24T16:00:00Z')).toBe('18:00');
  expect(timeText('2026-10-26T17:00:00Z')).toBe('18:00');
});

test('a date without an hour has none on screen, and keeps its day', () => {
  expect(dateTime('2026-01-01')).toBe('jeu. 1er janv. 2026');
});

test('the first of a month is an ordinal, and no other day is', () => {
  expect(dayText('2026-12-01')).toBe('mar. 1er déc. 2026');
  expect(longDay('2026-12-01')).toBe('mardi 1er décembre 2026');
  expect(dayText('2026-12-11')).toBe('ven. 11 déc. 2026');
  expect(dayText('2026-12-21')).toBe('lun. 21 déc. 2026');
  expect(shortDate('2026-12-01')).toBe('01/12/2026');
});

test('a date as vague as it was given', () => {
  expect([shortDate('1961'), shortDate('1961-03'), dateTime('1961-03')]).toEqual([
    '1961',
    '03/1961',
    '03/1961',
  ]);
});

test('nothing, or what is no date, shows nothing', () => {
  expect([dateTime(undefined), shortDate('demain'), timeText('')]).toEqual(['', '', '']);
});

test('age changes on the birthday, Paris time', () => {
  expect(ageAt('1961-03-12', new Date('2026-03-11T22:59:00Z'))).toBe(64);
  expect(ageAt('1961-03-12', new Date('2026-03-11T23:01:00Z'))).toBe(65);
  expect(ageAt('1961', new Date())).toBeUndefined();
  expect(ageAt(undefined)).toBeUndefined();
});
