import { type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { HttpError } from '../../http/errors.ts';
import type { Services } from '../../services.ts';
import type { LoginRow } from '../../store/logins.ts';
import { optionalText, readBody } from '../fields.ts';
import { loginFields, origin, readApplication } from '../login-routes.ts';
import { AttemptCookie } from './attempt-cookie.ts';
import { sendMessage } from './message.ts';
import { type Attempt, ExternalLoginError, IdentityProvider } from './provider.ts';
import { findMembership } from './subject.ts';

/** What SignInForm and `signInWithExternalAuth` put into `state`. */
const stateFields = z.object({
  ...loginFields,
  redirectUri: optionalText(2000),
  returnTo: optionalText(2000),
});

interface Remembered extends Attempt {
  readonly provider: string;
  /** Where the browser goes in the end: checked before it left. */
  readonly target: string;
  readonly login: Partial<LoginRow>;
}

/**
 * Signing in by another OpenID Connect provider. The application sends the browser to `auth/external/start`
 * as it would to the provider itself (`auth/method` gives the address); we are the provider's client, and
 * verify its answer before anything is opened.
 */
export function externalRoutes(services: Services, limited: RequestHandler[]): Router {
  const router = Router();
  const providers = new Map(
    services.config.identityProviders.map((one) => [one.name, new IdentityProvider(one)]),
  );
  const secure = () => services.baseUrl().startsWith('https:');
  const cookie = new AttemptCookie(services.identity.keys.derive('external cookie'), secure);
  const redirectUri = () => `${services.baseUrl()}auth/external`;

  router.get('/auth/external/start', ...limited, async (req, res) => {
    const provider = providers.get(String(req.query.provider));
    if (!provider) {
      throw new HttpError(404, 'not-found', 'Fournisseur d’identité inconnu', 'provider');
    }
    const asked = readState(req);
    const login = await readApplication(services, asked);
    if (!login.codeChallenge) {
      throw new HttpError(400, 'required', 'codeChallenge est requis', 'codeChallenge');
    }
    const target = await checkTarget(services, provider, login, asked.redirectUri ?? asked.returnTo);
    const { url, attempt } = await begin(services, provider, redirectUri());
    cookie.set(res, attempt.state, { ...attempt, provider: provider.config.name, target, login });
    res.redirect(url.href);
  });

  router.get('/auth/external', ...limited, async (req, res) => {
    const remembered = cookie.take<Remembered>(req, res, req.query.state);
    const provider = remembered && providers.get(remembered.provider);
    if (!provider) {
      const message = 'Cette connexion a expiré, ou a été commencée dans un autre navigateur : recommencez.';
      sendMessage(res, 400, message);
      return;
    }
    try {
      await finish(services, provider, remembered, req, res);
    } catch (err) {
      if (!(err instanceof ExternalLoginError)) {
        throw err;
      }
      services.logger.warn({ provider: provider.config.name, reason: err.message }, 'external login refused');
      sendMessage(res, 400, `La réponse de ${provider.title} n’a pas pu être vérifiée : recommencez.`);
    }
  });
  return router;
}

/** Parameters of the application: in `state`, as on the real server; where to return also as `redirect_uri`. */
function readState(req: Request): z.output<typeof stateFields> {
  let state: unknown;
  try {
    state = JSON.parse(String(req.query.state ?? '{}'));
  } catch {
    throw new HttpError(400, 'structure', 'state : du JSON est attendu', 'state');
  }
  return readBody(stateFields, { redirectUri: req.query.redirect_uri, ...(state as object) });
}

/**
 * The page to come back to, when it is one of those registered: anywhere else would receive somebody's code.
 * Query and fragment are the page's own affair.
 */
async function checkTarget(
  services: Services,
  provider: IdentityProvider,
  login: Partial<LoginRow>,
  asked: string | null | undefined,
): Promise<string> {
  const client = login.clientId ? await services.clients.find(login.clientId) : undefined;
  const registered = [...provider.config.redirectUrls, ...(client?.redirectUris ?? []), client?.redirectUri];
  const target = URL.canParse(asked ?? '') ? new URL(asked!) : undefined;
  const pages = registered
    .filter((one) => one !== undefined && URL.canParse(one))
    .map((one) => page(new URL(one!)));
  if (!target || !pages.includes(page(target))) {
    throw new HttpError(400, 'invalid', 'Adresse de retour non enregistrée', 'redirectUri');
  }
  return target.href;
}

function page({ origin: site, pathname, username, password }: URL): string {
  return username || password ? '' : site + pathname;
}

async function begin(services: Services, provider: IdentityProvider, redirectUri: string) {
  try {
    return await provider.begin(redirectUri);
  } catch (err) {
    if (!(err instanceof ExternalLoginError)) {
      throw err;
    }
    services.logger.warn({ provider: provider.config.name, reason: err.message }, 'external login refused');
    throw new HttpError(502, 'transient', `${provider.title} ne répond pas : réessayez plus tard`);
  }
}

async function finish(
  services: Services,
  provider: IdentityProvider,
  remembered: Remembered,
  req: Request,
  res: Response,
): Promise<void> {
  const { logins } = services.identity;
  const callback = new URL(req.originalUrl, services.baseUrl());
  const claims = await provider.finish(callback, remembered);
  const found = await findMembership(services, provider.config, claims, remembered.login.projectId);
  if (!found) {
    services.logger.info({ provider: provider.config.name }, 'external login: no account');
    const message = `${provider.title} vous a reconnu, mais aucun compte ne vous correspond ici.`;
    sendMessage(res, 403, `${message} Demandez à votre administrateur de vous inviter.`);
    return;
  }
  const row = await logins.start({
    ...remembered.login,
    ...origin(req),
    ...found,
    authMethod: 'external',
    amr: 'ext',
  });
  const { login, code } = await logins.next(row);
  const target = new URL(remembered.target);
  target.searchParams.set('login', login);
  if (code) {
    target.searchParams.set('code', code);
  }
  res.redirect(target.href);
}
