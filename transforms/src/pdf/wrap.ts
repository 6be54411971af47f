import { faceOf, showable } from './fonts.ts';
import type { Para, Run } from './model.ts';

export const BODY_SIZE = 9;
const LEADING = 1.36;
export const INDENT = 12;

/** A stretch of one line in one style; x from the left of the paragraph, in points. */
export interface Piece {
  text: string;
  style: Run;
  x: number;
  width: number;
  size: number;
}
export interface Line {
  pieces: Piece[];
  height: number;
  width: number;
}
/** Width in points of a text in a style. */
export type Measure = (text: string, style: Run, size: number) => number;

interface Token {
  text: string;
  style: Run;
  width: number;
}

/** Breaks a paragraph into lines no wider than `width`; a word that has no room alone is cut. */
export function wrap(para: Para, width: number, measure: Measure): Line[] {
  const size = para.size ?? BODY_SIZE;
  const lines: Line[] = [];
  let line: Line = { pieces: [], height: size * LEADING, width: 0 };
  const next = () => {
    lines.push(line);
    line = { pieces: [], height: size * LEADING, width: 0 };
  };
  let space: Token | null = null;
  const put = (token: Token) => {
    const last = line.pieces.at(-1);
    if (last && sameStyle(last.style, token.style)) {
      last.text += token.text;
      last.width += token.width;
    } else {
      line.pieces.push({ ...token, x: line.width, size: sizeOf(token.style, size) });
    }
    line.width += token.width;
  };
  const putWord = (word: Token[]) => {
    const wide = word.reduce((sum, token) => sum + token.width, 0);
    if (line.pieces.length && line.width + (space?.width ?? 0) + wide > width) next();
    else if (space && line.pieces.length) put(space);
    space = null;
    for (const token of word) {
      for (const part of cut(token, width, size, measure)) {
        if (line.pieces.length && line.width + part.width > width + 0.01) next();
        put(part);
      }
    }
  };
  for (const word of words(para.runs, size, measure)) {
    if (word === 'br') {
      next();
      space = null;
    } else if (word.length === 1 && word[0]?.text === ' ') space = word[0];
    else putWord(word);
  }
  if (line.pieces.length || !lines.length) lines.push(line);
  return lines;
}

const sizeOf = (style: Run, size: number): number => (style.shift ? size * 0.72 : size);

/** Words (tokens that touch, perhaps in several styles), spaces and breaks, in order. */
function* words(runs: Run[], size: number, measure: Measure): Generator<Token[] | 'br'> {
  let word: Token[] = [];
  for (const style of runs) {
    if (style.br) {
      if (word.length) yield word;
      word = [];
      yield 'br';
      continue;
    }
    for (const text of showable(style.text, faceOf(style)).split(/( +)/)) {
      if (!text) continue;
      const token = (said: string) => ({
        text: said,
        style,
        width: measure(said, style, sizeOf(style, size)),
      });
      if (text[0] !== ' ') word.push(token(text));
      else {
        if (word.length) yield word;
        word = [];
        yield [token(' ')];
      }
    }
  }
  if (word.length) yield word;
}

/** Beyond this many signs a word has no line to itself, whatever its width: it is not measured whole. */
const ENDLESS = 400;
const wideness = (text: string, style: Run, size: number, measure: Measure): number =>
  text.length > ENDLESS ? Number.POSITIVE_INFINITY : measure(text, style, sizeOf(style, size));

/** Parts of a token that each have room on a line alone; cut after a joining sign when one is near the end. */
function cut(token: Token, width: number, size: number, measure: Measure): Token[] {
  const parts: Token[] = [];
  let rest = token;
  while (rest.width > width && rest.text.length > 1) {
    const at = fitting(rest, width, size, measure);
    const make = (text: string): Token => ({
      text,
      style: token.style,
      width: wideness(text, token.style, size, measure),
    });
    parts.push(make(rest.text.slice(0, at)));
    rest = make(rest.text.slice(at));
  }
  return rest.text ? [...parts, rest] : parts;
}

/** How many signs of a token fit: signs are added up one by one (kerning only ever brings them closer). */
function fitting(token: Token, width: number, size: number, measure: Measure): number {
  const real = sizeOf(token.style, size);
  let [count, used] = [0, 0];
  for (const sign of token.text) {
    used += measure(sign, token.style, real);
    if ((used > width && count) || count >= ENDLESS) break;
    count += sign.length;
  }
  const joint = token.text.slice(0, count).search(/[-/.,;:_@=+][^-/.,;:_@=+]*$/) + 1;
  return joint > count * 0.6 ? joint : count;
}

const sameStyle = (a: Run, b: Run): boolean =>
  a === b ||
  (a.bold === b.bold &&
    a.italic === b.italic &&
    a.underline === b.underline &&
    a.muted === b.muted &&
    a.accent === b.accent &&
    a.shift === b.shift);
