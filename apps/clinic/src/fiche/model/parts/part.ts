import type { FicheEdit } from '../edit.ts';
import type { FicheState } from '../state.ts';

/**
 * One part of the fiche as the form sees it: plain values, no FHIR. `write` is only called with a value that
 * differs from what `read` gives; it changes the entries, then the section.
 */
export interface Part<T> {
  read(state: FicheState): T;
  write(edit: FicheEdit, value: T): void;
}
