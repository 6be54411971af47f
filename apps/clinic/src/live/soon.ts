import type { Resource } from '@medplum/fhirtypes';
import { useCallback, useEffect, useRef } from 'react';
import type { Shared } from '../collab/index.ts';

/** An act asked of a resource that is still being read: done once it is there, in the order asked. */
export class Soon<T> {
  readonly #waiting: { name: string; edit: (draft: T) => T }[] = [];

  /** @param change of the resource when it is there, undefined while it is being read. */
  ask(name: string, edit: (draft: T) => T, change: ((edit: (draft: T) => T) => void) | undefined): void {
    if (change) change(edit);
    else this.#waiting.push({ name, edit });
  }

  /** The resource came: what was asked of it is done, what was asked of another one is forgotten. */
  came(name: string, change: (edit: (draft: T) => T) => void): void {
    for (const one of this.#waiting.splice(0)) if (one.name === name) change(one.edit);
  }
}

/**
 * The `change` of a shared resource that loses nothing asked before it is read: a button is pressed as soon as it
 * shows. Always the same function.
 * @param name which resource it is; what was asked of one is never done to another.
 */
export function useSoon<T extends Resource>(name: string, shared: Shared<T>): Shared<T>['change'] {
  const soon = useRef<Soon<T>>(undefined);
  soon.current ??= new Soon<T>();
  const isHere = shared.value !== undefined;
  const newest = useRef({ name, shared, isHere });
  newest.current = { name, shared, isHere };
  useEffect(() => {
    if (isHere) soon.current!.came(name, newest.current.shared.change);
  }, [name, isHere]);
  return useCallback((edit) => {
    const now = newest.current;
    soon.current!.ask(now.name, edit, now.isHere ? now.shared.change : undefined);
  }, []);
}
