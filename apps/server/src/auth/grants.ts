import { randomUUID } from 'node:crypto';
import { createReference, getDisplayString, type ProfileResource } from '@medplum/core';
import type { Request } from 'express';
import type { Services } from '../services.ts';
import type { LoginRow } from '../store/logins.ts';
import { type ClientCredentials, parseBasic } from './basic.ts';
import type { Principal } from './directory.ts';
import { OAuthError } from './oauth-error.ts';
import { verifierMatches } from './pkce.ts';
import { scopeProblem } from './smart-scopes.ts';
import { ACCESS_SECONDS } from './tokens.ts';

/** RFC 6749 §4.4. Id and secret in the form or in a Basic header; both forms are used by MedplumClient. */
export async function clientCredentials(services: Services, req: Request): Promise<object> {
  const credentials = readCredentials(req);
  if (!credentials) {
    throw new OAuthError('invalid_request', 'client_id et client_secret sont requis');
  }
  const logged = await services.clients.login(credentials.clientId, credentials.clientSecret);
  if (!logged) {
    // One answer for an unknown id, a wrong secret and an inactive client: nothing to learn by trying.
    throw new OAuthError('invalid_client', 'Identifiant ou secret du client refusé');
  }
  const { client, principal } = logged;
  const profile = createReference(principal.profile as ProfileResource & { id: string });
  const scope = typeof req.body.scope === 'string' ? req.body.scope : 'openid';
  const problem = scopeProblem(scope);
  if (problem) {
    throw new OAuthError('invalid_scope', problem);
  }
  const accessToken = await services.tokens.sign(
    {
      login_id: randomUUID(),
      client_id: client.id,
      sub: client.id,
      username: client.id,
      profile: profile.reference ?? '',
      scope,
      membership: principal.membership.id,
    },
    ACCESS_SECONDS,
  );
  return { ...tokenAnswer(principal, scope), access_token: accessToken };
}

/** RFC 6749 §4.1.3 with RFC 7636: the code of `auth/login`, proved by its verifier or by the client's secret. */
export async function authorizationCode(services: Services, req: Request): Promise<object> {
  const client = await readClient(services, req);
  const { code, code_verifier: verifier } = req.body;
  const row = await services.identity.logins.redeem(code, (login) => {
    if ((login.clientId ?? '') !== client.id) {
      return 'Ce code est celui d’une autre application';
    }
    const proved = login.codeChallenge ? verifierMatches(login, verifier) : client.authenticated;
    return proved ? undefined : 'code_verifier absent ou incorrect';
  });
  return issue(services, row);
}

/** RFC 6749 §6, each token once (RFC 9700 §4.14). */
export async function refreshToken(services: Services, req: Request): Promise<object> {
  const client = await readClient(services, req);
  const row = await services.identity.logins.refresh(req.body.refresh_token, (login) =>
    // An application without id sends none; one that has an id must be the one that signed in.
    (login.clientId ?? '') === client.id ? undefined : 'Ce jeton est celui d’une autre application',
  );
  return issue(services, row);
}

/** The tokens of a person. Her rights are looked up now: a membership closed since the login opens nothing. */
async function issue(services: Services, row: LoginRow): Promise<object> {
  const { directory, identity, tokens } = services;
  const principal = await directory.principal(row.membershipId ?? '');
  const user = await identity.users.read(row.userId);
  if (!principal || !user || principal.membership.user?.reference !== `User/${user.id}`) {
    await identity.logins.revoke(row.id);
    throw new OAuthError('invalid_grant', 'Ce compte n’a plus accès au projet');
  }
  const profile = principal.membership.profile?.reference ?? '';
  const proof = { auth_time: Math.floor(row.authTime / 1000), amr: row.amr.split(' ') };
  const accessToken = await tokens.sign(
    {
      login_id: row.id,
      ...(row.clientId && { client_id: row.clientId }),
      sub: user.id,
      username: user.id,
      profile,
      scope: row.scope,
      membership: principal.membership.id,
      ...proof,
    },
    ACCESS_SECONDS,
  );
  const idToken = await tokens.signAs(
    'id+jwt',
    {
      sub: user.id,
      aud: row.clientId ?? services.baseUrl(),
      fhirUser: `${services.baseUrl()}fhir/R4/${profile}`,
      ...(row.nonce && { nonce: row.nonce }),
      ...proof,
    },
    ACCESS_SECONDS,
  );
  return {
    ...tokenAnswer(principal, row.scope),
    access_token: accessToken,
    id_token: idToken,
    refresh_token: identity.logins.refreshToken(row),
  };
}

/** What MedplumClient keeps of a token answer besides the tokens. */
function tokenAnswer({ project, profile }: Principal, scope: string): object {
  return {
    token_type: 'Bearer',
    expires_in: ACCESS_SECONDS,
    scope,
    project: { reference: `Project/${project.id}`, display: project.name },
    profile: { reference: `${profile.resourceType}/${profile.id}`, display: getDisplayString(profile) },
  };
}

/** Which application asks; its secret is checked when it gives one. */
async function readClient(services: Services, req: Request): Promise<{ id: string; authenticated: boolean }> {
  const credentials = readCredentials(req);
  if (credentials) {
    const logged = await services.clients.login(credentials.clientId, credentials.clientSecret);
    if (!logged) {
      throw new OAuthError('invalid_client', 'Identifiant ou secret du client refusé');
    }
    return { id: logged.client.id, authenticated: true };
  }
  const id: unknown = req.body.client_id;
  return { id: typeof id === 'string' ? id : '', authenticated: false };
}

/** Undefined without a secret; throws for a header that cannot be read. */
function readCredentials(req: Request): ClientCredentials | undefined {
  const header = req.headers.authorization;
  if (header) {
    const basic = /^basic /i.test(header) ? parseBasic(header.slice('basic '.length)) : undefined;
    if (!basic) {
      throw new OAuthError('invalid_request', 'En-tête Authorization illisible');
    }
    return basic;
  }
  const { client_id: clientId, client_secret: clientSecret } = req.body;
  if (typeof clientId !== 'string' || typeof clientSecret !== 'string' || !clientId || !clientSecret) {
    return undefined;
  }
  return { clientId, clientSecret };
}
