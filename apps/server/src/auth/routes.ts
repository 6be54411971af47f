import { Router } from 'express';
import { bodyParsers } from '../http/body.ts';
import type { Services } from '../services.ts';
import { accountRoutes } from './account-routes.ts';
import { authenticate } from './authenticate.ts';
import { discoveryRoutes } from './discovery.ts';
import { externalRoutes } from './external/routes.ts';
import { limitPerMinute } from './limit.ts';
import { loginRoutes } from './login-routes.ts';
import { mfaRoutes } from './mfa-routes.ts';
import { signInRoutes } from './sign-in/routes.ts';
import { tokenRoutes } from './token-routes.ts';

/** Nothing sent here is longer than a few passwords. */
const MAX_BODY_BYTES = 64 * 1024;

/** `oauth2/*`, `auth/*` and `.well-known/*`. */
export function authRoutes(services: Services): Router {
  const router = Router();
  const signedIn = authenticate(services);
  // One count for all: who guesses does not care by which door.
  const parsers = bodyParsers(MAX_BODY_BYTES);
  const limited = [limitPerMinute(services.config.authPerMinute), ...parsers];
  router.use(discoveryRoutes(services));
  router.use(tokenRoutes(services, signedIn, limited, parsers));
  router.use(loginRoutes(services, limited));
  router.use(externalRoutes(services, limited));
  router.use(signInRoutes(services, limited));
  router.use(mfaRoutes(services, signedIn, limited));
  router.use(accountRoutes(services, signedIn, limited));
  return router;
}
