/** What is laid out: paragraphs and tables, whether they come from a narrative or from the header. */
export interface Run {
  text: string;
  bold?: boolean;
  italic?: boolean;
  underline?: boolean;
  /** Grey: labels, identifiers, what the eye may skip. */
  muted?: boolean;
  /** Colour of the house: titles and the decision. */
  accent?: boolean;
  /** A forced line break stands here; `text` is empty. */
  br?: boolean;
  shift?: 'sub' | 'sup';
}

export interface Para {
  kind: 'para';
  runs: Run[];
  /** Levels of list nesting, 0 = none. */
  level?: number;
  /** "•" or "2." in the margin of a list item. */
  marker?: string;
  /** Size in points; the body size when absent. */
  size?: number;
  align?: 'left' | 'right';
  /** Structure tag, for the tagged PDF. */
  tag?: 'P' | 'H1' | 'H2' | 'H3' | 'LI' | 'Caption';
  /** Space above, in points. */
  before?: number;
}

export interface Cell {
  paras: Para[];
  header?: boolean;
  colspan: number;
  rowspan: number;
}

export interface Table {
  kind: 'table';
  head: Cell[][];
  body: Cell[][];
  /** grid: rules between rows; plain: no rule, used to put things side by side. */
  look: 'grid' | 'plain';
  /** Share of the width of each column; found from the content when absent. */
  shares?: number[];
}

export type Block = Para | Table;

export const run = (text: string, style: Omit<Run, 'text'> = {}): Run => ({ text, ...style });
export const para = (runs: Run[] | string, style: Omit<Para, 'kind' | 'runs'> = {}): Para => ({
  kind: 'para',
  runs: typeof runs === 'string' ? [run(runs)] : runs,
  ...style,
});
export const cell = (paras: Para[] | Para | string, header = false): Cell => ({
  paras: typeof paras === 'string' ? [para(paras)] : Array.isArray(paras) ? paras : [paras],
  header,
  colspan: 1,
  rowspan: 1,
});
