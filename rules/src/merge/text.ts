import { joined } from './conflict.ts';
import { type Hunk, hunks } from './hunks.ts';
import { Output } from './output.ts';
import { type Region, reach, regions } from './regions.ts';
import { type Token, tokens } from './tokens.ts';

/** Initials of who wrote each side, as marks show them. */
export interface Writers {
  mine: string;
  theirs: string;
}

export interface MergedText {
  text: string;
  /** Both wrote in one place: marks were added. */
  conflict: boolean;
  /** Where an offset of `mine` (a caret) is in the merged text. */
  caret(offset: number): number;
}

const same = (a: Token, b: Token): boolean => a.text === b.text;

/**
 * Three-way merge of a text by words: what one side changed is taken, and where both changed the same place
 * both texts are kept, marked with their writers' initials. No word typed by either side is ever lost.
 *
 * Symmetric: exchanging the sides with their initials gives the same text, so that two browsers that merge
 * the same three texts agree. `mine === theirs` or one side unchanged needs no mark.
 */
export function mergeText(base: string, mine: string, theirs: string, writers: Writers): MergedText {
  const [from, own, other] = [tokens(base), tokens(mine), tokens(theirs)];
  const out = new Output();
  let conflict = false;
  let at = 0;
  let shift = { mine: 0, theirs: 0 };
  for (const region of regions(changes(from, own), changes(from, other))) {
    out.add(own.slice(at + shift.mine, region.from + shift.mine), true);
    const left = reach(region, region.mine, shift.mine);
    const right = reach(region, region.theirs, shift.theirs);
    const pieces = [own.slice(...left), other.slice(...right)] as const;
    if (region.theirs.length === 0 || plain(pieces[0]) === plain(pieces[1])) {
      out.add(pieces[0], true);
    } else if (region.mine.length === 0) {
      out.add(pieces[1], false);
    } else {
      conflict = joined(out, pieces[0], pieces[1], writers, isPoint(region)) || conflict;
    }
    at = region.to;
    shift = { mine: left[1] - region.to, theirs: right[1] - region.to };
  }
  out.add(own.slice(at + shift.mine), true);
  return { text: out.text, conflict, caret: (offset) => out.caret(offset) };
}

function isPoint({ from, to }: Region): boolean {
  return from === to;
}

function plain(list: readonly Token[]): string {
  return list.map(({ text }) => text).join('');
}

/**
 * The hunks of a side. Two rewritten words with only a blank between them are one change: marks then show
 * two readable phrases rather than words one by one.
 */
function changes(base: readonly Token[], changed: readonly Token[]): Hunk[] {
  const found: Hunk[] = [];
  for (const hunk of hunks(base, changed, same)) {
    const last = found.at(-1);
    const gap = last && base.slice(last.to, hunk.from);
    if (last && gap?.length === 1 && gap[0]!.kind === 'blank' && rewrites(last) && rewrites(hunk)) {
      last.to = hunk.to;
      last.end = hunk.end;
    } else {
      found.push({ ...hunk });
    }
  }
  return found;
}

function rewrites({ from, to, start, end }: Hunk): boolean {
  return from < to && start < end;
}
