import { randomUUID } from 'node:crypto';
import type { ProfileResource } from '@medplum/core';
import { createReference, getDisplayString } from '@medplum/core';
import { type Request, type Response, Router } from 'express';
import { bodyParsers } from '../http/body.ts';
import { HttpError } from '../http/errors.ts';
import { serialize } from '../http/serialize.ts';
import { callerOf, type Services } from '../services.ts';
import { authenticate } from './authenticate.ts';
import { type ClientCredentials, parseBasic } from './basic.ts';
import { limitPerMinute } from './limit.ts';
import { userConfiguration } from './menu.ts';

const ACCESS_SECONDS = 3600;
const MAX_FORM_BYTES = 64 * 1024;

/**
 * `oauth2/*` and `auth/*`. Grants other than client_credentials, password login and MFA belong to issue 3:
 * they are more cases of `grants`, which all end in `issueToken`.
 */
export function authRoutes(services: Services): Router {
  const router = Router();
  const signedIn = authenticate(services);
  const limit = limitPerMinute(services.config.authPerMinute);
  const grants: Record<string, (req: Request) => Promise<object>> = {
    client_credentials: (req) => clientCredentials(services, req),
  };

  router.post('/oauth2/token', limit, ...bodyParsers(MAX_FORM_BYTES), async (req, res) => {
    if (!req.is('application/x-www-form-urlencoded')) {
      refuse(res, 'invalid_request', 'Le corps doit être un formulaire (application/x-www-form-urlencoded)');
      return;
    }
    const grant = Object.hasOwn(grants, String(req.body?.grant_type))
      ? grants[req.body.grant_type]
      : undefined;
    if (!grant) {
      refuse(res, 'unsupported_grant_type', 'grant_type absent ou non pris en charge');
      return;
    }
    try {
      res.json(await grant(req));
    } catch (err) {
      if (!(err instanceof TokenError)) {
        throw err;
      }
      refuse(res, err.error, err.message);
    }
  });

  router.post('/oauth2/logout', signedIn, async (_req, res) => {
    const { token } = callerOf(res);
    if (!token) {
      throw new HttpError(400, 'invalid', 'Rien à fermer : la requête ne porte pas de jeton');
    }
    await services.revocations.add(token);
    res.json({
      resourceType: 'OperationOutcome',
      id: 'ok',
      issue: [{ severity: 'information', code: 'informational' }],
    });
  });

  router.get('/auth/me', signedIn, (_req, res) => {
    const { project, membership, profile, accessPolicy } = callerOf(res).principal;
    const { id, name, description } = project;
    const me = {
      project: { resourceType: 'Project', id, name, description },
      membership: {
        resourceType: 'ProjectMembership',
        id: membership.id,
        user: membership.user,
        profile: membership.profile,
        admin: membership.admin,
      },
      profile,
      config: userConfiguration(membership),
      accessPolicy,
    };
    res.type('json').send(serialize(me));
  });

  return router;
}

class TokenError extends Error {
  readonly error: string;

  constructor(error: string, description: string) {
    super(description);
    this.error = error;
  }
}

/** RFC 6749 §5.2: MedplumClient reads `error_description`. */
function refuse(res: Response, error: string, description: string): void {
  res.status(400).json({ error, error_description: description });
}

/** RFC 6749 §4.4. Id and secret in the form or in a Basic header; both forms are used by MedplumClient. */
async function clientCredentials(services: Services, req: Request): Promise<object> {
  const credentials = readCredentials(req);
  const logged = await services.clients.login(credentials.clientId, credentials.clientSecret);
  if (!logged) {
    // One answer for an unknown id, a wrong secret and an inactive client: nothing to learn by trying.
    throw new TokenError('invalid_client', 'Identifiant ou secret du client refusé');
  }
  const { client, principal } = logged;
  const profile = createReference(principal.profile as ProfileResource & { id: string });
  const scope = typeof req.body.scope === 'string' ? req.body.scope : 'openid';
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
  return {
    token_type: 'Bearer',
    expires_in: ACCESS_SECONDS,
    scope,
    access_token: accessToken,
    project: { reference: `Project/${principal.project.id}`, display: principal.project.name },
    profile: { reference: profile.reference, display: getDisplayString(principal.profile) },
  };
}

function readCredentials(req: Request): ClientCredentials {
  const header = req.headers.authorization;
  if (header) {
    const basic = /^basic /i.test(header) ? parseBasic(header.slice('basic '.length)) : undefined;
    if (!basic) {
      throw new TokenError('invalid_request', 'En-tête Authorization illisible');
    }
    return basic;
  }
  const { client_id: clientId, client_secret: clientSecret } = req.body;
  if (typeof clientId !== 'string' || typeof clientSecret !== 'string' || !clientId || !clientSecret) {
    throw new TokenError('invalid_request', 'client_id et client_secret sont requis');
  }
  return { clientId, clientSecret };
}
