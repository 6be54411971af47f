import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import type { Composition, CompositionSection } from '@medplum/fhirtypes';
import { fromNarrative } from '../fiche/narrative.ts';
import { isSection } from '../signing/record.ts';
import { compareWords, type Run } from './words.ts';

/** What changed in one part of a fiche. */
export interface PartDifference {
  key: SectionKey;
  title: string;
  runs: Run[];
}

const KEYS = Object.keys(SECTIONS) as SectionKey[];

/** The words of every section of a kind; derived lines too, since they say what the entries hold. */
function textOf(composition: Composition, key: SectionKey): string {
  return (composition.section ?? [])
    .filter((one: CompositionSection) => isSection(one, key))
    .map((one) => {
      const { text, derived } = fromNarrative(one.text?.div);
      return [text, ...derived.map(({ lines }) => lines.join('\n'))].filter(Boolean).join('\n');
    })
    .join('\n\n');
}

/**
 * The parts that differ between two versions of a fiche, in the order of the document, as a person reads them: by
 * their words. The status of the document is left out: it follows from the rest.
 */
export function compareFiches(before: Composition, after: Composition): PartDifference[] {
  return KEYS.filter((key) => key !== 'status').flatMap((key) => {
    const [old, now] = [textOf(before, key), textOf(after, key)];
    return old === now ? [] : [{ key, title: SECTIONS[key].title, runs: compareWords(old, now) }];
  });
}
