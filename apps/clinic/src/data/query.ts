import { isOperationOutcome, type MedplumClient, OperationOutcomeError } from '@medplum/core';
import { useMedplum } from '@medplum/react-hooks';
import { QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useWho } from './who.ts';

/** Answers that another try does not change: what was asked is wrong, forbidden or not there. */
const FINAL = new Set(['not-found', 'gone', 'forbidden', 'unauthorized', 'invalid', 'structure']);

function isFinal(error: unknown): boolean {
  const outcome = error instanceof OperationOutcomeError ? error.outcome : error;
  return isOperationOutcome(outcome) && FINAL.has(outcome.issue?.[0]?.code ?? '');
}

/** One cache for all screens: a value is shown at once, and asked for again when the screen comes back. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (count, error) => count < 2 && !isFinal(error),
      // Without a network the last known answer stays on screen; the query waits instead of failing.
      networkMode: 'offlineFirst',
    },
  },
});

/** How a reading is called off. */
export interface Asked {
  /** Taken: left by its last screen, the reading stops, so that the next screen's need not wait behind it. */
  readonly signal: AbortSignal;
}

/**
 * Reads something by the client of whoever is signed in.
 * @param key names the question: equal keys share one answer; begin with the folder's name.
 * @param read must depend on the key alone. `undefined` as key waits. One that gives `signal` to its requests is stopped
 *   when nobody looks at it any more; another goes on, and its answer is kept.
 */
export function useFhir<T>(
  key: readonly unknown[] | undefined,
  read: (medplum: MedplumClient, asked: Asked) => Promise<T>,
): UseQueryResult<T> {
  const medplum = useMedplum();
  const who = useWho()?.reference;
  return useQuery({
    queryKey: [who, ...(key ?? ['none'])],
    queryFn: (asked) => read(medplum, asked),
    enabled: key !== undefined,
  });
}

/** Asks anew for everything whose key begins so, whoever is signed in: call it after a write. */
export function refresh(...start: readonly unknown[]): Promise<void> {
  return queryClient.invalidateQueries({
    predicate: ({ queryKey }) => start.every((part, index) => queryKey[index + 1] === part),
  });
}
