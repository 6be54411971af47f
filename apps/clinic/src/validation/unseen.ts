import { compareFiches, type PartDifference } from '@dcc/rules/src/difference/fiches.ts';
import { isSection } from '@dcc/rules/src/signing/record.ts';
import type { Composition } from '@medplum/fhirtypes';

/** A fiche whose words are no longer those that were read. */
export interface Unseen {
  now: Composition;
  parts: PartDifference[];
}

/**
 * What a signature would cover that its signer has not read: the words that changed between the version she read and
 * the one that would be signed. The completeness of the record, when nobody had said it, is written by the opening
 * itself (`settled`), and is no news.
 */
export function unseenParts(read: Composition | undefined, now: Composition): PartDifference[] {
  // Once signed there is nothing left to decide: what the signature itself brought is no news either.
  if (!read || now.status !== 'preliminary' || read.meta?.versionId === now.meta?.versionId) return [];
  // A screen may still show an older version than the one that was read in the notice.
  if (isOlder(now, read)) return [];
  const hadRecord = read.section?.some((one) => isSection(one, 'record')) ?? false;
  return compareFiches(read, now).filter(({ key }) => key !== 'record' || hadRecord);
}

function isOlder(one: Composition, other: Composition): boolean {
  return (one.meta?.lastUpdated ?? '') < (other.meta?.lastUpdated ?? '');
}

/** The fiches among those that changed since they were read. @param read by id. */
export function unseenAmong(
  read: ReadonlyMap<string, Composition>,
  fiches: readonly Composition[],
): Unseen[] {
  return fiches.flatMap((now) => {
    const parts = unseenParts(read.get(now.id!), now);
    return parts.length > 0 ? [{ now, parts }] : [];
  });
}
