import type { MedplumClient } from '@medplum/core';
import { medplumRemote } from '../collab/remote.ts';
import type { Vault } from '../offline/vault.ts';
import { type FicheState, loadCase, saveFiche } from './model/index.ts';
import type { FicheAround, KeptDraft } from './store/fiche-store.ts';

/** Under this prefix and the id of the case, a draft waits in the vault. */
export const KEPT = 'fiche:';

/** The server and the browser's vault around the fiche of a case. @param role `PractitionerRole` id of the writer. */
export function ficheAround(
  medplum: MedplumClient,
  vault: Promise<Vault>,
  caseId: string,
  role?: string,
): FicheAround {
  const name = `${KEPT}${caseId}`;
  const remote = medplumRemote(medplum);
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
