import {
  createReference,
  forbidden,
  getDisplayString,
  notFound,
  OperationOutcomeError,
  type WithId,
} from '@medplum/core';
import type { Bot, ClientApplication, ProjectMembership, Reference } from '@medplum/fhirtypes';
import { type RequestHandler, type Response, Router } from 'express';
import { generateSecret, hashSecret } from '../auth/secret.ts';
import { bodyParsers } from '../http/body.ts';
import { HttpError } from '../http/errors.ts';
import { serialize } from '../http/serialize.ts';
import { callerOf, type Services } from '../services.ts';
import { countJobs, type JobStatus, listJobs } from '../store/jobs.ts';
import { memberRoutes } from './members.ts';
import { saveSecrets, secretsOf } from './secrets.ts';

const STATUSES = ['pending', 'running', 'done', 'failed'];
const MAX_JOBS = 1000;

/** `admin/*`: what the real server offers to project administrators, and the job table, which is ours. */
export function adminRoutes(services: Services): Router {
  const router = Router();
  const own: RequestHandler = (req, res, next) => {
    const { context } = callerOf(res);
    if (req.params.projectId !== undefined && req.params.projectId !== context.projectId) {
      throw new OperationOutcomeError(notFound);
    }
    if (!context.projectAdmin) {
      throw new OperationOutcomeError(forbidden);
    }
    next();
  };
  const parsers = bodyParsers(services.config.maxJsonBytes);
  router.use(memberRoutes(services, own, parsers));
  router.get('/projects/:projectId', own, (_req, res) => sendProject(services, res));
  router.post('/projects/:projectId/client', own, ...parsers, (req, res) =>
    createClient(services, req.body, res),
  );
  router.post('/projects/:projectId/bot', own, ...parsers, (req, res) => createBot(services, req.body, res));
  router.post('/projects/:projectId/secrets', own, ...parsers, (req, res) =>
    saveSecrets(services, req.body, res),
  );
  router.get('/jobs', (req, res) => {
    const { context } = callerOf(res);
    if (!context.projectAdmin) {
      throw new OperationOutcomeError(forbidden);
    }
    const asked = String(req.query.status ?? '');
    const status = STATUSES.includes(asked) ? (asked as JobStatus) : undefined;
    const limit = Math.min(Number.parseInt(String(req.query._count ?? '100'), 10) || 100, MAX_JOBS);
    res.json(
      services.store.driver.read((db) => ({
        counts: countJobs(db, context.projectId),
        jobs: listJobs(db, context.projectId, status, limit),
      })),
    );
  });
  return router;
}

/** The project and its members (`MedplumClient.get('admin/projects/:id')`). */
async function sendProject(services: Services, res: Response): Promise<void> {
  const { context, principal } = callerOf(res);
  const repo = services.store.repo(context);
  const memberships = await repo.searchResources<ProjectMembership>({
    resourceType: 'ProjectMembership',
    count: 1000,
  });
  const members = memberships.map((membership) => ({
    membershipId: membership.id,
    profile: membership.profile?.reference,
    user: membership.user?.reference,
    name: membership.profile?.display,
    accessPolicy: membership.accessPolicy,
    role: membership.admin ? 'admin' : 'member',
  }));
  const { id, name, features } = principal.project;
  const secret = secretsOf(services, principal.project);
  res.type('json').send(serialize({ project: { id, name, features, secret }, members }));
}

interface NewMember {
  readonly name: string;
  readonly description?: string;
  readonly accessPolicy?: Reference;
}

function readMember(body: unknown): NewMember & Record<string, unknown> {
  const fields = (body ?? {}) as NewMember & Record<string, unknown>;
  if (typeof fields.name !== 'string' || fields.name.trim() === '') {
    throw new HttpError(400, 'required', 'Le nom est requis', 'name');
  }
  return fields;
}

/** Answers 201 with the client and its secret in clear: the only time it can be read. */
async function createClient(services: Services, body: unknown, res: Response): Promise<void> {
  const { name, description, redirectUri, accessPolicy } = readMember(body);
  const secret = generateSecret();
  const hash = await hashSecret(secret);
  const client = await createMember<ClientApplication>(services, res, accessPolicy, {
    resourceType: 'ClientApplication',
    name,
    description,
    redirectUri: redirectUri as string | undefined,
    secret: hash,
  });
  res.status(201).json({ ...client, secret });
}

async function createBot(services: Services, body: unknown, res: Response): Promise<void> {
  const { name, description, runtimeVersion, accessPolicy } = readMember(body);
  const bot = await createMember<Bot>(services, res, accessPolicy, {
    resourceType: 'Bot',
    name,
    description,
    runtimeVersion: (runtimeVersion as Bot['runtimeVersion']) ?? 'vmcontext',
  });
  res.status(201).json(bot);
}

/** The profile and its membership, both or neither. */
async function createMember<T extends ClientApplication | Bot>(
  services: Services,
  res: Response,
  accessPolicy: Reference | undefined,
  profile: T,
): Promise<WithId<T>> {
  const { context, principal } = callerOf(res);
  return services.store.repo(context).withTransaction(async (repo) => {
    const saved = await repo.createResource<T>(profile);
    const reference = { ...createReference(saved), display: getDisplayString(saved) };
    await repo.createResource<ProjectMembership>({
      resourceType: 'ProjectMembership',
      project: createReference(principal.project),
      user: reference as ProjectMembership['user'],
      profile: reference as ProjectMembership['profile'],
      accessPolicy: accessPolicy as ProjectMembership['accessPolicy'],
    });
    return saved;
  });
}
