import { documentVersion } from '@dcc/rules/src/signing/record.ts';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, BundleEntry, Composition, Resource } from '@medplum/fhirtypes';
import { ConflictError, isConflict } from '../../data/save.ts';
import { transact } from '../../data/transact.ts';
import { entryIdentifiers } from './edit.ts';
import { same } from './same.ts';
import type { FicheState } from './state.ts';

/** Entries of a transaction of the real server once one of them is conditional (spec/medplum.md, limits). */
const MOST_CONDITIONAL = 8;
const MOST_UPDATES = 50;

/** What must be written for the server to hold `after`, by key; the fiche itself is `composition`. */
export interface Changes {
  creates: string[];
  updates: string[];
  composition: boolean;
}

export function changesOf(before: FicheState, after: FicheState): Changes {
  const creates: string[] = [];
  const updates: string[] = [];
  for (const [key, record] of after.records) {
    if (!record.id) creates.push(key);
    else if (!same(content(record), content(before.records.get(key)))) updates.push(key);
  }
  const composition = !after.composition.id || !same(content(before.composition), content(after.composition));
  return { creates, updates, composition };
}

export function hasChanges({ creates, updates, composition }: Changes): boolean {
  return composition || creates.length + updates.length > 0;
}

/** A resource without what the server says of it. */
function content(resource: Resource | undefined): unknown {
  const { id: _, meta, ...rest } = (resource ?? {}) as Resource;
  return { ...rest, profile: meta?.profile };
}

/**
 * Saves what changed: entries that are new are created once (by their identifier), the others updated if they
 * are still what was read, and the fiche last. One transaction, or several when the real server's limits ask
 * for it: then the entries come first, and stay unseen until the fiche points to them. Trying again after a
 * lost answer is safe.
 * @param before as loaded or last saved.
 * @returns `after` with the ids and versions that the server gave.
 * @throws ConflictError when somebody saved the fiche or one of its entries since it was read; load it and
 * rebase.
 */
export async function saveFiche(
  medplum: MedplumClient,
  before: FicheState,
  after: FicheState,
): Promise<FicheState> {
  let state = after;
  const { creates, updates, composition } = changesOf(before, after);
  const rest = updates.length + (composition ? 1 : 0);
  if (creates.length + rest > MOST_CONDITIONAL && creates.length > 0) {
    for (let at = 0; at < creates.length; at += MOST_CONDITIONAL) {
      state = await write(medplum, state, creates.slice(at, at + MOST_CONDITIONAL), false);
    }
    return finish(medplum, state, updates, composition);
  }
  return finish(medplum, state, [...creates, ...updates], composition);
}

async function finish(medplum: MedplumClient, state: FicheState, keys: string[], composition: boolean) {
  const room = (composition && !state.composition.id ? MOST_CONDITIONAL : MOST_UPDATES) - 1;
  let current = state;
  let left = keys;
  for (; left.length > room; left = left.slice(room)) {
    current = await write(medplum, current, left.slice(0, room), false);
  }
  return left.length > 0 || composition ? write(medplum, current, left, composition) : current;
}

async function write(
  medplum: MedplumClient,
  state: FicheState,
  keys: readonly string[],
  composition: boolean,
): Promise<FicheState> {
  const entry = ficheEntries(state, keys, composition);
  try {
    const answer = await transact(medplum, { resourceType: 'Bundle', type: 'transaction', entry });
    return acknowledge(state, [...keys, ...(composition ? ['composition'] : [])], answer);
  } catch (error) {
    if (isConflict(error)) throw new ConflictError(`Composition/${state.composition.id ?? 'nouvelle'}`);
    throw error;
  }
}

/**
 * The entries of a transaction that writes these records and the fiche: for another screen's own transaction
 * (inscription), by default everything that is not on the server yet.
 */
export function ficheEntries(
  state: FicheState,
  keys: readonly string[] = changesOf(state, state).creates,
  composition = true,
): BundleEntry[] {
  const records = keys.map((key): BundleEntry => {
    const record = state.records.get(key)!;
    return record.id ? update(wire(state, record)) : create(key, wire(state, record));
  });
  if (!composition) return records;
  const fiche = wire(state, state.composition);
  return [...records, fiche.id ? update(fiche) : create('', fiche)];
}

