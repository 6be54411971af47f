import type { Cell, Table } from './model.ts';
import { BODY_SIZE, INDENT, type Measure } from './wrap.ts';

export const PAD_X = 5;
/** More columns than this leave no room for words: see `tooWide`. */
const MAX_COLUMNS = 16;

/** A cell and the columns it covers, spans resolved. */
export interface Placed {
  cell: Cell;
  from: number;
  to: number;
}

/** Whether a table has more columns than a page can show side by side, spans aside. */
export const tooWide = (table: Table): boolean =>
  place([...table.head, ...table.body].map((row) => row.map(single))).count > MAX_COLUMNS;

const single = (cell: Cell): Cell => ({ ...cell, colspan: 1 });

/**
 * Gives each cell its columns, keeping free those that a cell above still covers (rowspan).
 * Spans that would need more columns than a page has are not believed.
 */
export function place(rows: Cell[][]): { rows: Placed[][]; count: number } {
  const busy: number[] = [];
  let count = 1;
  const trusted = rows.every((row) => row.reduce((sum, cell) => sum + cell.colspan, 0) <= MAX_COLUMNS);
  const placed = rows.map((row) => {
    let column = 0;
    const line = row.map((cell) => {
      while ((busy[column] ?? 0) > 0) column++;
      const from = column;
      column += trusted ? cell.colspan : 1;
      busy.length = Math.max(busy.length, column);
      for (let at = from; at < column; at++) busy[at] = Math.max(busy[at] ?? 0, cell.rowspan);
      count = Math.max(count, column);
      return { cell, from, to: column };
    });
    for (let at = 0; at < busy.length; at++) busy[at] = Math.max(0, (busy[at] ?? 0) - 1);
    return line;
  });
  return { rows: placed, count };
}

/**
 * Width of each column: what its longest word needs, then what its longest paragraph would like, in
 * proportion; the last column takes what is left over, so that tables share their right edge.
 */
export function columnWidths(table: Table, rows: Placed[][], count: number, room: number, measure: Measure) {
  if (table.shares?.length === count) {
    const sum = table.shares.reduce((total, share) => total + share, 0);
    return table.shares.map((share) => (share / sum) * room);
  }
  const need = new Array<number>(count).fill(0);
  const wish = new Array<number>(count).fill(0);
  const raise = (list: number[], { from, to }: Placed, value: number) => {
    const held = list.slice(from, to).reduce((sum, one) => sum + one, 0);
    for (let at = from; at < to && value > held; at++) list[at]! += (value - held) / (to - from);
  };
  const cells = rows.flat().sort((a, b) => a.to - a.from - (b.to - b.from));
  for (const one of cells) {
    const size = sizes(one.cell, room, measure);
    raise(need, one, Math.min(size.need + 2 * PAD_X, room * 0.45));
    raise(wish, one, Math.min(size.wish + 2 * PAD_X, room));
  }
  return share(need, wish, room);
}

function sizes(cell: Cell, room: number, measure: Measure): { need: number; wish: number } {
  let [need, wish] = [0, 0];
  for (const para of cell.paras) {
    let line = (para.level ?? 0) * INDENT;
    for (const run of para.runs) {
      if (run.br) line = (para.level ?? 0) * INDENT;
      // What is wider than the page wishes for all of it, however much wider it is.
      if (run.text.length > 400) line = room;
      else line += measure(run.text, run, para.size ?? BODY_SIZE);
      wish = Math.max(wish, line);
      for (const word of run.text.slice(0, 2000).split(' ')) {
        need = Math.max(need, word.length > 60 ? room : measure(word, run, para.size ?? BODY_SIZE));
      }
    }
  }
  return { need, wish };
}

function share(need: number[], wish: number[], room: number): number[] {
  const total = (list: number[]) => list.reduce((sum, one) => sum + one, 0);
  const [needed, wished] = [total(need), total(wish)];
  if (wished <= room) return wish.map((one, at) => (at === wish.length - 1 ? one + room - wished : one));
  if (needed >= room) return need.map((one) => (one / needed) * room);
  return shareOut(need, wish, room);
}

/** Narrow columns get all they wish, from the narrowest, while an even share allows; wide ones share the rest. */
function shareOut(need: number[], wish: number[], room: number): number[] {
  const widths = need.slice();
  const order = wish.map((_, at) => at).sort((a, b) => wish[a]! - wish[b]!);
  let left = room;
  while (order.length && wish[order[0]!]! <= left / order.length) {
    const at = order.shift()!;
    widths[at] = wish[at]!;
    left -= wish[at]!;
  }
  const sum = (list: number[]) => order.reduce((total, at) => total + list[at]!, 0);
  const scale = (left - sum(need)) / (sum(wish) - sum(need) || 1);
  for (const at of order) widths[at] = need[at]! + (wish[at]! - need[at]!) * scale;
  return widths;
}
