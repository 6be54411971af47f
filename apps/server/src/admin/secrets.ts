import type { Project, ProjectSetting } from '@medplum/fhirtypes';
import type { Response } from 'express';
import { systemContext } from '../auth/directory.ts';
import { HttpError } from '../http/errors.ts';
import { serialize } from '../http/serialize.ts';
import { callerOf, type Services } from '../services.ts';

/** In clear, for the project's administrator, who may edit them; one that no longer opens by its name alone. */
export function secretsOf({ secrets }: Services, project: Project): ProjectSetting[] {
  const { secrets: open, lost } = secrets.open(project);
  return [...open, ...lost.map((name) => ({ name }))];
}

/**
 * Replaces all secrets of the project by those given, as the real server does: `[{name, valueString}]`. One given by
 * its name alone stays as it is. Answers the project; the values stay here.
 *
 * Whoever administers may do it even when a policy of hers leaves projects out: the caller has been checked.
 */
export async function saveSecrets(services: Services, body: unknown, res: Response): Promise<void> {
  if (!Array.isArray(body)) {
    throw new HttpError(400, 'structure', 'Une liste de secrets est attendue', 'Project.secret');
  }
  const { projectId, author } = callerOf(res).context;
  const repo = services.store.repo({ ...systemContext(projectId), author });
  const existing = await repo.readResource<Project>('Project', projectId);
  const project: Project = { ...existing, secret: body as ProjectSetting[] };
  services.secrets.keep(project, existing);
  const saved = await repo.updateResource<Project>(project);
  res.type('json').send(serialize(saved));
}
