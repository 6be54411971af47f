import type { Resource } from '@medplum/fhirtypes';
import { useMedplum } from '@medplum/react-hooks';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { nameOf, type Opening, type SharedDocument, type Snapshot } from './document.ts';
import { type Registry, registryOf } from './registry.ts';

export interface Shared<T extends Resource> extends Snapshot<T> {
  /** Changes the draft at once; it is kept here at the pause, sent, and merged with what others write. */
  change(edit: (draft: T) => T): void;
  /** Sends now. Resolves when it is saved, or when it cannot be (see `state`). */
  flush(): Promise<void>;
  /** The choices shown have been seen. */
  settle(): void;
  /** Others' words wait while an accent is composed. */
  hold(held: boolean): void;
}

const NOTHING: Snapshot<never> = { state: 'loading', choices: [] };
const NEVER = { ...NOTHING, change: () => {}, flush: async () => {}, settle: () => {}, hold: () => {} };

/**
 * A resource that several people may write at once. What is typed is kept encrypted on this post at each pause,
 * saved with If-Match, and merged word by word with what others write: nobody's words are lost.
 *
 * @param what `Type/id`; or `{ create, identifier }` for a resource made at its first change (`system|value` that no
 *   other resource of its type has: two people who begin at once write in one resource). Undefined waits.
 */
export function useShared<T extends Resource>(what: string | Opening<T> | undefined): Shared<T> {
  const registry = registryOf(useMedplum());
  const opening = typeof what === 'string' ? { reference: what } : what;
  const name = opening && nameOf(opening);
  const document = useDocument(registry, name, opening);
  const subscribe = useCallback(
    (listener: () => void) => document?.subscribe(listener) ?? (() => {}),
    [document],
  );
  const snapshot = useSyncExternalStore(subscribe, document ? document.snapshot : nothing);
  return useMemo(
    () =>
      document
        ? {
            ...(snapshot as Snapshot<T>),
            change: document.change,
            flush: document.flush,
            settle: document.settle,
            hold: document.hold,
          }
        : NEVER,
    [document, snapshot],
  );
}

const nothing = (): Snapshot<never> => NOTHING;

function useDocument<T extends Resource>(
  registry: Registry,
  name: string | undefined,
  opening: Opening<T> | undefined,
): SharedDocument<T> | undefined {
  const [open, setOpen] = useState<{ name: string; document: SharedDocument<T> }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the name says which resource it is; the rest of an opening is its first draft.
  useEffect(() => {
    if (!name || !opening) return;
    const { document, release } = registry.open(opening);
    setOpen({ name, document });
    return release;
  }, [registry, name]);
  return open && open.name === name ? open.document : undefined;
}

/** How many resources hold words that the server does not have yet. */
export function useKept(): number {
  const registry = registryOf(useMedplum());
  return useSyncExternalStore(registry.subscribe, registry.kept);
}
