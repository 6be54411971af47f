import { randomUUID } from 'node:crypto';
import { getStatus, isUUID, type OperationOutcomeError } from '@medplum/core';
import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import {
  admin,
  context,
  find,
  OTHER_PROJECT,
  observation,
  PROJECT,
  patient,
  refusal,
  storeForTests,
} from '../testing.ts';

const { repo } = storeForTests();

const status = (promise: Promise<unknown>): Promise<number> =>
  promise.then(
    () => 200,
    (error) => getStatus((error as OperationOutcomeError).outcome),
  );

describe('create', () => {
  test('gives an id, a version and a date, and reads back the same', async () => {
    const created = await repo().createResource(patient());
    expect(isUUID(created.id)).toBe(true);
    expect(isUUID(created.meta!.versionId!)).toBe(true);
    expect(Date.parse(created.meta!.lastUpdated!)).toBeLessThanOrEqual(Date.now() + 1000);
    expect(await repo().readResource('Patient', created.id)).toEqual(created);
  });

  test('the id is the server’s, unless the server assigned it', async () => {
    const id = randomUUID();
    expect((await repo().createResource({ ...patient(), id })).id).not.toBe(id);
    expect((await repo().createResource({ ...patient(), id }, { assignedId: true })).id).toBe(id);
    expect(await status(repo().createResource({ ...patient(), id }, { assignedId: true }))).toBe(409);
  });

  test('what the caller does to its object afterwards changes nothing', async () => {
    const source = patient();
    const created = await repo().createResource(source);
    source.name![0]!.family = 'Changé';
    created.name![0]!.family = 'Changé';
    expect((await repo().readResource<Patient>('Patient', created.id)).name![0]!.family).toBe('Duval');
  });

  test('an unknown type, or none, is a 400', async () => {
    expect(await refusal(repo().createResource({ resourceType: 'Patiente' } as never))).toContain(
      'Type de ressource inconnu',
    );
    expect(await status(repo().createResource({} as never))).toBe(400);
    expect(await status(repo().createResource(null as never))).toBe(400);
  });
});

describe('meta', () => {
  test('author, project and compartment are the server’s, whatever is sent', async () => {
    const forged = { author: { reference: 'Practitioner/x' }, project: OTHER_PROJECT, versionId: 'mine' };
    const created = await repo(context({ extended: true })).createResource(patient({ meta: forged }));
    expect(created.meta).toMatchObject({
      author: context().author,
      project: PROJECT,
      compartment: [{ reference: `Project/${PROJECT}` }, { reference: `Patient/${created.id}` }],
    });
    expect(created.meta!.versionId).not.toBe('mine');
  });

  test('extended fields are shown in extended mode only', async () => {
    const created = await repo().createResource(patient());
    expect(Object.keys(created.meta!).sort()).toEqual(['lastUpdated', 'versionId']);
    const seen = await repo(context({ extended: true })).readResource('Patient', created.id);
    expect(Object.keys(seen.meta!).sort()).toEqual([
      'author',
      'compartment',
      'lastUpdated',
      'project',
      'versionId',
    ]);
  });

  test('who acts for somebody else is noted', async () => {
    const onBehalfOf = { reference: 'Practitioner/b0000000-0000-4000-8000-000000000009' };
    const created = await repo(context({ extended: true, onBehalfOf })).createResource(patient());
    expect(created.meta!.onBehalfOf).toEqual(onBehalfOf);
  });

  test('tags and profiles left out of an update are kept, those sent replace', async () => {
    const tag = [{ system: 'urn:t', code: 'a' }];
    const created = await repo().createResource(patient({ meta: { tag } }));
    const kept = await repo().updateResource({ ...patient({ active: true }), id: created.id });
    expect(kept.meta!.tag).toEqual(tag);
    const replaced = await repo().updateResource({
      ...patient({ meta: { tag: [{ code: 'b' }] } }),
      id: created.id,
    });
    expect(replaced.meta!.tag).toEqual([{ code: 'b' }]);
  });

  test('write times strictly increase, also within one millisecond', async () => {
    const created = await Promise.all(Array.from({ length: 20 }, () => repo().createResource(patient())));
    expect(new Set(created.map((p) => p.meta!.lastUpdated)).size).toBe(20);
  });
});

