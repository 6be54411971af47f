import type { SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import { fromNarrative } from '@dcc/rules/src/fiche/narrative.ts';
import { sectionsOf } from '../state.ts';
import type { Part } from './part.ts';

/** A part that is a text of its author and nothing else. */
export function wordsPart(key: SectionKey): Part<string> {
  return {
    read: (state) => fromNarrative(sectionsOf(state, key)[0]?.text?.div).text,
    write: (edit, words) => edit.setSection(key, { words }),
  };
}
