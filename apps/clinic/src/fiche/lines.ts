import { completeness, type FicheParts, partReports } from '@dcc/rules/src/fiche/completeness.ts';
import { type FicheState, type PartKey, resolve, sectionsOf } from './model/index.ts';
import type { IndexLine } from './SideIndex.tsx';

/** Shorter than the titles of the document, for the index. */
export type PartTitle = (key: PartKey) => string;

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

/** The index of the form: every part that someone fills, with its state, and what is left to say in each. */
export function progressOf(state: FicheState, title: PartTitle): Progress {
  const reports = partReports(partsOf(state)).filter(({ key }) => key !== 'status');
  const { done, of } = completeness(reports);
  return {
    done,
    of,
    lines: reports.map(({ key, mandatory, state: part }) => ({
      id: key,
      title: title(key as PartKey),
      mandatory,
      state: part,
    })),
    // A part that nobody has begun is not scolded for what it lacks.
    lacks: (key) => reports.find((one) => one.key === key && one.state === 'incomplete')?.lacks ?? [],
  };
}
