import type { Resource } from '@medplum/fhirtypes';
import { type Json, same } from './json.ts';
import { type Choice, type MergedResource, mergeResource } from './resource.ts';
import type { Writers } from './text.ts';

/**
 * A resource that several people write at once, as one of them holds it. Everything is a value: the caller
 * keeps it, on this post too, and does the sending.
 */
export interface Shared<T extends Resource> {
  /** The newest version of the server that `local` already contains. */
  base: T;
  /** What the person sees: `base` and what they changed since. */
  local: T;
  /** Sent, but the answer never came: the server may have it or not. */
  doubt?: T;
}

export interface Arrival<T extends Resource> {
  shared: Shared<T>;
  choices: Choice[];
  texts: MergedResource<T>['texts'];
}

export function opened<T extends Resource>(resource: T): Shared<T> {
  return { base: resource, local: resource };
}

/** Is there anything that the server does not have yet? */
export function unsaved<T extends Resource>({ base, local }: Shared<T>): boolean {
  return !sameContent(base, local);
}

export function versionOf(resource: Resource): string | undefined {
  return resource.meta?.versionId;
}

/** The server has another version: what I did not save yet is put on top of it. */
export function arrived<T extends Resource>(shared: Shared<T>, remote: T, writers: Writers): Arrival<T> {
  const { base, local } = shared;
  if (versionOf(remote) === versionOf(base) || older(remote, base)) {
    return { shared, choices: [], texts: new Map() };
  }
  const { value, choices, texts } = mergeResource(base, local, remote, writers);
  return { shared: { ...shared, base: remote, local: value }, choices, texts };
}

/** The server stored `sent` as `stored`; meanwhile the person may have typed on. */
export function saved<T extends Resource>(
  shared: Shared<T>,
  sent: T,
  stored: T,
  writers: Writers,
): Arrival<T> {
  const { doubt: _, ...known } = shared;
  return arrived({ ...known, base: sent === known.base ? sent : unversioned(sent) }, stored, writers);
}

/**
 * After an answer that never came: looks in the history for what was sent, so that one's own words are not
 * taken for somebody else's.
 *
 * @param history newest first, from the server's newest version back to `base` at least.
 */
export function settled<T extends Resource>(
  shared: Shared<T>,
  history: readonly T[],
  writers: Writers,
): Arrival<T> {
  const { doubt, ...known } = shared;
  const since = history.findIndex((one) => versionOf(one) === versionOf(known.base));
  const newer = since < 0 ? history : history.slice(0, since);
  // What was created has no id before the server gives it one.
  const stored = doubt && newer.find((one) => sameContent(one, { ...doubt, id: one.id }));
  const mine = stored && doubt ? saved(known, doubt, stored, writers).shared : known;
  const newest = history[0];
  return newest ? arrived(mine, newest, writers) : { shared: mine, choices: [], texts: new Map() };
}

/** Equal but for what the server writes by itself. */
export function sameContent(a: Resource, b: Resource): boolean {
  return same(bare(a), bare(b));
}

/** Of `meta`, only what people may choose; the rest (version, author, accounts) is the server's. */
function bare(resource: Resource): Json {
  const { profile, tag, security } = resource.meta ?? {};
  return { ...(resource as unknown as Record<string, Json>), meta: { profile, tag, security } as Json };
}

function unversioned<T extends Resource>(resource: T): T {
  const { versionId: _v, lastUpdated: _l, ...meta } = resource.meta ?? {};
  return { ...resource, meta };
}

/** Events may arrive in disorder: a version older than the one already known says nothing new. */
function older(one: Resource, other: Resource): boolean {
  const [a, b] = [one.meta?.lastUpdated, other.meta?.lastUpdated];
  return a !== undefined && b !== undefined && a < b;
}
