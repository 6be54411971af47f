import { ABBREVIATIONS } from './abbreviations.ts';
import { fold, foldCode } from './fold.ts';
import { startsAlmost } from './typo.ts';

/** One code of a list, ready to be looked for. */
interface Entry {
  code: string;
  display: string;
  foldedCode: string;
  folded: string;
  words: readonly string[];
  /** Number of its words that tell it from another: without « SAI » and what stands in brackets. */
  weight: number;
  /** Place in the source. */
  order: number;
}

/** A list of codes ready to be searched. */
export type TermIndex = readonly Entry[];

/** What was found, best first. */
export interface Found {
  code: string;
  display: string;
}

/** How well a typed word meets a word of the label; the sum over the words ranks. */
const EXACT = 0;
const BEGINS = 1;
const INSIDE = 4;
const TYPO = 9;
const NONE = Number.POSITIVE_INFINITY;
/** Words that say nothing: typing them, or not, finds the same. */
const EMPTY_WORDS = new Set([
  'de',
  'du',
  'des',
  'la',
  'le',
  'les',
  'l',
  'd',
  'et',
  'a',
  'au',
  'aux',
  'en',
  'un',
  'une',
]);

/**
 * Prepares a list, once.
 * @param rows code and French label, in the order of the source.
 */
export function termIndex(rows: readonly (readonly [code: string, display: string])[]): TermIndex {
  return rows.map(([code, display], order) => {
    const folded = fold(display);
    const telling = fold(display.replace(/\([^)]*\)/g, ' ').replace(/\bSAI\b/g, ' ')).split(' ');
    const weight = telling.filter((word) => !EMPTY_WORDS.has(word)).length;
    return { code, display, foldedCode: foldCode(code), folded, words: folded.split(' '), weight, order };
  });
}

/**
 * Searches as one types: by the beginning of a code, or by words in any order, without accents, each by its
 * beginning (then by its inside, then with one wrong letter). Every word typed must be met. Ranked: the code,
 * then how well the words are met, then the label that says least beside them.
 * @param typed as typed; blank finds nothing.
 * @param limit at most so many, best first.
 */
export function searchTerms(index: TermIndex, typed: string, limit = 20): Found[] {
  const asCode = foldCode(typed);
  const readings = readingsOf(typed);
  if (!asCode && readings[0]!.length === 0) return [];
  const scored: { entry: Entry; score: number }[] = [];
  for (const entry of index) {
    const score = Math.min(codeScore(entry, asCode), ...readings.map((words) => wordsScore(entry, words)));
    if (score < NONE) scored.push({ entry, score });
  }
  scored.sort((a, b) => a.score - b.score || a.entry.order - b.entry.order);
  return scored.slice(0, limit).map(({ entry: { code, display } }) => ({ code, display }));
}

/** The words typed, with abbreviations spelled out, and as they stand: labels have « [LAM] » too. */
function readingsOf(typed: string): string[][] {
  const literal = fold(typed).split(' ').filter(Boolean);
  const spelled = literal.flatMap((word) =>
    Object.hasOwn(ABBREVIATIONS, word) ? ABBREVIATIONS[word]!.split(' ') : [word],
  );
  const hasAbbreviation = literal.some((word) => Object.hasOwn(ABBREVIATIONS, word));
  return hasAbbreviation ? [telling(spelled), telling(literal)] : [telling(literal)];
}

/** Once each: « leucémie myéloïde chronique LMC », spelled out, says three words twice. */
function telling(words: readonly string[]): string[] {
  const kept = words.filter((word) => !EMPTY_WORDS.has(word));
  return [...new Set(kept.length > 0 ? kept : words)];
}

/** A code is looked for by its digits: a word of letters alone never is one. */
function codeScore({ foldedCode }: Entry, typed: string): number {
  if (!/\d/.test(typed) || !foldedCode.startsWith(typed)) return NONE;
  return foldedCode === typed ? -1000 : -500 + (foldedCode.length - typed.length);
}

function wordsScore(entry: Entry, typed: readonly string[]): number {
  if (typed.length === 0) return NONE;
  let score = 0;
  let last = -1;
  const used = new Set<number>();
  for (const word of typed) {
    const [met, at] = bestMatch(entry.words, word, used);
    if (met === NONE) return NONE;
    // Words in the order of the label are meant more surely than scattered ones.
    score += met + (at < last ? 0.5 : 0);
    last = at;
    used.add(at);
  }
  const begins = entry.words[0] !== undefined && used.has(0) ? 0 : 0.4;
  return score + begins + 0.1 * Math.max(0, entry.weight - used.size);
}

function bestMatch(words: readonly string[], typed: string, used: ReadonlySet<number>): [number, number] {
  let best = NONE;
  let place = -1;
  for (let at = 0; at < words.length; at++) {
    if (used.has(at)) continue;
    const met = matchOf(words[at]!, typed);
    if (met < best) {
      best = met;
      place = at;
    }
    if (best === EXACT) break;
  }
  return [best, place];
}

function matchOf(word: string, typed: string): number {
  if (word === typed) return EXACT;
  if (word.startsWith(typed)) return BEGINS;
  if (typed.length >= 3 && word.includes(typed)) return INSIDE;
  return startsAlmost(word, typed) ? TYPO : NONE;
}
