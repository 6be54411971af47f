import { expect, test } from 'vitest';
import { takesFocus } from './arrival.ts';

const body = { closest: () => null };
/** A line of the menu is outside the content, a field inside. */
const menuLine = { closest: () => null };
const field = { closest: (selector: string) => (selector === '#content' ? body : null) };
const active = { begun: true };

test('who comes by the menu is told the title', () => {
  expect(takesFocus({ body, activeElement: menuLine }, active)).toBe(true);
});

test('who comes by a link that is gone is told the title', () => {
  expect(takesFocus({ body, activeElement: body }, active)).toBe(true);
  expect(takesFocus({ body, activeElement: null }, active)).toBe(true);
});

test('a field of the screen that has the focus keeps it', () => {
  expect(takesFocus({ body, activeElement: field }, active)).toBe(false);
});

test('on the first load the first Tab meets the skip link', () => {
  expect(takesFocus({ body, activeElement: body }, { begun: false })).toBe(false);
});
