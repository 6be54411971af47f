import { useMedplum } from '@medplum/react-hooks';
import { onlineManager } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';

const EVERY_MS = 15_000;
const WHEN_AWAY_MS = 3_000;
let reachable = true;
const listeners = new Set<() => void>();

function set(value: boolean): void {
  if (value === reachable) return;
  reachable = value;
  onlineManager.setOnline(value);
  for (const listener of listeners) listener();
}

/** Whoever meets a failed request says so here: the banner shows at once instead of at the next beat. */
export const reportUnreachable = (): void => set(false);
export const isReachable = (): boolean => reachable;

export function subscribeReachable(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/**
 * Does the server answer? The browser only knows about its own network card, so the server is asked: rarely while it
 * answers, often while it does not.
 */
export function useReachable(): boolean {
  const medplum = useMedplum();
  const value = useSyncExternalStore(subscribeReachable, isReachable);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const beat = async () => {
      const ok = await fetch(new URL('healthcheck', medplum.getBaseUrl()), {
        cache: 'no-store',
        signal: AbortSignal.timeout(5_000),
      }).then(
        ({ status }) => status < 500,
        () => false,
      );
      set(ok);
      timer = setTimeout(beat, ok ? EVERY_MS : WHEN_AWAY_MS);
    };
    const now = () => {
      clearTimeout(timer);
      void beat();
    };
    timer = setTimeout(beat, EVERY_MS);
    window.addEventListener('online', now);
    window.addEventListener('offline', now);
    const stop = subscribeReachable(() => {
      if (!reachable) {
        clearTimeout(timer);
        timer = setTimeout(beat, WHEN_AWAY_MS);
      }
    });
    return () => {
      clearTimeout(timer);
      stop();
      window.removeEventListener('online', now);
      window.removeEventListener('offline', now);
    };
  }, [medplum]);
  return value;
}
