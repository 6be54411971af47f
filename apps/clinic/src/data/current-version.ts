/**
 * A write refused with 412 although nobody changed what the resource says: a bot only changed who may see it
 * (`meta.accounts`, written by share-record just after somebody's write). Such a version is nobody's words.
 */
import { sameContent } from '@dcc/rules/src/merge/shared.ts';
import type { MedplumClient } from '@medplum/core';
import type { ResourceType } from '@medplum/fhirtypes';

/** A bot that follows two writes may come twice; more is a quarrel that a person has to see. */
export const TRIES = 3;

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
    return now !== version && sameContent(read, current) ? now : undefined;
  } catch {
    return undefined;
  }
}
