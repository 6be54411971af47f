import { diffArrays } from 'diff';

/** A run of text that stayed, came or went. */
export interface Run {
  kind: 'same' | 'added' | 'removed';
  text: string;
}

const TOKENS = /\s+|[\p{L}\p{N}]+|[^\s\p{L}\p{N}]/gu;
/** Above this many tokens on a side, whole lines are compared: a person reads lines there, and the cost stays low. */
const MOST_TOKENS = 8_000;
const LINES = /[^\n]*\n|[^\n]+/g;

/** What changed from one text to another, word by word: what was removed comes before what took its place. */
export function compareWords(before: string, after: string): Run[] {
  const [a, b] = [before.match(TOKENS) ?? [], after.match(TOKENS) ?? []];
  const long = Math.max(a.length, b.length) > MOST_TOKENS;
  const parts = long
    ? diffArrays<string>(before.match(LINES) ?? [], after.match(LINES) ?? [])
    : diffArrays<string>(a, b);
  return joined(
    parts.map(({ value, added, removed }) => ({
      kind: added ? 'added' : removed ? 'removed' : 'same',
      text: value.join(''),
    })),
  );
}

/**
 * Two changes with nothing but a blank between them are one: "radio thérapie" is read as one change, not two words
 * that were changed and a space that was not.
 */
function joined(runs: readonly Run[]): Run[] {
  const out: Run[] = [];
  let removed = '';
  let added = '';
  const close = () => {
    if (removed) out.push({ kind: 'removed', text: removed });
    if (added) out.push({ kind: 'added', text: added });
    removed = '';
    added = '';
  };
  runs.forEach((run, index) => {
    if (run.kind === 'removed') removed += run.text;
    else if (run.kind === 'added') added += run.text;
    else if (/^[ \t]+$/.test(run.text) && (removed || added) && index < runs.length - 1) {
      removed += run.text;
      added += run.text;
    } else if (run.text) {
      close();
      out.push(run);
    }
  });
  close();
  return out;
}
