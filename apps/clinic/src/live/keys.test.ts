import { expect, test } from 'vitest';
import { actOf, KEYS } from './keys.ts';

const key = (one: string, more = {}) => ({
  key: one,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});
const inside = (...selectors: string[]) => ({
  closest: (asked: string) => selectors.some((one) => asked.includes(one)),
});

test('each key of the room does its act', () => {
  const acts = ['j', 'k', 'd', 'q', '/', 'e', 'p', '?', 'ArrowDown', 'ArrowUp'].map((one) =>
    actOf(key(one), null),
  );
  expect(acts).toEqual([
    'next',
    'previous',
    'decision',
    'attendance',
    'find',
    'done',
    'postpone',
    'help',
    'next',
    'previous',
  ]);
});

test('no key does two things', () => {
  const all = KEYS.flatMap(({ keys }) => keys);
  expect(new Set(all).size).toBe(all.length);
});

test('a letter typed in a field is a letter', () => {
  expect(actOf(key('e'), inside('textarea'))).toBeUndefined();
  expect(actOf(key('p'), inside('[role=combobox]'))).toBeUndefined();
  expect(actOf(key('e'), inside('button'))).toBe('done');
});

test('the browser’s own keys stay its own', () => {
  expect(actOf(key('p', { ctrlKey: true }), null)).toBeUndefined();
  expect(actOf(key('d', { metaKey: true }), null)).toBeUndefined();
  expect(actOf(key('e', { isComposing: true }), null)).toBeUndefined();
  expect(actOf(key('x'), null)).toBeUndefined();
});

test('arrows stay in a group of choices', () => {
  expect(actOf(key('ArrowDown'), inside('[role=radiogroup]'))).toBeUndefined();
});
