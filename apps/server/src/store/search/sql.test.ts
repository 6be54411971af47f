import { expect, test } from 'vitest';
import { and, join, list, or, raw, sql } from './sql.ts';

test('values are bound, pieces are spliced, in order', () => {
  const inner = sql`b = ${2} OR c = ${'x'}`;
  expect(sql`SELECT 1 WHERE a = ${1} AND (${inner}) AND d IN (${list([3, 4])})`).toEqual({
    text: 'SELECT 1 WHERE a = ? AND (b = ? OR c = ?) AND d IN (?, ?)',
    params: [1, 2, 'x', 3, 4],
  });
});

test('a value never becomes text, whatever it holds', () => {
  const attack = "'; DROP TABLE resource; --";
  expect(sql`a = ${attack}`).toEqual({ text: 'a = ?', params: [attack] });
});

test('no condition is true for and, false for or', () => {
  expect(and([])).toEqual(raw('1'));
  expect(or([])).toEqual(raw('0'));
  expect(and([sql`a = ${1}`, sql`b = ${2}`])).toEqual({ text: '(a = ? AND b = ?)', params: [1, 2] });
  expect(or([sql`a = ${1}`, sql`b = ${2}`])).toEqual({ text: '(a = ? OR b = ?)', params: [1, 2] });
});

test('null and empty lists are values too', () => {
  expect(sql`a IS ${null}`).toEqual({ text: 'a IS ?', params: [null] });
  expect(list([])).toEqual({ text: '', params: [] });
  expect(join([], ', ')).toEqual({ text: '', params: [] });
});
