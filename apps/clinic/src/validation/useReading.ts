import { useEffect, useMemo, useState } from 'react';
import type { ToSign } from './to-sign.ts';
import { type Unseen, unseenAmong } from './unseen.ts';

const idOf = ({ composition }: ToSign) => composition.id!;
const byId = (fiches: readonly ToSign[]) => new Map(fiches.map((one) => [idOf(one), one]));

/** What was read of the fiches about to be signed, and what came since. */
export interface Reading {
  unseen: Unseen[];
  /** Compares with what is stored now; true when nothing came since it was read. */
  check(stored: readonly ToSign[]): boolean;
  /** What came since has been read too. */
  acknowledge(): void;
}

/** A fiche counts as read in the version in which it was first shown here, until the reader says otherwise. */
export function useReading(fiches: readonly ToSign[]): Reading {
  const [read, setRead] = useState<ReadonlyMap<string, ToSign>>(() => byId(fiches));
  const [stored, setStored] = useState<readonly ToSign[]>([]);
  const ids = fiches.map(idOf).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: a newer version of the same fiche is not read yet.
  useEffect(() => {
    setRead((known) => new Map(fiches.map((one) => [idOf(one), known.get(idOf(one)) ?? one])));
  }, [ids]);
  return useMemo(() => {
    // What was found on the server when signing is newer than what is shown.
    const newest = byId([
      ...fiches,
      ...stored.filter((one) => fiches.some((fiche) => idOf(fiche) === idOf(one))),
    ]);
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
