import type { MedplumClient } from '@medplum/core';
import { useMedplum } from '@medplum/react-hooks';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { isReachable, subscribeReachable } from '../app/reachable.ts';
import { registryOf } from '../collab/registry.ts';
import { medplumRemote } from '../collab/remote.ts';
import { useWatch } from '../collab/useWatch.ts';
import { useMe } from '../data/me.ts';
import { onSignOut } from '../sign-in/sign-out.ts';
import { type CaseFile, type FicheState, loadCase, saveFiche } from './model/index.ts';
import { type FicheSnapshot, FicheStore, type KeptDraft } from './store/fiche-store.ts';

/** One fiche open for writing, saved by itself; undefined until its store is ready. */
export function useFicheStore(file: CaseFile): { store: FicheStore; snapshot: FicheSnapshot } | undefined {
  const medplum = useMedplum();
  const me = useMe();
  const [store, setStore] = useState<FicheStore>();
  const fiche = file.fiche;
  const version = fiche?.composition.id;
  const role = me.roles[0]?.id;
  // A store belongs to one version of one fiche: what is read later reaches it by its own refresh.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see the line above.
  useEffect(() => {
    if (!fiche || !me.ready) return;
    const made = new FicheStore(fiche, around(medplum, file.rcpCase.id!, role));
    void made.resume();
    setStore(made);
    const stop = subscribeReachable(() => isReachable() && void made.flush());
    const leave = onSignOut(() => made.flush());
    return () => {
      stop();
      leave();
      void made.flush().then(() => made.close());
    };
  }, [medplum, version, me.ready, role]);
  // A page that comes back shows what it knew, then what was read anew.
  const read = fiche?.composition.meta?.versionId;
  useEffect(() => {
    if (read) void store?.refresh(read);
  }, [store, read]);
  useWatch(version ? `Composition?_id=${version}` : undefined, ({ meta }) => {
    void store?.refresh(meta?.versionId);
  });
  const snapshot = useSyncExternalStore(store?.subscribe ?? noStore, store?.snapshot ?? noSnapshot);
  return store && snapshot ? { store, snapshot } : undefined;
}

const noStore = () => () => {};
const noSnapshot = () => undefined;

function around(medplum: MedplumClient, caseId: string, role: string | undefined) {
  const name = `fiche:${caseId}`;
  const remote = medplumRemote(medplum);
  const { vault } = registryOf(medplum);
  return {
    load: async () => {
      medplum.invalidateAll();
      return (await loadCase(medplum, caseId)).fiche;
    },
    save: (before: FicheState, after: FicheState) => saveFiche(medplum, before, after),
    writers: async ({ composition }: FicheState) => ({
      mine: remote.me(),
      theirs: await remote.writer(composition),
    }),
    context: () => ({ now: localNow(), ...(role ? { me: `PractitionerRole/${role}` } : {}) }),
    keep: async (draft: KeptDraft | undefined) =>
      draft ? (await vault).put(name, draft) : (await vault).remove(name),
    kept: async () => (await vault).get<KeptDraft>(name),
  };
}

/** The hour here, with its offset: what a French eye reads in the record. */
export function localNow(date = new Date()): string {
  const offset = -date.getTimezoneOffset();
  const sign = offset < 0 ? '-' : '+';
  const two = (n: number) => String(Math.floor(Math.abs(n))).padStart(2, '0');
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19);
  return `${local}${sign}${two(offset / 60)}:${two(offset % 60)}`;
}