function create(key: string, resource: Resource): BundleEntry {
  const condition = onlyOne(resource);
  const once = condition ? { ifNoneExist: condition } : {};
  const fullUrl = key.startsWith('urn:uuid:') ? { fullUrl: key } : {};
  return { ...fullUrl, resource, request: { method: 'POST', url: resource.resourceType, ...once } };
}

/**
 * What makes a creation safe to retry. A case has one fiche, and one version of it in preparation: all
 * versions bear one identifier, which tells nothing once the case is on the server.
 */
function onlyOne(resource: Resource): string | undefined {
  if (resource.resourceType === 'Composition' && resource.encounter?.reference?.startsWith('Encounter/')) {
    const later = documentVersion(resource) > 1 ? '&status=preliminary' : '';
    return `encounter=${resource.encounter.reference}${later}`;
  }
  const given = resource.resourceType === 'Composition' ? resource.identifier : entryIdentifiers(resource)[0];
  return given && `identifier=${encodeURIComponent(`${given.system}|${given.value}`)}`;
}

function update(resource: Resource): BundleEntry {
  const { versionId } = resource.meta ?? {};
  const ifMatch = versionId ? { ifMatch: `W/"${versionId}"` } : {};
  return { resource, request: { method: 'PUT', url: `${resource.resourceType}/${resource.id}`, ...ifMatch } };
}

/** A resource as it is sent: keys made here become the ids that the server gave since. */
function wire<T extends Resource>(state: FicheState, resource: T): T {
  return rewrite(resource, (reference) => {
    const known = state.records.get(reference);
    return reference.startsWith('urn:uuid:') && known?.id ? `${known.resourceType}/${known.id}` : reference;
  });
}

/** Every `reference` of a resource, rewritten. */
export function rewrite<T>(value: T, change: (reference: string) => string): T {
  if (Array.isArray(value)) return value.map((one) => rewrite(one, change)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    key === 'reference' && typeof one === 'string' ? change(one) : rewrite(one, change),
  ]);
  return Object.fromEntries(entries) as T;
}

/** Takes the ids and versions that the server gave into the state, in the order of what was sent. */
export function acknowledge(state: FicheState, keys: readonly string[], answer: Bundle): FicheState {
  const records = new Map(state.records);
  let { composition } = state;
  for (const [index, key] of keys.entries()) {
    const sent = key === 'composition' ? composition : records.get(key);
    if (!sent) continue;
    const held = stored(sent, answer.entry?.[index]);
    if (key === 'composition') composition = held as Composition;
    else records.set(key, held);
  }
  return { ...state, records, composition };
}

function stored(sent: Resource, entry: BundleEntry | undefined): Resource {
  const location = entry?.response?.location ?? '';
  const [, id] = new RegExp(`${sent.resourceType}/([A-Za-z0-9.-]+)`).exec(location) ?? [];
  const etag = /^W\/"([^"]+)"$/.exec(entry?.response?.etag ?? '')?.[1];
  const history = /_history\/([A-Za-z0-9.-]+)/.exec(location)?.[1];
  const versionId = entry?.resource?.meta?.versionId ?? etag ?? history;
  const meta = { ...sent.meta, ...entry?.resource?.meta, ...(versionId ? { versionId } : {}) };
  return { ...sent, id: entry?.resource?.id ?? id ?? sent.id, meta } as Resource;
}

/** What was typed while a save was under way, over the ids and versions that the save brought back. */
export function carryOn(saved: FicheState, current: FicheState): FicheState {
  const records = new Map(current.records);
  for (const [key, record] of saved.records) {
    const mine = records.get(key);
    if (mine) records.set(key, { ...mine, id: record.id, meta: record.meta } as Resource);
  }
  const { id, meta } = saved.composition;
  return { ...current, records, composition: { ...current.composition, id, meta } };
}
