import { columnWidths, PAD_X, type Placed, place } from './columns.ts';
import type { Para, Table } from './model.ts';
import { COLOURS, PAGE, type Paper } from './paper.ts';
import { LINE_HEIGHT, marked, type Strip, type Tag, tagged } from './strips.ts';
import { INDENT, type Line, wrap } from './wrap.ts';

const PAD_Y = 2.5;
/** A row taller than this may be cut between two pages; a shorter one goes whole to the next. */
const WHOLE_ROW = (PAGE.height - PAGE.top - PAGE.bottom) * 0.3;

interface SetLine {
  tag: Tag;
  line: Line;
  x: number;
  marker?: string;
}
interface SetCell {
  lines: SetLine[];
  header: boolean;
  x: number;
  width: number;
}

/** Strips of a table: a tall row is cut in slices of one line, so that a row of any height finds its pages. */
export function tableStrips(paper: Paper, parent: Tag, table: Table, x: number, width: number): Strip[] {
  const { rows, count } = place([...table.head, ...table.body]);
  const widths = columnWidths(table, rows, count, width, paper.measure);
  const edges = [x];
  for (const one of widths) edges.push(edges.at(-1)! + one);
  const grid = table.look === 'grid';
  // A plain table only puts things side by side: read aloud, it is no table.
  const tableTag = tagged(paper, parent, grid ? 'Table' : 'Div');
  const set = (row: Placed[], isHead: boolean): Strip[] => {
    const rowTag = tagged(paper, tableTag, grid ? 'TR' : 'Div');
    const cells = row.map((one) => setCell(paper, rowTag, one, edges, grid, isHead));
    return rowStrips(paper, cells, { x, width, grid, isHead });
  };
  const head = rows.slice(0, table.head.length).flatMap((row) => set(row, true));
  const body = rows.slice(table.head.length).flatMap((row) => set(row, false));
  // A head that takes half a page by itself is not repeated: the rows would never progress.
  const short = head.reduce((sum, strip) => sum + strip.height, 0) < WHOLE_ROW / 2;
  return [
    ...head.map((strip) => ({ ...strip, keep: true })),
    ...body.map((s) => (short ? { ...s, head } : s)),
  ];
}

function setCell(
  paper: Paper,
  row: Tag,
  placed: Placed,
  edges: number[],
  grid: boolean,
  isHead: boolean,
): SetCell {
  const { cell, from, to } = placed;
  const header = isHead || !!cell.header;
  const pad = grid ? PAD_X : 0;
  const x = edges[from]! + pad;
  // A plain table has no rules: what keeps its columns apart is this gutter.
  const width = Math.max(
    20,
    edges[to]! - edges[from]! - pad - (grid ? PAD_X : to === edges.length - 1 ? 0 : 12),
  );
  const tag = tagged(paper, row, grid ? (header ? 'TH' : 'TD') : 'Div');
  return {
    header,
    x: edges[from]!,
    width: edges[to]! - edges[from]!,
    lines: cell.paras.flatMap((one) =>
      setPara(paper, grid ? tag : tagged(paper, tag, one.tag ?? 'P'), one, x, width),
    ),
  };
}

function setPara(paper: Paper, tag: Tag, para: Para, x: number, width: number): SetLine[] {
  const indent = (para.level ?? 0) * INDENT;
  return wrap(para, Math.max(16, width - indent), paper.measure).map((line, index) => ({
    tag,
    line,
    x: x + indent + (para.align === 'right' ? width - indent - line.width : 0),
    ...(para.marker && index === 0 ? { marker: para.marker } : {}),
  }));
}

interface RowLook {
  x: number;
  width: number;
  grid: boolean;
  isHead: boolean;
}

function rowStrips(paper: Paper, cells: SetCell[], look: RowLook): Strip[] {
  const tall = Math.max(LINE_HEIGHT, ...cells.map((one) => heightOf(one.lines)));
  return tall < WHOLE_ROW ? [wholeRow(paper, cells, look, tall)] : slicedRow(paper, cells, look);
}

const heightOf = (lines: SetLine[]): number => lines.reduce((sum, { line }) => sum + line.height, 0);

function drawLine(paper: Paper, { line, x, marker }: SetLine, y: number): void {
  if (marker) paper.marker(marker, x, y, line.height);
  paper.line(line, x, y);
}

function wholeRow(paper: Paper, cells: SetCell[], look: RowLook, tall: number): Strip {
  const pad = look.grid ? PAD_Y : 0;
  const height = tall + 2 * pad;
  const draw = (y: number, again: boolean) => {
    if (look.grid) ground(paper, cells, look, y, height, true);
    for (const one of cells) {
      let top = y + pad;
      for (const set of one.lines) {
        const here = top;
        marked(paper, set.tag, again, () => drawLine(paper, set, here));
        top += set.line.height;
      }
    }
  };
  return { height, draw };
}

function slicedRow(paper: Paper, cells: SetCell[], look: RowLook): Strip[] {
  const count = Math.max(...cells.map((one) => one.lines.length));
  return Array.from({ length: count }, (_, index) => {
    const [first, last] = [index === 0, index === count - 1];
    const top = first && look.grid ? PAD_Y : 0;
    const tall = Math.max(...cells.map((one) => one.lines[index]?.line.height ?? 0));
    const height = top + tall + (last && look.grid ? PAD_Y : 0);
    const draw = (y: number, again: boolean) => {
      if (look.grid) ground(paper, cells, look, y, height, last);
      for (const one of cells) {
        const set = one.lines[index];
        if (set) marked(paper, set.tag, again, () => drawLine(paper, set, y + top));
      }
    };
    return { height, keep: first, draw };
  });
}

function ground(
  paper: Paper,
  cells: SetCell[],
  look: RowLook,
  y: number,
  height: number,
  last: boolean,
): void {
  if (look.isHead) paper.rect(look.x, y, look.width, height, COLOURS.tint);
  else for (const one of cells) if (one.header) paper.rect(one.x, y, one.width, height, COLOURS.tint);
  if (last) paper.rect(look.x, y + height - 0.5, look.width, 0.5, COLOURS.rule);
}
