import { useMedplum } from '@medplum/react-hooks';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { isReachable, subscribeReachable } from '../app/reachable.ts';
import { registryOf } from '../collab/registry.ts';
import { useWatch } from '../collab/useWatch.ts';
import { useMe } from '../data/me.ts';
import { onLeaving } from '../offline/leaving.ts';
import { onSignOut } from '../sign-in/sign-out.ts';
import { ficheAround, KEPT } from './around.ts';
import type { CaseFile } from './model/index.ts';
import { type FicheSnapshot, FicheStore } from './store/fiche-store.ts';
import { shown } from './store/send-kept.ts';

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
    const registry = registryOf(medplum);
    const caseId = file.rcpCase.id!;
    const made = new FicheStore(fiche, ficheAround(medplum, registry.vault, caseId, role));
    const hide = shown(caseId);
    const tell = () => {
      const { unsaved, state } = made.snapshot();
      registry.note(`${KEPT}${caseId}`, unsaved && state === 'offline');
    };
    const silent = made.subscribe(tell);
    void made.resume();
    setStore(made);
    const stop = subscribeReachable(() => isReachable() && void made.flush());
    const leave = onSignOut(() => made.flush());
    const away = onLeaving(made.keepNow);
    return () => {
      stop();
      leave();
      away();
      void made.flush().then(() => {
        made.close();
        tell();
        silent();
        hide();
      });
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
