import { randomUUID } from 'node:crypto';
import { createReference } from '@medplum/core';
import type { ClientApplication, Project, ProjectMembership, Reference } from '@medplum/fhirtypes';
import { systemContext } from '../auth/directory.ts';
import { generateSecret, hashSecret, verifySecret } from '../auth/secret.ts';
import type { ServerConfig } from '../config.ts';
import type { Store } from '../store/index.ts';

const SETTING = 'project';
const FEATURES = [
  'bots',
  'cron',
  'transaction-bundles',
  'websocket-subscriptions',
  'validate-terminology',
] as const;

export interface Bootstrap {
  readonly projectId: string;
  readonly clientId: string;
  /** In clear only when it was made by this very start; it can never be read again. */
  readonly newSecret?: string;
}

/**
 * Makes, at first start, the project and its administrator client (ClientApplication and membership). At
 * later starts only follows a changed DCC_CLIENT_SECRET, so that an operator who lost the secret can set
 * another.
 *
 * The ids are decided and noted before anything is made: a first start killed in the middle is taken up
 * again.
 */
export async function ensureProject(store: Store, config: ServerConfig): Promise<Bootstrap> {
  const ids = await decideIds(store, config);
  const repo = store.repo(systemContext(ids.projectId));
  const client = await repo
    .readResource<ClientApplication>('ClientApplication', ids.clientId)
    .catch(() => undefined);
  if (!client) {
    return createProject(store, config, ids);
  }
  if (config.clientSecret && !(await verifySecret(config.clientSecret, client.secret ?? ''))) {
    await repo.updateResource({ ...client, secret: await hashSecret(config.clientSecret) });
  }
  return ids;
}

async function decideIds(store: Store, config: ServerConfig): Promise<Bootstrap> {
  const known = store.setting(SETTING);
  if (known) {
    return JSON.parse(known) as Bootstrap;
  }
  const ids = { projectId: randomUUID(), clientId: config.clientId ?? randomUUID() };
  await store.setSetting(SETTING, JSON.stringify(ids));
  return ids;
}

async function createProject(store: Store, config: ServerConfig, ids: Bootstrap): Promise<Bootstrap> {
  const { projectId, clientId } = ids;
  const newSecret = config.clientSecret ?? generateSecret();
  const hash = await hashSecret(newSecret);
  await store.repo(systemContext(projectId)).withTransaction(async (repo) => {
    const project = await repo.createResource<Project>(
      {
        resourceType: 'Project',
        id: projectId,
        name: 'DCC',
        features: [...FEATURES],
        checkReferencesOnWrite: true,
        setting: [{ name: 'preCommitSubscriptionsEnabled', valueBoolean: true }],
      },
      { assignedId: true },
    );
    const client = await repo.createResource<ClientApplication>(
      {
        resourceType: 'ClientApplication',
        id: clientId,
        name: 'Administration',
        description: 'Client administrateur créé au premier démarrage',
        secret: hash,
      },
      { assignedId: true },
    );
    const profile = createReference(client) as Reference<ClientApplication>;
    await repo.createResource<ProjectMembership>({
      resourceType: 'ProjectMembership',
      project: createReference(project),
      user: profile,
      profile,
      admin: true,
    });
  });
  return { ...ids, newSecret };
}
