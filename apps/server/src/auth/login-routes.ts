import { notFound, OperationOutcomeError } from '@medplum/core';
import { type Request, type RequestHandler, Router } from 'express';
import { z } from 'zod';
import { HttpError } from '../http/errors.ts';
import type { Services } from '../services.ts';
import type { LoginRow } from '../store/logins.ts';
import { optionalText, pkceFields, readBody, text } from './fields.ts';
import { hasDataScope, scopeProblem } from './smart-scopes.ts';
import { emailKey } from './users.ts';

const MAX_PASSWORD = 1000;

/** Fields of MedplumClient's `BaseLoginRequest`; others it may send are not used. */
export const loginFields = {
  projectId: optionalText(64),
  clientId: optionalText(64),
  scope: optionalText(2000),
  nonce: optionalText(500),
  ...pkceFields,
};
const loginBody = z.object({
  email: text(1000),
  password: text(MAX_PASSWORD),
  remember: z.boolean({ error: 'vrai ou faux' }).nullish(),
  ...loginFields,
});
const profileBody = z.object({ login: text(64), profile: text(64) });
const scopeBody = z.object({ login: text(64), scope: text(2000) });

/** The steps of `@medplum/react`'s SignInForm before the token, second factor apart. */
export function loginRoutes(services: Services, json: RequestHandler[]): Router {
  const router = Router();
  const { logins } = services.identity;

  router.post('/auth/method', ...json, (req, res) => {
    const domain = readEmail(req.body).split('@').at(-1)!;
    const provider = services.config.identityProviders.find((one) => one.domains.includes(domain));
    const authorizeUrl = `${services.baseUrl()}auth/external/start?provider=${provider?.name}`;
    res.json(provider ? { authorizeUrl, domain } : {});
  });
  router.post('/auth/login', ...json, async (req, res) => {
    res.json(await logins.next(await login(services, req)));
  });
  router.get('/auth/login/:login', ...json, async (req, res) => {
    res.json(await logins.next(logins.pending(req.params.login)));
  });
  router.post('/auth/profile', ...json, async (req, res) => {
    const body = readBody(profileBody, req.body);
    res.json(await logins.next(await logins.choose(logins.pending(body.login), body.profile)));
  });
  router.post('/auth/scope', ...json, async (req, res) => {
    const body = readBody(scopeBody, req.body);
    const row = logins.pending(body.login);
    res.json(await logins.next(await logins.change(row.id, { scope: narrower(row, body.scope) })));
  });
  router.get('/auth/clientinfo/:id', ...json, async (req, res) => {
    const client = await services.clients.find(String(req.params.id));
    if (!client) {
      throw new OperationOutcomeError(notFound);
    }
    res.json(client.signInForm ?? {});
  });
  return router;
}

/** The address in a body, folded. Throws a 400 for what is none. */
export function readEmail(body: unknown): string {
  const key = emailKey((body as { email?: unknown } | undefined)?.email);
  if (key === undefined) {
    throw new HttpError(400, 'invalid', 'Une adresse électronique valide est requise', 'email');
  }
  return key;
}

async function login(services: Services, req: Request): Promise<LoginRow> {
  const { users, lockout, logins } = services.identity;
  const email = readEmail(req.body);
  const body = readBody(loginBody, req.body);
  const application = await readApplication(services, body);
  const credential = await lockout.guard(
    [
      ['account', email],
      ['address', req.ip ?? ''],
    ],
    () => users.verify(users.byEmail(email), body.password),
  );
  if (!credential) {
    services.logger.info({ event: 'login refused' }, 'auth');
    throw new HttpError(400, 'invalid', 'Adresse électronique ou mot de passe incorrect');
  }
  return logins.start({
    ...application,
    ...origin(req),
    userId: credential.userId,
    authMethod: 'password',
    amr: 'pwd',
    offline: body.remember || application.offline ? 1 : 0,
  });
}

type Application = Partial<LoginRow> & { readonly offline: number };

/** What the application asks for. One that is named must exist, and opens its own project only. */
export async function readApplication(
  services: Services,
  body: z.output<z.ZodObject<typeof loginFields>>,
): Promise<Application> {
  const client = body.clientId ? await services.clients.find(body.clientId) : undefined;
  if (body.clientId && !client) {
    throw new HttpError(400, 'invalid', 'Application inconnue', 'clientId');
  }
  const scope = body.scope?.trim() || 'openid';
  const problem = scopeProblem(scope);
  if (problem) {
    throw new HttpError(400, 'invalid', problem, 'scope');
  }
  return {
    clientId: client?.id,
    projectId: client?.meta?.project ?? body.projectId,
    scope,
    nonce: body.nonce,
    codeChallenge: body.codeChallenge,
    codeChallengeMethod: body.codeChallenge ? (body.codeChallengeMethod ?? 'plain') : undefined,
    offline: /(?:^|\s)offline(?:_access)?(?:\s|$)/.test(scope) ? 1 : 0,
  };
}

/** Shown to the person in the list of her sessions. */
export function origin(req: Request): Partial<LoginRow> {
  return { remoteAddress: req.ip, userAgent: req.headers['user-agent']?.slice(0, 300) };
}

/** A scope may be left out, never added; nor may the last on data, without which a token opens everything. */
function narrower(row: LoginRow, asked: string): string {
  const allowed = new Set(row.scope.split(/\s+/));
  const scopes = asked.split(/\s+/).filter(Boolean);
  if (scopes.length === 0 || scopes.some((scope) => !allowed.has(scope))) {
    throw new HttpError(400, 'invalid', 'Portée non demandée à la connexion', 'scope');
  }
  if (hasDataScope(row.scope) && !scopes.some(hasDataScope)) {
    throw new HttpError(400, 'invalid', 'Gardez au moins une portée sur des données', 'scope');
  }
  return scopes.join(' ');
}
