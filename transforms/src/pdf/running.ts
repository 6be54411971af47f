import type { Element } from 'slimdom';
import { at, attr } from './dom.ts';
import { para, type Run, run } from './model.ts';
import { COLOURS, FRAME, PAGE, type Paper } from './paper.ts';
import { wrap } from './wrap.ts';

const SIZE = 7.5;

export interface Running {
  who: string;
  born: string;
  document: Element;
}

/** On every page: who (head and foot, as pages get separated), which document and version, page x/y. */
export function runningLines(paper: Paper, { who, born, document }: Running): void {
  const id = attr(at(document, 'id'), 'root');
  const version = attr(at(document, 'versionNumber'), 'value');
  const { start, count } = paper.doc.bufferedPageRange();
  const patient = run(`${who} · né(e) le ${born || '?'}`, { bold: true });
  for (let page = start; page < start + count; page++) {
    paper.doc.switchToPage(page);
    const foot = PAGE.height - PAGE.bottom + 12;
    paper.rect(PAGE.left, foot, FRAME, 0.5, COLOURS.rule);
    oneLine(paper, [run(`Page ${page + 1}/${start + count}`, { muted: true })], foot + 5, 'right', 80);
    oneLine(paper, [patient], foot + 5, 'left', FRAME - 90);
    oneLine(paper, [run(`Document ${id}, version ${version}`, { muted: true })], foot + 16, 'left', FRAME);
    if (page > start) {
      oneLine(paper, [patient], PAGE.top - 14, 'left', FRAME * 0.6);
      oneLine(paper, [run('Fiche RCP', { muted: true })], PAGE.top - 14, 'right', FRAME * 0.35);
      paper.rect(PAGE.left, PAGE.top - 1, FRAME, 0.5, COLOURS.rule);
    }
  }
}

/** One line, cut where it has no more room: the whole name is in the identity band. */
function oneLine(paper: Paper, runs: Run[], y: number, align: 'left' | 'right', width: number): void {
  const [line] = wrap(para(runs, { size: SIZE }), width, paper.measure);
  if (!line) return;
  const x = align === 'left' ? PAGE.left : PAGE.left + FRAME - line.width;
  paper.artifact('Pagination', () => paper.line(line, x, y));
}
