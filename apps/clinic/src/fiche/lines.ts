import type { SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import { completeness, type FicheParts, partReports } from '@dcc/rules/src/fiche/completeness.ts';
import { type FicheState, type PartKey, resolve, sectionsOf } from './model/index.ts';
import type { IndexLine } from './SideIndex.tsx';

/** Shorter than the titles of the document, for the index. */
export type PartTitle = (key: SectionKey) => string;

/** A fiche as the rules judge its parts. */
export function partsOf(state: FicheState): FicheParts {
  return {
    sections: (key) => sectionsOf(state, key),
    entries: (key) =>
      sectionsOf(state, key).flatMap(({ entry }) =>
        (entry ?? []).flatMap((one) => resolve(state, one) ?? []),
      ),
  };
}

export interface Progress {
  lines: IndexLine[];
  done: number;
  of: number;
  lacks: (key: PartKey) => readonly string[];
}

/** The order of the form: the question first, then the record as it is told. */
const ORDER: readonly SectionKey[] = [
  ...([
    'question',
    'reason',
    'discovery',
    'tumour',
    'phase',
    'history',
    'comorbidity',
    'functional',
  ] as const),
  ...(['pregnancy', 'wishes', 'exams', 'treatments', 'operative', 'pathology', 'molecular'] as const),
  ...(['record', 'proposal', 'frame', 'status', 'comment', 'privacy'] as const),
];

/**
 * The index of the form: every part with its state, and what is left to say in each. The state of the
 * document, ninth mandatory part, is derived: it is there and always done.
 */
export function progressOf(state: FicheState, title: PartTitle): Progress {
  const reports = partReports(partsOf(state));
  const { done, of } = completeness(reports);
  const lines = ORDER.flatMap((key) => {
    const found = reports.find((one) => one.key === key);
    if (!found) return [];
    const { mandatory, state: part } = found;
    const derived = key === 'status' ? { derived: true } : {};
    return [{ id: key, title: title(key), mandatory, state: part, ...derived }];
  });
  return {
    done: done + 1,
    of: of + 1,
    lines,
    // A part that nobody has begun is not scolded for what it lacks.
    lacks: (key) => reports.find((one) => one.key === key && one.state === 'incomplete')?.lacks ?? [],
  };
}