describe('update', () => {
  test('gives a new version', async () => {
    const created = await repo().createResource(patient());
    const updated = await repo().updateResource({ ...created, active: false });
    expect(updated.meta!.versionId).not.toBe(created.meta!.versionId);
    expect(updated.meta!.lastUpdated! > created.meta!.lastUpdated!).toBe(true);
    expect((await repo().readResource<Patient>('Patient', created.id)).active).toBe(false);
  });

  test('the same content again writes nothing, whoever sends it', async () => {
    const created = await repo().createResource(patient({ active: true }));
    const again = await repo().updateResource({ ...patient({ active: true }), id: created.id });
    const bySomebodyElse = await repo(admin()).updateResource(created);
    expect(again).toEqual(created);
    expect(bySomebodyElse.meta!.versionId).toBe(created.meta!.versionId);
    expect((await repo().readHistory('Patient', created.id)).total).toBe(1);
  });

  test('an id nobody gave is a 404, one that is not a UUID a 400, none at all a 400', async () => {
    expect(await status(repo().updateResource({ ...patient(), id: randomUUID() }))).toBe(404);
    expect(await status(repo().updateResource({ ...patient(), id: 'moi' }))).toBe(400);
    expect(await status(repo().updateResource(patient()))).toBe(400);
  });

  test('the server itself may choose an id', async () => {
    const id = randomUUID();
    const system = repo(context({ superAdmin: true }));
    expect((await system.updateResource({ ...patient(), id })).id).toBe(id);
  });

  test('If-Match of another version is a 412 and changes nothing', async () => {
    const created = await repo().createResource(patient());
    const changed = { ...created, active: true };
    expect(await status(repo().updateResource(changed, { ifMatch: randomUUID() }))).toBe(412);
    expect((await repo().readResource<Patient>('Patient', created.id)).active).toBeUndefined();
    await repo().updateResource(changed, { ifMatch: created.meta!.versionId! });
    expect(await status(repo().updateResource(created, { ifMatch: created.meta!.versionId! }))).toBe(412);
  });

  test('searches find the new values and no longer the old ones', async () => {
    const created = await repo().createResource(
      patient({ identifier: [{ system: 'urn:u', value: 'avant' }] }),
    );
    await repo().updateResource({ ...created, identifier: [{ system: 'urn:u', value: 'après' }] });
    expect(await find(repo(), 'Patient?identifier=urn:u|avant')).toEqual([]);
    expect(await find(repo(), 'Patient?identifier=urn:u|après')).toHaveLength(1);
  });
});

describe('delete', () => {
  test('the resource is gone, found no more, and its history stays', async () => {
    const created = await repo().createResource(observation({ note: [{ text: 'à effacer' }] }));
    await repo().deleteResource('Observation', created.id);
    expect(await status(repo().readResource('Observation', created.id))).toBe(410);
    expect(await find(repo(), `Observation?_id=${created.id}`)).toEqual([]);
    expect((await repo().readHistory('Observation', created.id)).entry).toHaveLength(2);
  });

  test('unknown is a 404, twice a 410, of another version a 412', async () => {
    const created = await repo().createResource(patient());
    expect(await status(repo().deleteResource('Patient', randomUUID()))).toBe(404);
    expect(await status(repo().deleteResource('Patient', 'moi'))).toBe(404);
    expect(await status(repo().deleteResource('Patient', created.id, { ifMatch: randomUUID() }))).toBe(412);
    await repo().deleteResource('Patient', created.id);
    expect(await status(repo().deleteResource('Patient', created.id))).toBe(410);
  });

  test('an update brings a deleted resource back, with its whole history', async () => {
    const created = await repo().createResource(patient());
    await repo().deleteResource('Patient', created.id);
    await repo().updateResource({ ...created, active: true });
    expect(await find(repo(), `Patient?_id=${created.id}&active=true`)).toHaveLength(1);
    expect((await repo().readHistory('Patient', created.id)).total).toBe(3);
  });
});
