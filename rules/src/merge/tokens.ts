/** A word, a run of blanks, or one sign. `at` is the offset of its first UTF-16 unit in the text. */
export interface Token {
  text: string;
  at: number;
  kind: 'word' | 'blank' | 'sign';
}

// Letters with their marks, digits, and what joins them inside one word: "aujourd'hui", "37,5", "T1-T2".
const TOKEN = /(?<word>[\p{L}\p{M}\p{N}_]+(?:['’.,-][\p{L}\p{M}\p{N}_]+)*)|(?<blank>\s+)|./gsu;

/** Cuts a text into tokens that, put end to end, give it back exactly. */
export function tokens(text: string): Token[] {
  return Array.from(text.matchAll(TOKEN), (match) => ({
    text: match[0],
    at: match.index,
    kind: match.groups?.word ? 'word' : match.groups?.blank ? 'blank' : 'sign',
  }));
}

/** The words of a text, in order: what nobody may lose. */
export function words(text: string): string[] {
  return tokens(text).flatMap((token) => (token.kind === 'word' ? [token.text] : []));
}
