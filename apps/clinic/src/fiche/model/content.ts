import { withoutForbidden } from '@dcc/rules/src/fiche/clean-text.ts';
import { FicheEdit } from './edit.ts';
import { syncHeader } from './header.ts';
import { type FicheContent, PARTS, type PartKey } from './parts/index.ts';
import type { Part } from './parts/part.ts';
import { same } from './same.ts';
import { currentKeys, type FicheState, isLocked, LockedFicheError, type WriteContext } from './state.ts';

export const PART_KEYS = Object.keys(PARTS) as PartKey[];

/** One part of a fiche, signed or not. */
export function readPart<K extends PartKey>(state: FicheState, key: K): FicheContent[K] {
  return (PARTS[key] as unknown as Part<FicheContent[K]>).read(state);
}

/** All of them. */
export function readContent(state: FicheState): FicheContent {
  return Object.fromEntries(PART_KEYS.map((key) => [key, readPart(state, key)])) as FicheContent;
}

/**
 * Writes one part: entries, then section, then `Composition.date`. Writing what is there changes nothing.
 * @returns the new state, to be saved by `saveFiche`.
 * @throws LockedFicheError for a signed fiche.
 */
export function writePart<K extends PartKey>(
  state: FicheState,
  key: K,
  given: FicheContent[K],
  context: WriteContext,
): FicheState {
  if (isLocked(state)) throw new LockedFicheError(state.composition);
  const value = cleaned(currentKeys(state, given));
  if (same(readPart(state, key), value)) return state;
  const edit = new FicheEdit(state, context);
  (PARTS[key] as unknown as Part<FicheContent[K]>).write(edit, value);
  const after = edit.done();
  return sameState(state, after) ? state : dated(after, context);
}

/** Every text without what a document cannot hold: a field of one line is pasted into as well. */
function cleaned<T>(value: T): T {
  if (typeof value === 'string') return withoutForbidden(value) as T;
  if (Array.isArray(value)) return value.map(cleaned) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cleaned(one)])) as T;
}

/** Writes every part that differs. */
export function writeContent(state: FicheState, content: FicheContent, context: WriteContext): FicheState {
  return PART_KEYS.reduce((one, key) => writePart(one, key, content[key], context), state);
}

function sameState(a: FicheState, b: FicheState): boolean {
  if (!same(a.composition, b.composition) || a.records.size !== b.records.size) return false;
  return [...b.records].every(([key, record]) => same(record, a.records.get(key)));
}

/** The fiche bears the time of its last change: a signature may not come before it (rules/signing, dates). */
function dated(state: FicheState, { now }: WriteContext): FicheState {
  return syncHeader({ ...state, composition: { ...state.composition, date: now } });
}
