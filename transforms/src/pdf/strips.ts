import type { Block, Para } from './model.ts';
import type { Paper } from './paper.ts';
import { tableStrips } from './table.ts';
import { BODY_SIZE, INDENT, wrap } from './wrap.ts';

/** The smallest thing a page break cannot cut: a line, a slice of a table row, a gap. */
export interface Strip {
  height: number;
  /** Must not be the last of its page: headings, first lines, short rows. */
  keep?: boolean;
  /** Drawn again, unread by screen readers, when a page starts inside what follows: heads of tables. */
  head?: Strip[];
  /** A gap: nothing to draw at the top of a page. */
  gap?: boolean;
  draw: (y: number, again: boolean) => void;
}

/** A structure element of the tagged PDF that strips, perhaps on several pages, add their marks to. */
export interface Tag {
  element: PDFKit.PDFStructureElement;
  type: string;
}

export function tagged(paper: Paper, parent: Tag, type: string): Tag {
  const element = paper.doc.struct(type as never);
  parent.element.add(element);
  return { element, type };
}

/** Draws inside a mark that belongs to this tag, or as an artifact when it is drawn again. */
export function marked(paper: Paper, tag: Tag, again: boolean, draw: () => void): void {
  if (again) {
    paper.artifact('Pagination', draw);
    return;
  }
  const content = paper.doc.markStructureContent(tag.type as never);
  draw();
  paper.doc.endMarkedContent();
  tag.element.add(content);
}

export const gap = (height: number): Strip => ({ height, gap: true, keep: true, draw: () => {} });

/** Strips of blocks set in a column. */
export function blockStrips(paper: Paper, tag: Tag, blocks: Block[], x: number, width: number): Strip[] {
  return blocks.flatMap((block, index) => {
    if (block.kind === 'table') {
      return [...(index ? [gap(3)] : []), ...tableStrips(paper, tag, block, x, width), gap(3)];
    }
    return [
      ...(index && block.before ? [gap(block.before)] : []),
      ...paraStrips(paper, tag, block, x, width),
    ];
  });
}

/** Strips of a paragraph; neither a title nor a first line stands alone at the foot of a page. */
export function paraStrips(paper: Paper, parent: Tag, block: Para, x: number, width: number): Strip[] {
  const indent = (block.level ?? 0) * INDENT;
  const tag = tagged(paper, parent, block.tag ?? 'P');
  const lines = wrap(block, width - indent, paper.measure);
  const title = /^(H\d|Caption)$/.test(tag.type);
  return lines.map((line, index) => ({
    height: line.height,
    keep: title || (index === 0 && lines.length > 1),
    draw: (y, again) =>
      marked(paper, tag, again, () => {
        const left = x + indent + (block.align === 'right' ? width - indent - line.width : 0);
        if (block.marker && index === 0) paper.marker(block.marker, left, y, line.height);
        paper.line(line, left, y);
      }),
  }));
}

/** Height of the body line: what a slice of a table row is measured in. */
export const LINE_HEIGHT = BODY_SIZE * 1.36;
