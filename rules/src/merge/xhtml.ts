import { mark } from './marks.ts';
import { mergeText, type Writers } from './text.ts';

const TAG = /<[^>]*>|&[^;\s]*;/gu;
/** Private use: each tag or entity becomes one sign that no keyboard gives, then its tag again. */
const FIRST = 0xf0000;

/**
 * Three-way merge of a narrative `div`: the words are merged, a tag counts as one sign. When the result is
 * not well formed any more (two people changed the markup in one place), both whole narratives are kept, one
 * after the other, with their writers' initials.
 */
export function mergeDiv(base: string, mine: string, theirs: string, writers: Writers): string {
  const known: string[] = [];
  const flat = (div: string) =>
    div.replace(TAG, (tag) => {
      const rank = known.includes(tag) ? known.indexOf(tag) : known.push(tag) - 1;
      return String.fromCodePoint(FIRST + rank);
    });
  const { text, conflict } = mergeText(flat(base), flat(mine), flat(theirs), writers);
  const merged = Array.from(text, (sign) => known[(sign.codePointAt(0) ?? 0) - FIRST] ?? sign).join('');
  return wellFormed(merged) ? merged : conflict || mine !== theirs ? both(mine, theirs, writers) : mine;
}

/** One root `div` around everything, every tag closed in its order. */
function wellFormed(div: string): boolean {
  const open: string[] = [];
  for (const match of div.matchAll(/<(\/?)([\w:-]+)[^>]*>/gu)) {
    const [tag, close, name] = match;
    if (open.length === 0 && match.index > 0) {
      return false;
    }
    if (close && open.pop() !== name) {
      return false;
    }
    if (!close && !tag.endsWith('/>')) {
      open.push(name!);
    }
  }
  return open.length === 0 && div.startsWith('<div') && div.endsWith('</div>');
}

function both(mine: string, theirs: string, { mine: me, theirs: other }: Writers): string {
  const parts = [
    { initials: me, div: mine },
    { initials: other, div: theirs },
  ].sort((a, b) => (a.initials + a.div < b.initials + b.div ? -1 : 1));
  const inner = parts.map(({ initials, div }) => {
    const [before, after] = mark(initials, '\0').split('\0') as [string, string];
    return `<p>${before}</p>${div.replace(/^<div[^>]*>|<\/div>$/gu, '')}<p>${after}</p>`;
  });
  return `<div xmlns="http://www.w3.org/1999/xhtml">${inner.join('')}</div>`;
}
