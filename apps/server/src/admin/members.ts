import { allOk, notFound, OperationOutcomeError, type WithId } from '@medplum/core';
import type { ProjectMembership } from '@medplum/fhirtypes';
import { type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { checkPassword } from '../auth/account-routes.ts';
import { readBody, text } from '../auth/fields.ts';
import { readEmail } from '../auth/login-routes.ts';
import { HttpError, sendOutcome } from '../http/errors.ts';
import { serialize } from '../http/serialize.ts';
import { callerOf, type Services } from '../services.ts';
import { invite } from './invite.ts';

const passwordBody = z.object({ email: text(1000), password: text(1000) });

/** Members of a project: invited, read, changed, removed; a forgotten password, a lost telephone. */
export function memberRoutes(services: Services, own: RequestHandler, json: RequestHandler[]): Router {
  const router = Router();
  const { users, logins, factor } = services.identity;

  router.post('/projects/setpassword', ...json, own, async (req, res) => {
    const email = readEmail(req.body);
    const { password } = readBody(passwordBody, req.body);
    const user = await readUser(services, res, users.byEmail(email)?.userId);
    checkPassword(user, password, 'password');
    await users.setPassword(user.id, password);
    await logins.revokeAll(user.id);
    sendOutcome(res, 200, allOk);
  });

  router.post('/projects/:projectId/invite', ...json, own, async (req, res) => {
    const { principal, context } = callerOf(res);
    const membership = await invite(services, principal.project, context.author, req.body);
    res.status(200).type('json').send(serialize(membership));
  });

  const path = '/projects/:projectId/members/:membershipId';
  router.get(path, own, async (req, res) => {
    res.type('json').send(serialize(await readMember(services, res, req.params.membershipId)));
  });
  router.post(path, ...json, own, async (req, res) => {
    const before = await readMember(services, res, req.params.membershipId);
    const given = (req.body ?? {}) as ProjectMembership;
    if (given.resourceType !== 'ProjectMembership' || (given.id !== undefined && given.id !== before.id)) {
      throw new HttpError(400, 'invalid', 'Le membre lui-même est attendu', 'id');
    }
    // Who is a member, and as whom, is settled by the invitation.
    const { user, profile, project, meta } = before;
    const saved = await services.store
      .repo(callerOf(res).context)
      .updateResource<ProjectMembership>({ ...given, id: before.id, user, profile, project, meta });
    res.type('json').send(serialize(saved));
  });
  router.delete(path, own, async (req, res) => {
    const member = await readMember(services, res, req.params.membershipId);
    if (member.id === callerOf(res).principal.membership.id) {
      throw new HttpError(400, 'invalid', 'On ne se retire pas soi-même du projet');
    }
    await services.store.repo(callerOf(res).context).deleteResource('ProjectMembership', member.id);
    sendOutcome(res, 200, allOk);
  });

  /** Ours: on the real server a super administrator does it. She enrols anew at her next login. */
  router.post(`${path}/reset-mfa`, ...json, own, async (req, res) => {
    const member = await readMember(services, res, req.params.membershipId);
    const user = await readUser(services, res, member.user?.reference?.split('/')[1]);
    await factor.remove(user.id);
    await logins.revokeAll(user.id);
    sendOutcome(res, 200, allOk);
  });
  return router;
}

async function readMember(
  services: Services,
  res: Response,
  id: string | string[] | undefined,
): Promise<WithId<ProjectMembership>> {
  const { context } = callerOf(res);
  const member = await services.store
    .repo({ ...context, extended: true })
    .readResource<ProjectMembership>('ProjectMembership', String(id));
  if (member.meta?.project !== context.projectId) {
    throw new OperationOutcomeError(notFound);
  }
  return member;
}

/** A user who is a member of the caller's project, and of no other: else its administrator would decide there. */
async function readUser(services: Services, res: Response, userId: string | undefined) {
  const { context } = callerOf(res);
  const user = userId === undefined ? undefined : await services.identity.users.read(userId);
  const projects = user ? await services.identity.users.memberships(user.id) : [];
  if (!user || projects.length === 0 || projects.some((one) => one.meta?.project !== context.projectId)) {
    throw new OperationOutcomeError(notFound);
  }
  return user;
}
