import { createReference } from '@medplum/core';
import type {
  AccessPolicy,
  ClientApplication,
  Project,
  ProjectMembership,
  Subscription,
} from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { Directory, systemContext } from '../auth/directory.ts';
import { PROJECT, storeForTests } from '../store/testing.ts';
import { audienceOf } from './audience.ts';

const tests = storeForTests();
const system = () => tests.repo(systemContext(PROJECT));
let directory: Directory;

beforeAll(async () => {
  directory = new Directory(tests.store);
  await system().createResource<Project>({ resourceType: 'Project', id: PROJECT }, { assignedId: true });
});

/** A client with a membership; its reference. */
async function member(more: Partial<ProjectMembership>): Promise<string> {
  const client = await system().createResource<ClientApplication>({ resourceType: 'ClientApplication' });
  const profile = createReference(client) as ProjectMembership['profile'];
  const project = { reference: `Project/${PROJECT}` };
  await system().createResource<ProjectMembership>({
    resourceType: 'ProjectMembership',
    project,
    user: profile as ProjectMembership['user'],
    profile,
    ...more,
  });
  return profile.reference!;
}

const by = (author: string | undefined, endpoint = 'https://dpi.example.org/avis'): Subscription => ({
  resourceType: 'Subscription',
  meta: { project: PROJECT, author: { reference: author } },
  status: 'active',
  reason: 'Essai',
  criteria: 'Patient',
  channel: { type: 'rest-hook', endpoint },
});

describe('a subscription is read in the name', () => {
  test('of the server when the server wrote it, or an administrator', async () => {
    expect(await audienceOf(directory, by('system'))).toMatchObject({ superAdmin: true });
    const admin = await member({ admin: true });
    expect(await audienceOf(directory, by(admin))).toMatchObject({ superAdmin: true });
  });

  test('of its author when the author is bound by a policy', async () => {
    const resource = [{ resourceType: 'Patient', readonly: true }];
    const policy = await system().createResource<AccessPolicy>({ resourceType: 'AccessPolicy', resource });
    const author = await member({ access: [{ policy: createReference(policy) }] });
    const audience = await audienceOf(directory, by(author));
    expect(audience).toMatchObject({ superAdmin: false, author: { reference: author } });
    expect(audience!.accessPolicy!.resource).toEqual(resource);
  });

  test('of the project when an administrator, bound or not, plugs a bot in', async () => {
    const resource = [{ resourceType: 'Subscription' }];
    const policy = await system().createResource<AccessPolicy>({ resourceType: 'AccessPolicy', resource });
    const access = [{ policy: createReference(policy) }];
    const [administrator, other] = [await member({ admin: true, access }), await member({ access })];
    expect(await audienceOf(directory, by(administrator, 'Bot/x'))).toMatchObject({ superAdmin: true });
    expect(await audienceOf(directory, by(administrator))).toMatchObject({ superAdmin: false });
    expect(await audienceOf(directory, by(other, 'Bot/x'))).toMatchObject({ superAdmin: false });
  });

  test('of a member without a policy: definitions only', async () => {
    const audience = await audienceOf(directory, by(await member({})));
    expect(audience!.accessPolicy!.resource!.map(({ resourceType }) => resourceType)).not.toContain(
      'Patient',
    );
  });
});

describe('whose author is no longer a member', () => {
  const gone = 'ClientApplication/f0000000-0000-4000-8000-000000000001';

  test('nobody outside hears of it', async () => {
    expect(await audienceOf(directory, by(gone))).toBeUndefined();
    expect(await audienceOf(directory, by(undefined))).toBeUndefined();
    expect(await audienceOf(directory, by(await member({ active: false })))).toBeUndefined();
  });

  test('bots of the project still do', async () => {
    expect(await audienceOf(directory, by(gone, 'Bot/x'))).toMatchObject({ superAdmin: true });
  });
});
