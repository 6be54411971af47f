import type { Composition, Resource } from '@medplum/fhirtypes';

/** A fiche as it was read here: its words, and the entries that its sections point to where they were at hand. */
export interface ToSign {
  composition: Composition;
  /** By `Type/id`. Absent where only the words were shown: a line of the list. */
  records?: ReadonlyMap<string, Resource>;
}

/** Names of the entries of a fiche, `Type/id`, each once, in the order of the document. */
export function entryNames({ section }: Composition): string[] {
  return [
    ...new Set(
      (section ?? []).flatMap(({ entry }) => (entry ?? []).flatMap(({ reference }) => reference ?? [])),
    ),
  ];
}

/** The version of each entry that was read, `Type/id/_history/vid`: nothing newer is signed (`sign-frcp`, `entry`). */
export function entriesRead({ composition, records }: ToSign): string[] {
  return entryNames(composition).flatMap((name) => {
    const version = records?.get(name)?.meta?.versionId;
    return version ? [`${name}/_history/${version}`] : [];
  });
}
