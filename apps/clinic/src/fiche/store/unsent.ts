import { compareFiches, type PartDifference } from '@dcc/rules/src/difference/fiches.ts';
import {
  currentKeys,
  type FicheContent,
  type FicheState,
  readContent,
  type WriteContext,
  writeContent,
} from '../model/index.ts';
import { mergeContent } from './merge.ts';

/** What was typed and cannot be sent any more: it was typed on `base`. */
export interface Typed {
  base: FicheContent;
  content: FicheContent;
}

/**
 * What somebody typed in a fiche that was signed meanwhile, as a person reads it: the parts that would change if it
 * were written over the signed words. Nothing when all of it is signed.
 */
export function unsent(
  signed: FicheState,
  { base, content }: Typed,
  context: WriteContext,
): PartDifference[] {
  const draft = { ...signed.composition, status: 'preliminary' as const };
  const mine = currentKeys(signed, content);
  // The writers do not matter: theirs is what was signed, and both texts are shown.
  const merged = mergeContent(currentKeys(signed, base), mine, readContent(signed), NOBODY).content;
  const after = writeContent({ ...signed, composition: draft }, merged, context);
  return compareFiches(signed.composition, after.composition);
}

const NOBODY = { mine: 'X', theirs: 'Y' };

/** The words that are not in the signed fiche, to be copied elsewhere. */
export function wordsOf(parts: readonly PartDifference[]): string {
  return parts
    .map(({ title, runs }) => {
      const kept = runs.filter(({ kind }) => kind !== 'removed').map(({ text }) => text);
      return `${title}\n${kept.join('').trim()}`;
    })
    .join('\n\n');
}
