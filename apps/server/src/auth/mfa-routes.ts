import { allOk } from '@medplum/core';
import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { HttpError, sendOutcome } from '../http/errors.ts';
import { callerOf, type Services } from '../services.ts';
import { readBody, text } from './fields.ts';
import { accountName, ISSUER } from './logins.ts';
import { issueProof } from './step-up.ts';
import { currentUser } from './user-caller.ts';

const codeBody = z.object({ token: text(100) });
const loginCodeBody = codeBody.extend({ login: text(64) });
const stepUpBody = codeBody.extend({ purpose: text(500).min(1, 'à dire : ce qui va être signé') });

/** `auth/mfa/*`: at login, on the security page, and again before a signature. */
export function mfaRoutes(services: Services, signedIn: RequestHandler, json: RequestHandler[]): Router {
  const router = Router();
  const { factor, logins } = services.identity;

  /** At login, for a user who must have a second factor and has none: the first good code enrols. */
  router.post('/auth/mfa/login-enroll', ...json, async (req, res) => {
    const body = readBody(loginCodeBody, req.body);
    const row = logins.pending(body.login);
    const recoveryCodes = await factor.confirm(row.userId, body.token);
    const verified = await logins.change(row.id, { mfaVerified: 1, amr: `${row.amr} otp` });
    res.json({ ...(await logins.next(verified)), recoveryCodes });
  });

  // With a login it is a step of signing in; without, somebody signed in proves herself again.
  const orSignedIn: RequestHandler = (req, res, next) =>
    (req.body as { login?: unknown } | undefined)?.login === undefined ? signedIn(req, res, next) : next();
  router.post('/auth/mfa/verify', ...json, orSignedIn, async (req, res) => {
    if (callerOf(res)) {
      res.json(await stepUp(services, res, req.body));
      return;
    }
    const body = readBody(loginCodeBody, req.body);
    const row = logins.pending(body.login);
    await factor.verify(row.userId, body.token, ['totp', 'recovery']);
    res.json(await logins.next(await logins.change(row.id, { mfaVerified: 1, amr: `${row.amr} otp` })));
  });

  router.get('/auth/mfa/status', ...json, signedIn, async (_req, res) => {
    const user = await currentUser(services, res);
    if (factor.isEnrolled(user.id)) {
      const recoveryCodesLeft = factor.recoveryCodesLeft(user.id);
      res.json({ enrolled: true, mfaMethods: ['totp'], recoveryCodesLeft });
      return;
    }
    res.json({ enrolled: false, ...(await factor.begin(user.id, accountName(user), ISSUER)) });
  });
  router.post('/auth/mfa/enroll', ...json, signedIn, async (req, res) => {
    const user = await currentUser(services, res);
    const { token } = readBody(codeBody, req.body);
    res.json({ ...allOk, recoveryCodes: await factor.confirm(user.id, token) });
  });
  router.post('/auth/mfa/disable', ...json, signedIn, async (req, res) => {
    const user = await currentUser(services, res);
    const { token } = readBody(codeBody, req.body);
    if (user.mfaRequired) {
      throw new HttpError(400, 'forbidden', 'Le second facteur est obligatoire pour ce compte');
    }
    await factor.verify(user.id, token, ['totp', 'recovery']);
    await factor.remove(user.id);
    sendOutcome(res, 200, allOk);
  });
  router.post('/auth/mfa/recovery-codes', ...json, signedIn, async (req, res) => {
    const user = await currentUser(services, res);
    await factor.verify(user.id, readBody(codeBody, req.body).token, ['totp']);
    res.json({ recoveryCodes: await factor.renewRecoveryCodes(user.id) });
  });
  return router;
}

/** A recovery code gets a person back in; it does not sign. */
async function stepUp(services: Services, res: Response, body: unknown): Promise<object> {
  const { token, purpose } = readBody(stepUpBody, body);
  const user = await currentUser(services, res);
  if (!services.identity.factor.isEnrolled(user.id)) {
    throw new HttpError(400, 'invalid', 'Aucun second facteur : mettez-le d’abord en place', 'token');
  }
  await services.identity.factor.verify(user.id, token, ['totp']);
  return issueProof(services, res, purpose);
}
