import { ConflictError } from '../../data/save.ts';
import type { FicheState } from '../model/index.ts';
import { ficheState } from '../model/load.ts';
import { rewrite } from '../model/save.ts';
import { CONTEXT, draft } from '../model/testing.ts';
import { FicheStore, type KeptDraft } from './fiche-store.ts';

/** A server with one fiche and a vault, in memory. */
export class World {
  fiche: FicheState;
  version = 1;
  vault: KeptDraft | undefined;
  saves = 0;
  loads = 0;
  failure: Error | undefined;
  /** The server stores, and its answer does not come. */
  silent = false;

  constructor(fiche = draft()) {
    this.fiche = versioned(fiche, 1);
  }

  /** What happens while the names of the writers are asked for. */
  writers = async (): Promise<void> => {};

  /** A form opened now. @param read what it was given by the server. */
  store(read = this.fiche): FicheStore {
    return new FicheStore(read, {
      load: async () => {
        this.loads++;
        return this.fiche;
      },
      save: async (before, after) => {
        this.saves++;
        if (this.failure) throw this.failure;
        if (before.composition.meta?.versionId !== `${this.version}`)
          throw new ConflictError('Composition/x');
        this.fiche = versioned(after, ++this.version);
        if (this.silent) throw new TypeError('fetch failed');
        return this.fiche;
      },
      writers: async () => {
        await this.writers();
        return { mine: 'HA', theirs: 'VT' };
      },
      context: () => CONTEXT,
      keep: async (draft) => {
        this.vault = draft && structuredClone(draft);
      },
      kept: async () => this.vault,
    });
  }

  /** Somebody else saves. */
  other(change: (fiche: FicheState) => FicheState): void {
    this.fiche = versioned(change(this.fiche), ++this.version);
  }
}

export function versioned(fiche: FicheState, version: number): FicheState {
  const { composition } = fiche;
  const records = [...fiche.records].map(
    ([key, one], at) => [key, one.id ? one : { ...one, id: `made-${at}` }] as const,
  );
  return {
    ...fiche,
    records: new Map(records),
    composition: { ...composition, meta: { ...composition.meta, versionId: `${version}` } },
  };
}

/** As a page finds it that loads it anew: every record under its id. */
export function reloaded({ composition, records }: FicheState): FicheState {
  const ids = new Map([...records].map(([key, one]) => [key, `${one.resourceType}/${one.id}`]));
  const known = <T>(value: T) => rewrite(value, (reference) => ids.get(reference) ?? reference);
  const found = new Map([...records].map(([key, one]) => [ids.get(key)!, known(one)]));
  return ficheState(known(composition), [known(composition)], found);
}
