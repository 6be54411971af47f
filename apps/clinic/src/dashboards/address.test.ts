import { describe, expect, test } from 'vitest';
import { monthsAgainst, monthsOf, readView, type View, writeView } from './address.ts';

const TODAY = '2026-11-23';
const read = (text: string) => readView(new URLSearchParams(text), TODAY);

describe('the address', () => {
  test('empty: twelve months up to today, the whole region', () => {
    expect(read('')).toMatchObject({ first: '2025-12', last: '2026-11', places: {} });
    expect(monthsOf(read(''))).toHaveLength(12);
  });

  test.each<Partial<View>>([
    {},
    { first: '2026-01', last: '2026-03' },
    { against: '2025-01' },
    { places: { c3: '9901', thematique: 'sein' } },
    { places: { 'finess-organisateur': '990001018' } },
    { indicator: 'Q2', sub: 'specialite_presente', axis: 'specialite' },
  ])('keeps %j', (more) => {
    const view = { ...read(''), ...more };
    expect(readView(writeView(view, TODAY), TODAY)).toEqual(view);
  });

  test.each([
    ['debut=2026-13&fin=soon', '2025-12', '2026-11'],
    ['debut=2026-06&fin=2026-02', '2026-02', '2026-06'],
    ['debut=1990-01', '2023-12', '2026-11'],
  ])('%s becomes a period that can be read', (text, first, last) => {
    expect(read(text)).toMatchObject({ first, last });
  });

  test('what is as by default is left out', () => {
    expect(writeView(read(''), TODAY).toString()).toBe('');
    expect(writeView({ ...read(''), sub: 'alone' }, TODAY).toString()).toBe('');
  });
});

test('as many months are compared with, across the year', () => {
  expect(monthsAgainst(read('debut=2026-01&fin=2026-03&comparer=2025-11'))).toEqual([
    '2025-11',
    '2025-12',
    '2026-01',
  ]);
  expect(monthsAgainst(read(''))).toEqual([]);
});
