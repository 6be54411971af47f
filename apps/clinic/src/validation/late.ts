import { sameContent } from '@dcc/rules/src/merge/shared.ts';
import { isSection } from '@dcc/rules/src/signing/record.ts';
import type { MedplumClient } from '@medplum/core';
import type { Composition, Resource } from '@medplum/fhirtypes';
import { readBatch } from '../data/read-batch.ts';
import { same } from '../fiche/model/index.ts';
import { entryNames } from './to-sign.ts';

/** The parts that the room writes while it speaks. */
export const DECIDED = ['proposal', 'frame'] as const;

/** Only the sections of the decision. */
export function decidedOnly(fiche: Composition): Composition {
  const section = (fiche.section ?? []).filter((one) => DECIDED.some((key) => isSection(one, key)));
  return { ...fiche, section };
}

/**
 * Did the room write something after the words that the fiche has of it? A screen that was without network saves its
 * plan beside the fiche, and the fiche then tells an earlier one.
 * @param told the fiche as it would tell what is stored now.
 */
export async function isToldLate(
  medplum: MedplumClient,
  fiche: Composition,
  told: Composition,
): Promise<boolean> {
  const linked = new Set(entryNames(decidedOnly(fiche)));
  const names = [...new Set([...linked, ...entryNames(decidedOnly(told))])];
  const [fiches = [], ...others] = await readBatch(
    medplum,
    [`Composition/${fiche.id}`, ...names].map((name) => `${name}/_history`),
  );
  const at = toldAt(fiches as Composition[]);
  return others.some((versions, index) => isSavedAfter(versions, at, linked.has(names[index]!)));
}

const byAge = <T extends Resource>(versions: readonly T[]) =>
  versions.toSorted((a, b) => timeOf(a).localeCompare(timeOf(b)));
const timeOf = (one: Resource) => one.meta?.lastUpdated ?? '';

/** When the fiche got the words that it has of the decision. @param versions of its history, in any order. */
export function toldAt(versions: readonly Composition[]): string {
  const newestFirst = byAge(versions).toReversed();
  const words = (one: Composition) => decidedOnly(one).section;
  const other = newestFirst.findIndex((one) => !same(words(one), words(newestFirst[0]!)));
  const first = other < 0 ? newestFirst.at(-1) : newestFirst[other - 1];
  return first ? timeOf(first) : '';
}

/**
 * @param isLinked the fiche points to it: then it was told when it was made, and later changes count; whatever only
 * changed who may see it does not.
 */
export function isSavedAfter(versions: readonly Resource[], at: string, isLinked: boolean): boolean {
  const oldestFirst = byAge(versions);
  return oldestFirst.some((one, index) => {
    if (timeOf(one) <= at) return false;
    const before = oldestFirst[index - 1];
    return before ? !sameContent(before, one) : !isLinked;
  });
}
