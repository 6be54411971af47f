import { OperationOutcomeError } from '@medplum/core';

/** Wrong use of a command: exit code 2, and how to use it. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Exit codes, as scripts read them. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/**
 * What went wrong, in French, for who typed the command: no stack, no address of a program. Network codes are those
 * of Node.
 */
export function explain(error: unknown, baseUrl?: string): string {
  if (error instanceof OperationOutcomeError) {
    const texts = (error.outcome.issue ?? []).map((issue) => {
      const text = issue.details?.text ?? issue.diagnostics ?? issue.code;
      return issue.expression?.length ? `${text} (${issue.expression.join(', ')})` : text;
    });
    return `Le serveur a refusé : ${texts.join(' ; ')}`;
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
  return error instanceof Error ? error.message : String(error);
}

function networkCode(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return typeof code === 'string' ? code : cause ? networkCode(cause) : undefined;
}
