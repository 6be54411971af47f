import { describe, expect, test } from 'vitest';
import { isTyping, keyWish } from './keys.ts';

describe('keys on a day', () => {
  test.each([
    ['ArrowRight', '2026-11-24'],
    ['ArrowLeft', '2026-11-22'],
    ['ArrowDown', '2026-11-30'],
    ['ArrowUp', '2026-11-16'],
    ['Home', '2026-11-23'],
    ['End', '2026-11-29'],
  ])('%s goes to %s', (key, day) => {
    expect(keyWish(key, '2026-11-23', true)).toEqual({ go: day });
  });

  test('arrows cross months and clock changes', () => {
    expect(keyWish('ArrowDown', '2026-10-24', true)).toEqual({ go: '2026-10-31' });
    expect(keyWish('ArrowRight', '2026-12-31', true)).toEqual({ go: '2027-01-01' });
  });

  test('Enter opens', () => {
    expect(keyWish('Enter', '2026-11-23', true)).toEqual({ open: true });
  });
});

test('off a day, arrows and Enter are left to the browser', () => {
  for (const key of ['ArrowDown', 'Enter', 'Home', 'x', 'Tab', 'Escape']) {
    expect(keyWish(key, '2026-11-23', false)).toBeUndefined();
  }
});

test.each([
  ['n', { create: true }],
  ['N', { create: true }],
  ['m', { view: 'mois' }],
  ['s', { view: 'semaine' }],
  ['L', { view: 'liste' }],
  ['t', { today: true }],
  ['PageDown', { turn: 1 }],
  ['PageUp', { turn: -1 }],
])('%s works anywhere on the page', (key, wish) => {
  expect(keyWish(key, '2026-11-23', false)).toEqual(wish);
  expect(keyWish(key, '2026-11-23', true)).toEqual(wish);
});

describe('what is typed', () => {
  const event = (target: object, change = {}) =>
    ({ target, ctrlKey: false, metaKey: false, altKey: false, ...change }) as never;

  test('in a field is no key of the calendar', () => {
    for (const tagName of ['INPUT', 'TEXTAREA', 'SELECT']) expect(isTyping(event({ tagName }))).toBe(true);
    expect(isTyping(event({ tagName: 'DIV', isContentEditable: true }))).toBe(true);
    expect(isTyping(event({ tagName: 'BUTTON' }))).toBe(false);
  });

  test('with a modifier is the browser’s', () => {
    for (const key of ['ctrlKey', 'metaKey', 'altKey']) {
      expect(isTyping(event({ tagName: 'TD' }, { [key]: true }))).toBe(true);
    }
  });
});
