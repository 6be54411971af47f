import type { SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import { documentVersion, isSection } from '@dcc/rules/src/signing/record.ts';
import type { Composition, CompositionSection, Reference, Resource } from '@medplum/fhirtypes';

/**
 * One version of a fiche with everything its sections and its header point to. Never changed in place: an
 * edit gives a new state, so that what was loaded, what is typed and what is saved can be compared.
 */
export interface FicheState {
  readonly composition: Composition;
  /**
   * By `Type/id`, or by `urn:uuid:` for what was made here (the key stays the same once the server has given
   * an id).
   */
  readonly records: ReadonlyMap<string, Resource>;
  /** Entries that a signed version points to: they are copied, never changed. */
  readonly frozen: ReadonlySet<string>;
  /**
   * Keys that a value may still bear, and what took their place: copies of frozen entries, ids given by the
   * server.
   */
  readonly renamed: ReadonlyMap<string, string>;
}

/** Who writes, and when: what new entries say. */
export interface WriteContext {
  /** FHIR dateTime. */
  now: string;
  /** `PractitionerRole/id` of the writer. */
  me?: string;
}

/** A fiche signed once is closed: `final` and `amended` change by a new version only (docs/etats.md). */
export function isLocked({ composition }: FicheState): boolean {
  return composition.status !== 'preliminary';
}

/** Thrown by a writer that is handed a signed fiche: a screen that lets it happen has a fault. */
export class LockedFicheError extends Error {
  constructor(composition: Composition) {
    const version = documentVersion(composition);
    super(`La fiche est signée (version ${version}) : elle ne se modifie que par un avenant.`);
    this.name = 'LockedFicheError';
  }
}

/** The resource behind a key or a reference; undefined when it is not at hand. */
export function resolve<T extends Resource>(
  state: Pick<FicheState, 'records'>,
  reference: string | Reference | undefined,
  type?: T['resourceType'],
): T | undefined {
  const key = typeof reference === 'string' ? reference : reference?.reference;
  const found = key ? state.records.get(key) : undefined;
  return found && (!type || found.resourceType === type) ? (found as T) : undefined;
}

/** The sections of one kind, in the order of the fiche: only the molecular conclusions may be several. */
export function sectionsOf({ composition }: FicheState, key: SectionKey): CompositionSection[] {
  return (composition.section ?? []).filter((one) => isSection(one, key));
}

/** Keys of the entries of a section, those of every section of the kind. */
export function entryKeys(state: FicheState, key: SectionKey): string[] {
  return sectionsOf(state, key).flatMap(({ entry }) =>
    (entry ?? []).flatMap(({ reference }) => reference ?? []),
  );
}

/** The entries of one kind of section that are at hand, with their keys. */
export function entries<T extends Resource>(
  state: FicheState,
  key: SectionKey,
  type: T['resourceType'],
): { key: string; resource: T }[] {
  return entryKeys(state, key).flatMap((one) => {
    const resource = resolve<T>(state, one, type);
    return resource ? [{ key: one, resource }] : [];
  });
}

/** A value of the form with its keys as they are now. */
export function currentKeys<T>(state: Pick<FicheState, 'renamed'>, value: T): T {
  if (state.renamed.size === 0) return value;
  if (typeof value === 'string') return (state.renamed.get(value) ?? value) as T;
  if (Array.isArray(value)) return value.map((one) => currentKeys(state, one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, currentKeys(state, one)])) as T;
}
