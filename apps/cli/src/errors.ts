import { frenchMessage } from '@dcc/fhir-profiles';
import { OperationOutcomeError } from '@medplum/core';
import type { OperationOutcome } from '@medplum/fhirtypes';

/** Wrong use of a command: exit code 2, and how to use it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Exit codes, as scripts read them. */
export const EXIT = { ok: 0, failed: 1, usage: 2, interrupted: 130 } as const;

/**
 * What went wrong, in French, for who typed the command: no stack, no address of a program. Network codes are
 * those of Node.
 */
export function explain(error: unknown, baseUrl?: string): string {
  if (error instanceof OperationOutcomeError) {
    return `Le serveur a refusé : ${outcomeText(error.outcome)}`;
  }
  const code = networkCode(error);
  const where = baseUrl ? ` ${baseUrl}` : '';
  if (code === 'ECONNREFUSED') {
    return `Aucun serveur ne répond à l’adresse${where}. Est-il démarré (« npm run dcc -- start ») ?`;
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return `L’adresse${where} est inconnue du réseau.`;
  }
  if (code === 'ETIMEDOUT' || code === 'ECONNRESET' || code === 'UND_ERR_SOCKET') {
    return `Le serveur${where} a interrompu l’échange : réessayez.`;
  }
  if (error instanceof TypeError && error.message === 'fetch failed') {
    return `Le serveur${where} est injoignable.`;
  }
  return error instanceof Error ? error.message : String(error);
}

/** Every issue of an outcome on one line, in French, each with the element it is about. */
export function outcomeText(outcome: OperationOutcome | undefined): string {
  const texts = (outcome?.issue ?? []).map(({ details, diagnostics, code, expression }) => {
    const text = frenchMessage(details?.text ?? diagnostics ?? code ?? '');
    return expression?.length ? `${text} (${expression.join(', ')})` : text;
  });
  return texts.join(' ; ') || 'sans motif';
}

function networkCode(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : cause ? networkCode(cause) : undefined;
}
