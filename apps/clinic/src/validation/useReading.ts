import type { Composition } from '@medplum/fhirtypes';
import { useEffect, useMemo, useState } from 'react';
import { type Unseen, unseenAmong } from './unseen.ts';

const byId = (fiches: readonly Composition[]) => new Map(fiches.map((one) => [one.id!, one]));

/** What was read of the fiches about to be signed, and what came since. */
export interface Reading {
  unseen: Unseen[];
  /** Compares with what is stored now; true when nothing came since it was read. */
  check(stored: readonly Composition[]): boolean;
  /** What came since has been read too. */
  acknowledge(): void;
}

/** A fiche counts as read in the version in which it was first shown here, until the reader says otherwise. */
export function useReading(fiches: readonly Composition[]): Reading {
  const [read, setRead] = useState<ReadonlyMap<string, Composition>>(() => byId(fiches));
  const [stored, setStored] = useState<readonly Composition[]>([]);
  const ids = fiches.map(({ id }) => id).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer version of the same fiche is not read yet.
  useEffect(() => {
    setRead((known) => new Map(fiches.map((one) => [one.id!, known.get(one.id!) ?? one])));
  }, [ids]);
  return useMemo(() => {
    // What was found on the server when signing is newer than what is shown.
    const newest = byId([...fiches, ...stored.filter(({ id }) => fiches.some((one) => one.id === id))]);
    return {
      unseen: unseenAmong(read, [...newest.values()]),
      check: (now) => {
        setStored(now);
        return unseenAmong(read, now).length === 0;
      },
      acknowledge: () => {
        setRead((known) => new Map([...known, ...newest]));
        setStored([]);
      },
    };
  }, [fiches, read, stored]);
}
