import { type Refusal, refusalText } from '@dcc/rules';
import type { OperationOutcome } from '@medplum/fhirtypes';

/**
 * What a bot throws for a human: `outcome` has one issue per reason, `message` says them all. The real server
 * keeps only the message of an error, the embedded one the outcome: both show every reason.
 */
export class BotError extends Error {
  override readonly name = 'BotError';
  readonly outcome: OperationOutcome;

  constructor(message: string, issue: OperationOutcome['issue']) {
    super(message);
    this.outcome = { resourceType: 'OperationOutcome', issue };
  }
}

/**
 * What the server answered, when it refused. Asked by shape and never by class: a deployed bot has its own copy of the
 * client library, and the client that it is handed was made of the server's.
 */
export function outcomeOf(error: unknown): OperationOutcome | undefined {
  const outcome = (error as { outcome?: Partial<OperationOutcome> } | undefined)?.outcome;
  return outcome?.resourceType === 'OperationOutcome' ? (outcome as OperationOutcome) : undefined;
}

/** A request that cannot be understood: the field and what was expected. */
export function invalid(field: string, message: string): BotError {
  const text = `${field} : ${message}`;
  return new BotError(text, [{ severity: 'error', code: 'invalid', details: { text }, expression: [field] }]);
}

/**
 * Somebody may not do it, or not yet: `login` when showing who one is again is all it takes, `forbidden` otherwise.
 * @param code stable name of the rule.
 */
export function forbidden(
  code: string,
  field: string,
  message: string,
  issue: 'login' | 'forbidden',
  reference?: string,
): BotError {
  const text = `${field} : ${message}`;
  return new BotError(`La fiche ne peut pas être signée :\n- ${text}`, [
    {
      severity: 'error',
      code: issue,
      details: { coding: [{ code }], text },
      ...(reference ? { diagnostics: reference } : {}),
    },
  ]);
}

/** Something else happened meanwhile: what, and that trying again may be right. */
export function conflict(message: string): BotError {
  return new BotError(message, [{ severity: 'error', code: 'conflict', details: { text: message } }]);
}

/** All the reasons why a fiche is not signed or not issued, each with the resource to correct. */
export function refused(title: string, refusals: readonly Refusal[]): BotError {
  const issue = refusals.map(({ code, field, message, reference }) => ({
    severity: 'error' as const,
    code: 'business-rule' as const,
    details: { coding: [{ code }], text: `${field} : ${message}` },
    diagnostics: reference,
  }));
  return new BotError(`${title}\n${refusalText(refusals)}`, issue);
}
