import { allOk } from '@medplum/core';
import type { Practitioner } from '@medplum/fhirtypes';
import { type Request, type RequestHandler, Router } from 'express';
import { HttpError, sendOutcome } from '../http/errors.ts';
import { callerOf, type Services } from '../services.ts';
import { authorizationCode, clientCredentials, refreshToken } from './grants.ts';
import { OAuthError, sendOAuthError } from './oauth-error.ts';
import { STEP_UP_CLAIMS } from './step-up.ts';

type Grant = (services: Services, req: Request) => Promise<object>;
const GRANTS: Record<string, Grant> = {
  client_credentials: clientCredentials,
  authorization_code: authorizationCode,
  refresh_token: refreshToken,
};

/** `oauth2/token`, `logout`, `userinfo` and `introspect`. */
export function tokenRoutes(
  services: Services,
  signedIn: RequestHandler,
  limited: RequestHandler[],
  parsers: RequestHandler[],
): Router {
  const router = Router();

  router.post('/oauth2/token', ...limited, async (req, res) => {
    try {
      res.json(await findGrant(req)(services, req));
    } catch (err) {
      if (!(err instanceof OAuthError)) {
        throw err;
      }
      sendOAuthError(res, err);
    }
  });

  router.post('/oauth2/logout', signedIn, async (_req, res) => {
    const { token } = callerOf(res);
    if (!token) {
      throw new HttpError(400, 'invalid', 'Rien à fermer : la requête ne porte pas de jeton');
    }
    const isUser = services.identity.logins.find(token.login_id) !== undefined;
    await (isUser ? services.identity.logins.revoke(token.login_id) : services.revocations.add(token));
    sendOutcome(res, 200, allOk);
  });

  const userinfo: RequestHandler = async (_req, res) => {
    const { principal, token } = callerOf(res);
    const { profile, membership } = principal;
    const [name] = (profile as Practitioner).name ?? [];
    const scopes = token?.scope.split(' ') ?? [];
    const user = token && (await services.identity.users.read(token.sub));
    res.json({
      sub: token?.sub ?? profile.id,
      profile: membership.profile?.reference,
      fhirUser: `${services.baseUrl()}fhir/R4/${membership.profile?.reference}`,
      ...(Array.isArray((profile as Practitioner).name) && {
        name: membership.profile?.display,
        family_name: name?.family,
        given_name: name?.given?.join(' '),
      }),
      ...(scopes.includes('email') && { email: user?.email }),
    });
  };
  router.get('/oauth2/userinfo', signedIn, userinfo);
  router.post('/oauth2/userinfo', signedIn, userinfo);

  // Not counted: whoever asks is signed in, and a bot asks at each signature.
  router.post('/oauth2/introspect', signedIn, ...parsers, async (req, res) => {
    const token: unknown = req.body?.token;
    if (typeof token !== 'string' || token === '') {
      sendOAuthError(res, new OAuthError('invalid_request', 'token est requis'));
      return;
    }
    res.json(await introspect(services, callerOf(res).context.projectId, token));
  });

  return router;
}

function findGrant(req: Request): Grant {
  if (!req.is('application/x-www-form-urlencoded')) {
    const text = 'Le corps doit être un formulaire (application/x-www-form-urlencoded)';
    throw new OAuthError('invalid_request', text);
  }
  const type: unknown = req.body?.grant_type;
  const grant = typeof type === 'string' && Object.hasOwn(GRANTS, type) ? GRANTS[type] : undefined;
  if (!grant) {
    throw new OAuthError('unsupported_grant_type', 'grant_type absent ou non pris en charge');
  }
  return grant;
}

/**
 * RFC 7662, for access tokens and step-up proofs. Whatever is not a live one of the caller's project is just
 * not active.
 */
async function introspect(services: Services, projectId: string, token: string): Promise<object> {
  const access = await services.tokens.verify(token);
  const proof = access ? undefined : await services.tokens.verifyAs('step-up+jwt', token, STEP_UP_CLAIMS);
  const claims = access ?? proof;
  if (!claims || services.revocations.has({ login_id: String(claims.login_id) })) {
    return { active: false };
  }
  const principal = await services.directory.principal(String(claims.membership));
  if (principal?.project.id !== projectId) {
    return { active: false };
  }
  return { active: true, token_type: access ? 'Bearer' : 'step_up', ...claims };
}
