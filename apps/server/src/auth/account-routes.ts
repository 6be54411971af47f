import { allOk, notFound, OperationOutcomeError, type WithId } from '@medplum/core';
import type { User } from '@medplum/fhirtypes';
import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { HttpError, sendOutcome } from '../http/errors.ts';
import { serialize } from '../http/serialize.ts';
import { callerOf, type Services } from '../services.ts';
import { readBody, text } from './fields.ts';
import { userConfiguration } from './menu.ts';
import { passwordProblem } from './password-rules.ts';
import { hasDataScope } from './smart-scopes.ts';
import { describeUserAgent } from './user-agent.ts';
import { currentUser, findUser } from './user-caller.ts';
import { emailKey } from './users.ts';

const passwordsBody = z.object({ oldPassword: text(1000), newPassword: text(1000) });
const revokeBody = z.object({ loginId: text(64) });

/** One's own account: `auth/me`, password, sessions. */
export function accountRoutes(services: Services, signedIn: RequestHandler, json: RequestHandler[]): Router {
  const router = Router();
  const { logins, users, lockout } = services.identity;

  router.get('/auth/me', signedIn, async (_req, res) => {
    res.type('json').send(serialize(await describeSession(services, res)));
  });

  router.post('/auth/changepassword', ...json, signedIn, async (req, res) => {
    const user = await currentUser(services, res);
    const body = readBody(passwordsBody, req.body);
    const known = await lockout.guard([['account', emailKey(user.email) ?? user.id]], () =>
      users.verify(users.credential(user.id), body.oldPassword),
    );
    if (!known) {
      throw new HttpError(400, 'invalid', 'Mot de passe actuel incorrect', 'oldPassword');
    }
    checkPassword(user, body.newPassword, 'newPassword');
    await users.setPassword(user.id, body.newPassword);
    // Whoever had the old password is out; this page stays.
    await logins.revokeAll(user.id, callerOf(res).token?.login_id);
    sendOutcome(res, 200, allOk);
  });

  router.post('/auth/revoke', ...json, signedIn, async (req, res) => {
    const user = await currentUser(services, res);
    const { loginId } = readBody(revokeBody, req.body);
    if (!logins.sessions(user.id).some((session) => session.id === loginId)) {
      throw new OperationOutcomeError(notFound);
    }
    await logins.revoke(loginId);
    sendOutcome(res, 200, allOk);
  });
  return router;
}

/** Throws a 400 that says what is wrong with a new password. */
export function checkPassword(
  user: Pick<User, 'email' | 'firstName' | 'lastName'>,
  password: string,
  field: string,
): void {
  const about = [user.email, user.firstName, user.lastName].filter((one) => one !== undefined);
  const problem = passwordProblem(password, about);
  if (problem) {
    throw new HttpError(400, 'invalid', problem, field);
  }
}

/** MedplumClient's `SessionDetails`: for an application, without user and security. */
async function describeSession(services: Services, res: Response): Promise<object> {
  const { principal, context, token } = callerOf(res);
  const { project, membership, profile } = principal;
  // The hook useSubscription of @medplum/react-hooks stays silent without the project's features.
  const { id, name, description, features } = project;
  const user = await findUser(services, res);
  return {
    ...(user && { user: { resourceType: 'User', id: user.id, email: user.email } }),
    project: { resourceType: 'Project', id, name, description, features },
    membership: {
      resourceType: 'ProjectMembership',
      id: membership.id,
      user: membership.user,
      profile: membership.profile,
      admin: membership.admin,
    },
    profile,
    config: userConfiguration(membership),
    // Within the scopes of the token, when it has some.
    accessPolicy: hasDataScope(token?.scope ?? '') ? context.accessPolicy : principal.accessPolicy,
    ...(user && { security: await security(services, user) }),
  };
}

async function security({ identity }: Services, user: WithId<User>): Promise<object> {
  const memberships = await identity.users.memberships(user.id);
  return {
    mfaEnrolled: identity.factor.isEnrolled(user.id),
    sessions: identity.logins.sessions(user.id).map((session) => ({
      id: session.id,
      lastUpdated: new Date(session.lastUsedAt).toISOString(),
      authMethod: session.authMethod,
      remoteAddress: session.remoteAddress,
      ...describeUserAgent(session.userAgent),
    })),
    memberships: memberships.map(({ id, project, profile }) => ({ id, project, profile })),
  };
}
