import { getStatus, isOperationOutcome, OperationOutcomeError } from '@medplum/core';
import type { OperationOutcome } from '@medplum/fhirtypes';
import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from '../log.ts';
import { safeError, safePath } from '../log.ts';
import { inFrench } from './french.ts';

type IssueCode = OperationOutcome['issue'][number]['code'];

/** An OperationOutcome of our own, French text in `details.text` as every text a person may read. */
export function outcome(code: IssueCode, text: string, expression?: string): OperationOutcome {
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code, details: { text }, ...(expression && { expression: [expression] }) }],
  };
}

/** Refusals the FHIR layers do not know, with the HTTP status each deserves. */
export class HttpError extends Error {
  override name = 'HttpError';
  readonly status: number;
  readonly outcome: OperationOutcome;

  constructor(status: number, code: IssueCode, text: string, expression?: string) {
    super(text);
    this.status = status;
    this.outcome = outcome(code, text, expression);
  }
}

export function sendOutcome(res: Response, status: number, body: OperationOutcome): void {
  res
    .status(status)
    .type('application/fhir+json')
    .send(JSON.stringify(inFrench(body)));
}

/** What body-parser, express and Node say in English, said in French with the right status. */
const KNOWN: Record<string, [status: number, code: IssueCode, text: string]> = {
  'entity.too.large': [413, 'too-long', 'Corps de requête trop volumineux'],
  'entity.parse.failed': [400, 'structure', 'JSON illisible'],
  'encoding.unsupported': [415, 'not-supported', 'Codage de contenu non pris en charge'],
  'charset.unsupported': [415, 'not-supported', 'Jeu de caractères non pris en charge : UTF-8 attendu'],
  'request.aborted': [400, 'incomplete', 'Requête interrompue'],
  'request.size.invalid': [400, 'incomplete', 'Longueur annoncée différente de la longueur reçue'],
  'parameters.too.many': [413, 'too-long', 'Trop de paramètres'],
};

/** Gives status and OperationOutcome for anything thrown while a request is handled. */
export function toHttpError(err: unknown): { status: number; outcome: OperationOutcome } {
  if (err instanceof HttpError) {
    return err;
  }
  if (err instanceof OperationOutcomeError) {
    return { status: getStatus(err.outcome), outcome: err.outcome };
  }
  if (isOperationOutcome(err)) {
    return { status: getStatus(err), outcome: err };
  }
  const { type, status } = (err ?? {}) as { type?: string; status?: number };
  const known = type === undefined ? undefined : KNOWN[type];
  if (known) {
    return { status: known[0], outcome: outcome(known[1], known[2]) };
  }
  if (err instanceof URIError || status === 400) {
    return { status: 400, outcome: outcome('invalid', 'Requête mal formée') };
  }
  if (err instanceof RangeError && /call stack/i.test(err.message)) {
    return { status: 400, outcome: outcome('structure', 'Contenu trop profondément imbriqué') };
  }
  return { status: 500, outcome: outcome('exception', 'Erreur interne du serveur') };
}

/** Last express handler: every error becomes an OperationOutcome, only true faults are logged as such. */
export function errorHandler(logger: Logger): ErrorRequestHandler {
  return (err, req, res, next) => {
    const { status, outcome: body } = toHttpError(err);
    if (status >= 500) {
      const path = safePath(req.originalUrl);
      logger.error({ method: req.method, path, ...safeError(err) }, 'request failed');
    }
    if (res.headersSent) {
      next(err);
      return;
    }
    // A body refused before it was read whole: the rest is not worth the bandwidth.
    if (status === 413) {
      res.set('Connection', 'close');
    }
    sendOutcome(res, status, body);
  };
}
