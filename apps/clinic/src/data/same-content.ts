/**
 * A write refused with 412 although nobody changed what the resource says: a bot only changed who may see it
 * (`meta.accounts`, written by share-record just after somebody's write). Such a version is nobody's words.
 */
import { deepEquals, type MedplumClient } from '@medplum/core';
import type { Resource, ResourceType } from '@medplum/fhirtypes';

/** What the server and its bots keep about a resource; labels, tags and profiles are its author's. */
const KEPT_BY_SERVER = [
  'versionId',
  'lastUpdated',
  'author',
  'onBehalfOf',
  'project',
  'compartment',
  'account',
  'accounts',
] as const;

/** The resource as its authors wrote it. */
function written(resource: Resource): Resource {
  const meta: Record<string, unknown> = { ...resource.meta };
  for (const key of KEPT_BY_SERVER) delete meta[key];
  return { ...resource, meta } as Resource;
}

/** @returns whether two versions of a resource differ by what the server keeps about them alone. */
export function saysTheSame(one: Resource, other: Resource): boolean {
  // `undefined` and absent are the same in JSON, and only there.
  const plain = (resource: Resource) => JSON.parse(JSON.stringify(written(resource)));
  return deepEquals(plain(one), plain(other));
}

/**
 * The version to write over instead of one that is no longer current.
 * @param reference `Type/id`
 * @param version the version that was read.
 * @returns the current version when it says what the read one said; undefined when somebody changed it, when
 *   it is still the same, or when the read one may not be read again: then the refusal stands.
 */
export async function currentVersion(
  medplum: MedplumClient,
  reference: string,
  version: string,
): Promise<string | undefined> {
  const [type, id] = reference.split('/') as [ResourceType, string];
  try {
    const [read, current] = await Promise.all([
      medplum.readVersion(type, id, version),
      medplum.readResource(type, id, { cache: 'reload' }),
    ]);
    const now = current.meta?.versionId;
    return now !== version && saysTheSame(read, current) ? now : undefined;
  } catch {
    return undefined;
  }
}
