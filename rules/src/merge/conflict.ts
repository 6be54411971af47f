import { MARK_CLOSE, MARK_OPEN, mark, marksIn } from './marks.ts';
import type { Output } from './output.ts';
import type { Writers } from './text.ts';
import { type Token, tokens } from './tokens.ts';

type Tokens = readonly Token[];

/** One side's text in a place where both wrote. */
interface Segment {
  initials: string;
  text: string;
  own: Tokens | undefined;
}

/**
 * Writes what two people made of one place.
 * @param point both inserted here and nobody removed anything.
 * @returns whether marks were needed.
 */
export function joined(out: Output, mine: Tokens, theirs: Tokens, writers: Writers, point: boolean): boolean {
  if (point) {
    const wrapped = wrapEnd(theirs);
    const own = wrapEnd(mine);
    // Someone already closed a mark around what I was typing after: I go on inside it.
    if (wrapped !== undefined && own === undefined) {
      const marked = beside(out, mine, theirs.slice(0, wrapped), writers);
      out.add(theirs.slice(wrapped), false);
      return marked;
    }
    if (own !== undefined && wrapped === undefined) {
      const marked = beside(out, mine.slice(0, own), theirs, writers);
      out.add(mine.slice(own), true);
      return marked;
    }
    return beside(out, mine, theirs, writers);
  }
  return marked(out, mine, theirs, writers);
}

/** Two insertions at one point: signs and blanks go together, words need marks. */
function beside(out: Output, mine: Tokens, theirs: Tokens, writers: Writers): boolean {
  if (plain(mine) === plain(theirs)) {
    out.add(mine, true);
    return false;
  }
  const [own, other] = [hasWords(mine), hasWords(theirs)];
  if (own && other && !opens(mine) && !opens(theirs)) {
    return marked(out, mine, theirs, writers);
  }
  // Words before the signs that end them; a mark that opens here comes last, it is about what follows.
  const first = rank(mine) - rank(theirs) || (plain(mine) < plain(theirs) ? -1 : 1);
  out.add(first < 0 ? mine : theirs, first < 0);
  out.add(first < 0 ? theirs : mine, first > 0);
  return false;
}

function rank(side: Tokens): number {
  return opens(side) ? 2 : hasWords(side) ? 0 : 1;
}

function marked(out: Output, mine: Tokens, theirs: Tokens, writers: Writers): boolean {
  const segments = union([...cut(mine, writers.mine, true), ...cut(theirs, writers.theirs, false)]);
  out.add(blanks([mine, theirs], 'start'), false);
  for (const [rank, { initials, text, own }] of segments.entries()) {
    if (rank > 0) {
      out.add(tokens(' '), false);
    }
    const [before, after] = mark(initials, '\0').split('\0') as [string, string];
    out.add(tokens(before), false);
    out.add(own ?? tokens(text), own !== undefined);
    out.add(tokens(after), false);
  }
  out.add(blanks([mine, theirs], 'end'), false);
  return segments.length > 0;
}

/** A side already made of marks gives its segments, so that a mark is never put inside another. */
function cut(side: Tokens, initials: string, own: boolean): Segment[] {
  const text = plain(side);
  const found = marksIn(text);
  const rest = found.reduceRight((left, { from, to }) => left.slice(0, from) + left.slice(to), text);
  if (found.length > 0 && rest.trim() === '') {
    return found.map((one) => ({ initials: one.initials, text: one.text, own: undefined }));
  }
  const inner = trimmed(side);
  return inner.length > 0 ? [{ initials, text: plain(inner), own: own ? inner : undefined }] : [];
}

function union(all: readonly Segment[]): Segment[] {
  const found = new Map<string, Segment>();
  for (const one of all) {
    const key = JSON.stringify([one.initials, one.text]);
    if (!found.get(key)?.own) {
      found.set(key, one);
    }
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

function trimmed(side: Tokens): Tokens {
  const first = side.findIndex(({ kind }) => kind !== 'blank');
  return first < 0 ? [] : side.slice(first, side.findLastIndex(({ kind }) => kind !== 'blank') + 1);
}

/** The longer of the two sides' outer blanks (a new line counts more than a space). */
function blanks(sides: readonly Tokens[], edge: 'start' | 'end'): Tokens {
  const outer = sides.flatMap((side) => side.at(edge === 'start' ? 0 : -1) ?? []);
  const texts = outer.filter(({ kind }) => kind === 'blank').map(({ text }) => text);
  return tokens(texts.sort((a, b) => b.length - a.length || (a < b ? -1 : 1))[0] ?? '');
}

/** Index just before a closing bracket that was opened earlier in the text: the end of a mark put around it. */
function wrapEnd(side: Tokens): number | undefined {
  let depth = 0;
  const at = side.findIndex(({ text }) => {
    depth += text === MARK_OPEN ? 1 : text === MARK_CLOSE ? -1 : 0;
    return depth < 0;
  });
  return at < 0 ? undefined : at;
}

/** Does it end with a mark left open, which is about the text that follows? */
function opens(side: Tokens): boolean {
  const depth = side.reduce(
    (sum, { text }) => sum + (text === MARK_OPEN ? 1 : text === MARK_CLOSE ? -1 : 0),
    0,
  );
  return depth > 0;
}

function hasWords(side: Tokens): boolean {
  return side.some(({ kind }) => kind === 'word');
}

function plain(list: Tokens): string {
  return list.map(({ text }) => text).join('');
}
