import { unauthorized } from '@medplum/core';
import type { RequestHandler, Response } from 'express';
import { sendOutcome } from '../http/errors.ts';
import { ipAllowed } from '../policy/ip.ts';
import type { Caller, Services } from '../services.ts';
import { parseBasic } from './basic.ts';
import { withinScopes } from './smart-scopes.ts';

/**
 * Finds who makes the request, from a bearer token or Basic credentials, before any body is read.
 * Answers 401 (an OperationOutcome with Medplum's `unauthorized` id) to anybody else.
 */
export function authenticate(services: Services): RequestHandler {
  return async (req, res, next) => {
    const caller = await findCaller(
      services,
      req.headers.authorization,
      isExtended(req.headers['x-medplum']),
    );
    if (!caller || !ipAllowed(caller.context.accessPolicy, req.ip)) {
      refuse(res);
      return;
    }
    res.locals.caller = caller;
    next();
  };
}

/** For pages that show more to whoever is signed in: no refusal. */
export async function findCaller(
  services: Services,
  authorization: string | undefined,
  extended: boolean,
): Promise<Caller | undefined> {
  const { directory } = services;
  const [scheme, credentials] = authorization?.split(' ', 2) ?? [];
  if (!scheme || !credentials) {
    return undefined;
  }
  switch (scheme.toLowerCase()) {
    case 'bearer': {
      const token = await services.tokens.verify(credentials);
      if (!token || services.revocations.has(token)) {
        return undefined;
      }
      const principal = await directory.principal(token.membership);
      const context = principal && withinScopes(directory.context(principal, extended), token.scope);
      return context && { principal, token, context };
    }
    case 'basic': {
      const basic = parseBasic(credentials);
      const logged = basic && (await services.clients.login(basic.clientId, basic.clientSecret));
      return (
        logged && { principal: logged.principal, context: directory.context(logged.principal, extended) }
      );
    }
    default:
      return undefined;
  }
}

export function isExtended(header: string | string[] | undefined): boolean {
  return header === 'extended';
}

function refuse(res: Response): void {
  res.set('WWW-Authenticate', 'Bearer realm="FHIR"');
  const issue = { severity: 'error', code: 'login', details: { text: 'Authentification requise' } } as const;
  sendOutcome(res, 401, { ...unauthorized, issue: [issue] });
}
