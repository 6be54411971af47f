import type { Element, Node } from 'slimdom';
import { tooWide } from './columns.ts';
import { attr, children, collapse } from './dom.ts';
import { type Block, type Cell, type Para, para, type Run, run, type Table } from './model.ts';

type Style = Omit<Run, 'text' | 'br'>;

/**
 * CDA narrative block (StrucDoc: content, br, paragraph, list, table, sub, sup, linkHtml, footnote,
 * renderMultiMedia, caption) to blocks. Nothing is dropped: an unknown element gives its text.
 */
export function narrative(text: Element | null): Block[] {
  return text ? new Flow().read(text, {}, 0).blocks() : [];
}

class Flow {
  private readonly done: Block[] = [];
  private runs: Run[] = [];

  read(element: Element, style: Style, level: number): this {
    for (let node: Node | null = element.firstChild; node; node = node.nextSibling) {
      if (node.nodeType === 3 || node.nodeType === 4) this.push(run(collapse(node.nodeValue ?? ''), style));
      else if (node.nodeType === 1) this.element(node as Element, style, level);
    }
    return this;
  }

  blocks(): Block[] {
    this.flush();
    return this.done;
  }

  private push(added: Run): void {
    // White space only matters after a word: at the start of a paragraph it is the layout of the XML.
    if (added.text === ' ' && !this.runs.length) return;
    this.runs.push(added);
  }

  private flush(style: Omit<Para, 'kind' | 'runs'> = {}): void {
    const said = this.runs.some((piece) => piece.text.trim());
    if (said) this.done.push(para(trimBreaks(this.runs), style));
    this.runs = [];
  }

  private element(element: Element, style: Style, level: number): void {
    switch (element.localName) {
      case 'br':
        this.runs.push({ text: '', br: true });
        return;
      case 'paragraph':
        this.flush();
        this.read(element, style, level);
        this.flush({ before: this.done.length ? 2 : 0 });
        return;
      case 'list':
        this.flush();
        this.done.push(...listItems(element, style, level + 1));
        return;
      case 'table':
        this.flush();
        this.done.push(...tableBlocks(element));
        return;
      case 'caption':
        this.flush();
        this.read(element, { ...style, bold: true }, level);
        this.flush({ tag: 'Caption' });
        return;
      case 'renderMultiMedia':
        this.read(element, style, level);
        return;
      default:
        this.read(element, { ...style, ...styleOf(element) }, level);
    }
  }
}

function styleOf(element: Element): Style {
  if (element.localName === 'sub' || element.localName === 'sup') return { shift: element.localName };
  const codes = attr(element, 'styleCode').split(/\s+/);
  return {
    ...(codes.includes('Bold') ? { bold: true } : {}),
    ...(codes.includes('Italics') ? { italic: true } : {}),
    ...(codes.includes('Underline') ? { underline: true } : {}),
  };
}

function trimBreaks(runs: Run[]): Run[] {
  const blank = (piece: Run | undefined) => piece && (piece.br || !piece.text.trim());
  let [from, to] = [0, runs.length];
  while (blank(runs[from])) from++;
  while (to > from && blank(runs[to - 1])) to--;
  return runs.slice(from, to);
}

function listItems(list: Element, style: Style, level: number): Block[] {
  const ordered = attr(list, 'listType') === 'ordered';
  const blocks: Block[] = [];
  let number = 0;
  for (const item of children(list)) {
    const inside = new Flow().read(item, style, level).blocks();
    const isItem = item.localName === 'item';
    if (isItem) number++;
    inside.forEach((block, index) => {
      if (block.kind === 'table' || block.level !== undefined) blocks.push(block);
      else if (index || !isItem) blocks.push({ ...block, level });
      else blocks.push({ ...block, level, tag: 'LI', marker: ordered ? `${number}.` : '•' });
    });
  }
  return blocks;
}

function tableBlocks(element: Element): Block[] {
  const rowsOf = (group: Element) => children(group, 'tr').map((row) => children(row).map(cellOf));
  const captions = children(element, 'caption').flatMap((caption) =>
    new Flow().read(caption, { bold: true }, 0).blocks(),
  );
  const head = children(element, 'thead').flatMap(rowsOf);
  const bodies = children(element).filter((part) => part.localName === 'tbody' || part.localName === 'tfoot');
  const body = [...rowsOf(element), ...bodies.flatMap(rowsOf)];
  const table: Table = { kind: 'table', head, body, look: 'grid' };
  if (tooWide(table)) return [...captions, ...flatten(table)];
  return [...captions, ...(head.length || body.length ? [table] : [])];
}

function cellOf(element: Element): Cell {
  const header = element.localName === 'th';
  const span = (name: string) => Math.max(1, Number.parseInt(attr(element, name), 10) || 1);
  const blocks = new Flow().read(element, header ? { bold: true } : {}, 0).blocks();
  return { header, colspan: span('colspan'), rowspan: span('rowspan'), paras: blocks.flatMap(flatten) };
}

/** A table inside a cell, or wider than a page, has no room to be one: each of its rows becomes a line, cells apart by a dash. */
function flatten(block: Block): Para[] {
  if (block.kind === 'para') return [block];
  return [...block.head, ...block.body].map((row) =>
    para(row.flatMap((one, index) => [...(index ? [run(' — ')] : []), ...one.paras.flatMap((p) => p.runs)])),
  );
}
