import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import type { Code } from '@dcc/fhir-profiles/src/codes.ts';
import type {
  Annotation,
  CodeableConcept,
  Coding,
  Composition,
  Observation,
  Resource,
} from '@medplum/fhirtypes';
import type { FicheEdit } from './edit.ts';
import { compact } from './same.ts';

export { compactReference } from './reference.ts';

/** A concept of these codings, and its words. */
export function concept(codes: readonly (Code | Coding)[], text?: string): CodeableConcept {
  return compact({
    coding: codes.map(({ system, code, display }) => compact({ system, code, display })),
    text,
  });
}

export function notes(text: string | undefined): Annotation[] {
  return text?.trim() ? [{ text: text.trim() }] : [];
}

/** The words of the notes of a resource, one paragraph each. */
export function noteText(notes: readonly Annotation[] | undefined): string {
  return (notes ?? []).map(({ text }) => text).join('\n\n');
}

/** Notes as edited: what did not change stays as it was, author and time included. */
export function editedNotes(old: Annotation[] | undefined, text: string): Annotation[] | undefined {
  if (noteText(old) === text.trim()) return old;
  return notes(text);
}

/** What every clinical entry says: of whom, in which case (docs/model.md). */
export function anchor(composition: Composition): Pick<Observation, 'subject' | 'encounter'> {
  return { subject: composition.subject as Observation['subject'], encounter: composition.encounter };
}

/** The code of a concept in a system. */
export function codeIn(concept: CodeableConcept | undefined, system: string): string | undefined {
  return concept?.coding?.find((one) => one.system === system)?.code;
}

/** A change over what is there, without what it empties. */
export function changed<T extends Resource>(resource: T, change: Partial<T>): T {
  return compact({ ...resource, ...change });
}

/** Which observation: its profile, its codes, the slot it has in the fiche. */
export interface ObservationKind {
  slot: string;
  profile: string;
  codes: readonly Code[];
  /** Words of the code: the name of a tool, of a report. */
  text?: string;
}

/** Writes an Observation: what the change does not name stays as it was. Gives its key. */
export function putObservation(
  edit: FicheEdit,
  key: string | undefined,
  kind: ObservationKind,
  change: Partial<Observation>,
): string {
  const old = edit.get<Observation>(key, 'Observation');
  const base: Observation = old ?? {
    resourceType: 'Observation',
    meta: { profile: [profile(kind.profile)] },
    status: 'final',
    code: concept(kind.codes, kind.text),
    ...anchor(edit.before.composition),
    effectiveDateTime: edit.context.now.slice(0, 10),
  };
  // Taken out and put back: final again.
  return edit.put(key, changed(base, { status: 'final', ...change }), kind.slot);
}

/** `2026-09-22` -> `22/09/2026`, as precise as it was given. */
export function frenchDay(date: string | undefined): string {
  const [, year, month, day] = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?/.exec(date ?? '') ?? [];
  return [day, month, year].filter(Boolean).join('/');
}

/** Ends a sentence once. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return !trimmed || /[.!?…]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
