import { isOperationOutcome, OperationOutcomeError } from '@medplum/core';

function codeOf(error: unknown): string | undefined {
  const outcome = error instanceof OperationOutcomeError ? error.outcome : error;
  if (isOperationOutcome(outcome)) return outcome.issue?.[0]?.code;
  // The client says this when it gave up renewing the session.
  return error instanceof Error && /unauthenticated|unauthorized/i.test(error.message) ? 'login' : undefined;
}

/** The session ended: the words wait for the person to sign in again. */
export function isExpired(error: unknown): boolean {
  return ['login', 'expired', 'unknown-user'].includes(codeOf(error) ?? '');
}

/** Not allowed to write this, by role or because it is signed: trying again changes nothing. */
export function isLocked(error: unknown): boolean {
  return ['forbidden', 'security'].includes(codeOf(error) ?? '');
}
