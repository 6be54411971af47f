import { describe, expect, it } from 'vitest';
import { columnWidths, PAD_X, place, tooWide } from './columns.ts';
import { type Cell, cell, type Table } from './model.ts';
import { BODY_SIZE, type Measure } from './wrap.ts';

const measure: Measure = (text, _style, size) => (text.length * 5 * size) / BODY_SIZE;
const span = (text: string, colspan: number, rowspan = 1): Cell => ({ ...cell(text), colspan, rowspan });
const table = (body: Cell[][], shares?: number[]): Table => ({
  kind: 'table',
  head: [],
  body,
  look: 'grid',
  ...(shares ? { shares } : {}),
});
const widths = (of: Table, room: number): number[] => {
  const { rows, count } = place(of.body);
  return columnWidths(of, rows, count, room, measure);
};
const sum = (list: number[]): number => list.reduce((total, one) => total + one, 0);

describe('place', () => {
  it('gives cells their columns in order', () => {
    const { rows, count } = place([[cell('a'), cell('b')], [cell('c')]]);
    expect(count).toBe(2);
    expect(rows[0]!.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it('keeps the columns of a cell that spans rows', () => {
    const { rows } = place([[span('haut', 1, 3), cell('b')], [cell('c')], [cell('d')], [cell('libre')]]);
    expect(rows.map((row) => row.at(-1)!.from)).toEqual([1, 1, 1, 0]);
  });

  it('puts a cell that spans columns over them', () => {
    const { rows, count } = place([[span('large', 3), cell('d')]]);
    expect(count).toBe(4);
    expect(rows[0]!.map(({ from, to }) => [from, to])).toEqual([
      [0, 3],
      [3, 4],
    ]);
  });

  it('does not believe a span no page could hold', () => {
    const { count } = place([[span('large', 99_999)], [cell('a'), cell('b')]]);
    expect(count).toBe(2);
  });

  it('gives an empty table one column', () => {
    expect(place([[], []]).count).toBe(1);
  });
});

describe('tooWide', () => {
  it('tells a table of many columns from a table of many spans', () => {
    expect(tooWide(table([Array.from({ length: 30 }, () => cell('x'))]))).toBe(true);
    expect(tooWide(table([[span('x', 30)]]))).toBe(false);
  });
});

describe('columnWidths', () => {
  it('fills the room, whatever the content', () => {
    for (const text of ['a', 'un mot', 'mots '.repeat(90), 'sansespace'.repeat(90)]) {
      expect(sum(widths(table([[cell(text), cell('b'), cell(text)]]), 500))).toBeCloseTo(500, 5);
    }
  });

  it('follows the shares when there are some', () => {
    expect(widths(table([[cell('a'), cell('b')]], [1, 3]), 400)).toEqual([100, 300]);
  });

  it('gives short columns what they wish and the rest to the last', () => {
    expect(widths(table([[cell('date'), cell('texte')]]), 400)).toEqual([20 + 2 * PAD_X, 370]);
  });

  it('leaves a column the room of its longest word beside a long text', () => {
    const [first] = widths(table([[cell('12/10/2026'), cell('mots '.repeat(300))]]), 400);
    expect(first).toBeGreaterThanOrEqual(50 + 2 * PAD_X);
  });

  it('spreads a wide spanning cell over its columns only when they are too narrow', () => {
    const narrow = widths(table([[span('x'.repeat(20), 2)], [cell('a'), cell('b')]]), 130);
    expect(narrow[0]! + narrow[1]!).toBeCloseTo(130, 5);
    expect(narrow[0]).toBeGreaterThan(5 + 2 * PAD_X);
  });
});
