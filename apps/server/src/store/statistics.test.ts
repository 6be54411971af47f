import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Patient, ValueSet } from '@medplum/fhirtypes';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { systemContext } from '../auth/directory.ts';
import { openStore, type Store } from './index.ts';
import { countByType } from './statistics.ts';

let dir: string;
let store: Store;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-statistics-'));
  store = await openStore({ dir });
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true });
});

const counts = () => store.driver.read(countByType);

test('an empty store counts nothing', () => {
  expect(counts()).toEqual([]);
});

test('resources of projects count, deleted ones and shared definitions do not', async () => {
  const repo = store.repo(systemContext(randomUUID()));
  const patient: Patient = { resourceType: 'Patient' };
  await repo.createResource(patient);
  const gone = await repo.createResource(patient);
  await repo.createResource(patient);
  await repo.deleteResource('Patient', gone.id);
  const valueSet: ValueSet = { resourceType: 'ValueSet', status: 'draft', url: 'https://example.org/vs' };
  await store.bulkInsert([valueSet]);
  await repo.createResource({ ...valueSet, url: 'https://example.org/own' });
  expect(counts()).toEqual([
    { type: 'Patient', count: 2 },
    { type: 'ValueSet', count: 1 },
  ]);
});
