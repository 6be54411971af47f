import { getStatus, type OperationOutcomeError } from '@medplum/core';
import type { StructureDefinition } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { admin, context, find, OTHER_PROJECT, observation, patient, storeForTests } from '../testing.ts';
import { mayRead, SHARED_PROJECT } from './visibility.ts';

const tests = storeForTests();
const mine = () => tests.repo();
const theirs = () => tests.repo(context({ projectId: OTHER_PROJECT, projectAdmin: true }));

const status = (promise: Promise<unknown>): Promise<number> =>
  promise.then(
    () => 200,
    (error) => getStatus((error as OperationOutcomeError).outcome),
  );

describe('a resource of another project does not exist', () => {
  test('for reads, versions, history, updates, patches and deletes', async () => {
    const { id, meta } = await mine().createResource(patient());
    expect(await status(theirs().readResource('Patient', id))).toBe(404);
    expect(await status(theirs().readVersion('Patient', id, meta!.versionId!))).toBe(404);
    expect(await status(theirs().readHistory('Patient', id))).toBe(404);
    expect(await status(theirs().updateResource({ ...patient(), id }))).toBe(404);
    expect(
      await status(theirs().patchResource('Patient', id, [{ op: 'add', path: '/active', value: true }])),
    ).toBe(404);
    expect(await status(theirs().deleteResource('Patient', id))).toBe(404);
    expect(await status(mine().readResource('Patient', id))).toBe(200);
  });

  test('for searches, chains, includes and counts', async () => {
    const subject = await mine().createResource(patient({ identifier: [{ value: 'caché' }] }));
    await mine().createResource(observation({ subject: { reference: `Patient/${subject.id}` } }));
    const link = await theirs().createResource(
      observation({ subject: { reference: `Patient/${subject.id}` } }),
    );
    expect(await find(theirs(), 'Patient?identifier=caché')).toEqual([]);
    expect(await find(theirs(), 'Observation?patient.identifier=caché')).toEqual([]);
    expect(await find(theirs(), 'Patient?_has:Observation:patient:status=final')).toEqual([]);
    expect(await find(theirs(), 'Observation?_include=Observation:subject')).toHaveLength(1);
    const bundle = await theirs().search({ resourceType: 'Observation', total: 'accurate', count: 0 });
    expect(bundle.total).toBe(1);
    expect((await find(theirs(), 'Observation?_sort=-_lastUpdated'))[0]!.id).toBe(link.id);
  });
});

describe('shared conformance resources', () => {
  const url = 'http://example.org/StructureDefinition/partagé';
  let id: string;
  beforeAll(async () => {
    const definition = { resourceType: 'StructureDefinition', url, name: 'Partage' } as StructureDefinition;
    await tests.store.bulkInsert([definition]);
    id = (await find(mine(), `StructureDefinition?url=${url}`))[0]!.id;
  });

  test('are read by every project', async () => {
    expect(await find(theirs(), `StructureDefinition?url=${url}`)).toHaveLength(1);
    const seen = await tests.repo(admin()).readResource('StructureDefinition', id);
    expect(seen.meta!.project).toBe(SHARED_PROJECT);
  });

  test('are written by none, administrators included', async () => {
    const writer = tests.repo(admin());
    const definition = await writer.readResource<StructureDefinition>('StructureDefinition', id);
    expect(await status(writer.updateResource({ ...definition, name: 'Autre' }))).toBe(403);
    expect(await status(writer.deleteResource('StructureDefinition', id))).toBe(403);
  });
});

describe('Medplum’s own types', () => {
  test.each([
    ['Patient', true, true, true],
    ['ProjectMembership', false, true, true],
    ['AccessPolicy', false, true, true],
    ['Login', false, false, true],
    ['JsonWebKey', false, false, true],
  ])('%s: member %s, project administrator %s, server %s', (type, member, administrator, server) => {
    expect(mayRead(context(), type)).toBe(member);
    expect(mayRead(admin(), type)).toBe(administrator);
    expect(mayRead(context({ superAdmin: true }), type)).toBe(server);
  });

  test('are refused to members at every door', async () => {
    expect(await status(mine().search({ resourceType: 'AccessPolicy' }))).toBe(403);
    expect(await status(mine().createResource({ resourceType: 'AccessPolicy', name: 'x' }))).toBe(403);
    const policy = await tests.repo(admin()).createResource({ resourceType: 'AccessPolicy', name: 'x' });
    expect(await status(mine().readResource('AccessPolicy', policy.id))).toBe(403);
    expect(await status(mine().readHistory('AccessPolicy', policy.id))).toBe(403);
    expect(await status(mine().deleteResource('AccessPolicy', policy.id))).toBe(403);
    expect(await status(mine().search({ resourceType: 'Patient', types: ['Patient', 'Login'] }))).toBe(403);
  });
});

test('the server sees every project', async () => {
  const { id } = await theirs().createResource(patient());
  const server = tests.repo(context({ superAdmin: true, extended: true }));
  const seen = await server.readResource('Patient', id);
  expect(seen.meta!.project).toBe(OTHER_PROJECT);
  const updated = await server.updateResource({ ...seen, active: true } as typeof seen);
  expect(updated.meta!.project).toBe(OTHER_PROJECT);
});
