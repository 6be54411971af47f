import { mergeText } from '@dcc/rules/src/merge/index.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that a FHIR string may not hold.
const CONTROLS = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]/g;

/** What may be stored of what was typed or pasted: Word brings control characters and lone surrogates. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(CONTROLS, '').toWellFormed().replaceAll('\ufffd', '');
}

/** Where a caret goes when the text changes around it: after the same sign, while that one stands. */
export function caretAfter(before: string, after: string, offset: number): number {
  return mergeText(before, before, after, { mine: 'A', theirs: 'B' }).caret(offset);
}
