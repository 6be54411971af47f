import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import { compareFiches, type PartDifference } from '@dcc/rules/src/difference/fiches.ts';
import { compareWords } from '@dcc/rules/src/difference/words.ts';
import { sameContent } from '@dcc/rules/src/merge/shared.ts';
import { hasCode, isSection } from '@dcc/rules/src/signing/record.ts';
import type { Composition, Observation, Resource } from '@medplum/fhirtypes';
import { entryWords } from '../kit/entry-words.ts';
import { t } from './messages.fr.ts';
import { entryNames, type ToSign } from './to-sign.ts';

/** A fiche that no longer says what was read. */
export interface Unseen {
  now: Composition;
  parts: PartDifference[];
}

/**
 * What a signature would cover that its signer has not read: the words that changed between the version she read and
 * the one that would be signed, and the entries that changed without a word of the fiche. The completeness of the
 * record, when nobody had said it, is written by the opening itself (`settled`), and is no news.
 */
export function unseenParts(read: ToSign | undefined, now: ToSign): PartDifference[] {
  // Once signed there is nothing left to decide: what the signature itself brought is no news either.
  if (!read || now.composition.status !== 'preliminary') return [];
  // A screen may still show an older version than the one that was read in the notice.
  if (isOlder(now.composition, read.composition)) return [];
  const isSame = read.composition.meta?.versionId === now.composition.meta?.versionId;
  const told = isSame ? [] : compareFiches(read.composition, now.composition);
  const untold = changedEntries(read, now).filter(({ key }) => !told.some((one) => one.key === key));
  const hadRecord = read.composition.section?.some((one) => isSection(one, 'record')) ?? false;
  const order = Object.keys(SECTIONS);
  return [...told, ...untold]
    .filter(({ key }) => key !== 'record' || hadRecord)
    .toSorted((a, b) => order.indexOf(a.key) - order.indexOf(b.key));
}

/** Parts of which an entry says something else. Of a fiche read without its entries nothing is known. */
function changedEntries(read: ToSign, now: ToSign): PartDifference[] {
  if (!read.records || !now.records) return [];
  return (Object.keys(SECTIONS) as SectionKey[]).flatMap((key) => {
    const pairs = entriesOf(now, key).map((one) => [read.records!.get(nameOf(one)), one] as const);
    const changed = pairs.filter(([before, after]) => !before || isOther(before, after));
    if (changed.length === 0) return [];
    const [before, after] = [0, 1].map((side) => changed.map((pair) => entryWords(pair[side])).join('\n'));
    const runs = compareWords(before!, after!);
    const isTold = runs.some(({ kind }) => kind !== 'same');
    const told = isTold ? runs : [{ kind: 'same' as const, text: t('unreadCode') }];
    return [{ key, title: SECTIONS[key].title, runs: told }];
  });
}

const nameOf = (one: Resource) => `${one.resourceType}/${one.id}`;

/** The entries of a part that were at hand, but the quorum: the signature itself evaluates it anew. */
function entriesOf({ composition, records }: ToSign, key: SectionKey): Resource[] {
  const section = (composition.section ?? []).filter((one) => isSection(one, key));
  return entryNames({ ...composition, section })
    .flatMap((name) => records?.get(name) ?? [])
    .filter((one) => !hasCode((one as Observation).code, CISIS.QUORUM));
}

function isOther(read: Resource, now: Resource): boolean {
  const [before, after] = [read.meta?.lastUpdated ?? '', now.meta?.lastUpdated ?? ''];
  return after >= before && !sameContent(read, inForce(read, now));
}

/** A signature puts the plan in force: one's own, from another window, is no news while the fiche is read again. */
function inForce(read: Resource, now: Resource): Resource {
  const isPut = now.resourceType === 'CarePlan' && now.status === 'active';
  return isPut && read.resourceType === 'CarePlan' && read.status === 'draft'
    ? { ...now, status: 'draft' }
    : now;
}

function isOlder(one: Composition, other: Composition): boolean {
  return (one.meta?.lastUpdated ?? '') < (other.meta?.lastUpdated ?? '');
}

/** The fiches among those that changed since they were read. @param read by id. */
export function unseenAmong(read: ReadonlyMap<string, ToSign>, fiches: readonly ToSign[]): Unseen[] {
  return fiches.flatMap((now) => {
    const parts = unseenParts(read.get(now.composition.id!), now);
    return parts.length > 0 ? [{ now: now.composition, parts }] : [];
  });
}
