import type { Choice } from '@dcc/rules/src/merge/index.ts';
import type { Resource } from '@medplum/fhirtypes';
import { entryWords } from '../kit/entry-words.ts';

/** What two people chose differently, as a person reads it; `''` for nothing. */
export interface ChoiceWords {
  path: string;
  mine: string;
  theirs: string;
}

/** `valueCodeableConcept.coding[0].code` is at `valueCodeableConcept`: its label and its code are one choice. */
const CODED = /(?:\.coding\[\d+\])?\.(?:code|system|version|display|text)$/;
const LABEL = /\.(?:display|text)$/;

/** The choices of a resource in words: of a code with its label the label alone, of an entry what it says. */
export function choiceWords(choices: readonly Choice[]): ChoiceWords[] {
  const labelled = new Set(
    choices.filter(({ path }) => LABEL.test(path)).map(({ path }) => path.replace(CODED, '')),
  );
  return choices
    .filter(({ path }) => LABEL.test(path) || !CODED.test(path) || !labelled.has(path.replace(CODED, '')))
    .map(({ path, mine, theirs }) => ({ path, mine: wordsOf(mine), theirs: wordsOf(theirs) }));
}

const wordsOf = (value: unknown): string => entryWords(value as Resource | undefined).replaceAll('\n', ', ');
