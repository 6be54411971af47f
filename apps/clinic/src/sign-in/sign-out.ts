import { useMedplum } from '@medplum/react-hooks';
import { useCallback } from 'react';
import { queryClient } from '../data/query.ts';

type Step = () => Promise<unknown> | unknown;
const steps = new Set<Step>();
let leaving = false;

/** The person leaves by herself: her session has not expired. */
export const isLeaving = (): boolean => leaving;

/** What must be erased from this browser when its user leaves: drafts, keys, queues. */
export function onSignOut(step: Step): () => void {
  steps.add(step);
  return () => steps.delete(step);
}

/** Leaves: what the browser keeps is erased even when the server cannot be told. */
export function useSignOut(): () => Promise<void> {
  const medplum = useMedplum();
  return useCallback(async () => {
    leaving = true;
    await Promise.allSettled([...steps].map((step) => step()));
    queryClient.clear();
    await medplum.signOut().catch(() => medplum.clear());
    // A new document: nothing of the last user stays in memory.
    window.location.assign('/');
  }, [medplum]);
}
