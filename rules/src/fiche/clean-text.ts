/**
 * What a text may hold: more is cut, with a sentence that says so. Far above a pasted report of 50,000
 * characters.
 */
export const TEXT_LIMIT = 100_000;

/** A text as it may be stored, and what was done to it. */
export interface CleanText {
  text: string;
  /** Characters that no document can hold (controls, halves of pairs), taken out. */
  removed: number;
  /** Characters beyond the limit, cut. */
  cut: number;
}

/**
 * Word's bullets live in the private area of its Symbol and Wingdings fonts: elsewhere they show as boxes.
 */
const BULLETS = /[\uF0B7\uF0A7\uF0D8\uF0FC\uF076]/g;
/** Line ends of every origin; Word's manual line break is a vertical tab, its page break a form feed. */
const LINE_ENDS = /\r\n|[\r\v\f\u0085\u2028\u2029]/g;
/** What XML 1.0 forbids, and marks that nobody sees: zero width, byte order, soft hyphen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls are what is looked for.
const FORBIDDEN = /[\u0000-\u0008\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF\u200B\u2060\uFEFF\u00AD]|\p{Cs}/gu;

/**
 * A text without what a document cannot hold (XML 1.0 section 2.2); words, accents, tabs and lines stay as
 * they are.
 */
export function withoutForbidden(input: string): string {
  return plainLines(input).replace(FORBIDDEN, '');
}

function plainLines(input: string): string {
  return input.replace(LINE_ENDS, '\n').replace(BULLETS, '•');
}

/** The same within the limit, with what was done to it: for whoever tells the person who pastes. */
export function cleanText(input: string): CleanText {
  const allowed = withoutForbidden(input);
  const text = safeSlice(allowed, TEXT_LIMIT);
  return { text, removed: plainLines(input).length - allowed.length, cut: allowed.length - text.length };
}

/** Cuts at most `length` characters without halving a pair. */
function safeSlice(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const isHalf = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, isHalf ? length - 1 : length);
}
