import { frenchErrors, frenchMessage } from '@dcc/fhir-profiles/src/messages.fr.ts';
import { isOperationOutcome, OperationOutcomeError } from '@medplum/core';

const NO_NETWORK = 'Le serveur ne répond pas. Vérifiez le réseau, puis réessayez.';

/** What went wrong, in French sentences that name the field: one line each. */
export function errorText(error: unknown): string {
  const outcome = error instanceof OperationOutcomeError ? error.outcome : error;
  if (isOperationOutcome(outcome))
    return frenchErrors(outcome).join('\n') || 'Demande refusée sans explication.';
  if (isNetworkError(error)) return NO_NETWORK;
  if (error instanceof Error) return frenchMessage(error.message);
  return 'Erreur inattendue.';
}

/** Did the request fail before any answer? `fetch` says so by a TypeError, in words that differ by browser. */
export function isNetworkError(error: unknown): boolean {
  return (
    error instanceof TypeError ||
    (error instanceof Error && /failed to fetch|networkerror|load failed|fetch failed/i.test(error.message))
  );
}
