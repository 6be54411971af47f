import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Patient, Subscription } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemContext } from '../auth/directory.ts';
import { createLogger } from '../log.ts';
import { openStore, type SqliteRepository, type Store } from '../store/index.ts';
import { listJobs } from '../store/jobs.ts';
import { outbox } from './outbox.ts';
import { SubscriptionRegistry } from './registry.ts';
import { JobRunner } from './runner.ts';

let dir: string;
let store: Store;
let repo: SqliteRepository;
let projectId: string;
let told: number;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-outbox-'));
  projectId = randomUUID();
  await open();
});
afterEach(async () => {
  await store.close();
  await rm(dir, { recursive: true });
});

async function open(): Promise<void> {
  told = 0;
  store = await openStore({ dir });
  await JobRunner.prepare(store.driver);
  const registry = await SubscriptionRegistry.open(store);
  store.beforeCommit(outbox(registry, createLogger('silent'), () => told++));
  repo = store.repo(systemContext(projectId));
}

const subscription = (criteria: string): Subscription => ({
  resourceType: 'Subscription',
  status: 'active',
  reason: 'test',
  criteria,
  channel: { type: 'rest-hook', endpoint: 'Bot/b' },
});
const patient: Patient = { resourceType: 'Patient', gender: 'female' };
const jobs = (project = projectId) =>
  store.driver.read((db) => listJobs(db, project, undefined, 100).reverse());

describe('the outbox', () => {
  test('writes one job for each subscription concerned, with the version', async () => {
    await repo.createResource(subscription('Patient?gender=female'));
    await repo.createResource(subscription('Patient'));
    await repo.createResource(subscription('Encounter'));
    const made = await repo.createResource(patient);
    expect(jobs().map((job) => [job.resourceId, job.versionId, job.interaction])).toEqual(
      Array(2).fill([made.id, made.meta?.versionId, 'create']),
    );
    expect(told).toBe(2);
  });

  test('a deletion is told with the last version there was', async () => {
    const made = await repo.createResource(patient);
    await repo.createResource(subscription('Patient'));
    await repo.deleteResource('Patient', made.id);
    expect(jobs().map((job) => [job.versionId, job.interaction])).toEqual([[made.meta?.versionId, 'delete']]);
  });

  test('has nothing of a transaction that failed', async () => {
    await repo.createResource(subscription('Patient'));
    const failed = repo.withTransaction(async (inside) => {
      await inside.createResource(patient);
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    expect(jobs()).toEqual([]);
  });

  test('never speaks of AuditEvents', async () => {
    await repo.createResource(subscription('AuditEvent'));
    await repo.createResource({
      resourceType: 'AuditEvent',
      type: { code: 'rest' },
      recorded: '2026-01-01T00:00:00Z',
      agent: [{ requestor: true }],
      source: { observer: { display: 'x' } },
    });
    expect(jobs()).toEqual([]);
  });

  test('another project hears nothing', async () => {
    await repo.createResource(subscription('Patient'));
    const other = randomUUID();
    await store.repo(systemContext(other)).createResource(patient);
    expect([jobs(), jobs(other)]).toEqual([[], []]);
  });
});

describe('the registry', () => {
  test('follows what becomes of a subscription', async () => {
    const made = await repo.createResource(subscription('Patient'));
    const off = await repo.updateResource({ ...made, status: 'off' as const });
    await repo.createResource(patient);
    expect(jobs()).toHaveLength(0);
    await repo.updateResource({ ...off, status: 'active' as const });
    await repo.createResource(patient);
    expect(jobs()).toHaveLength(1);
    await repo.deleteResource('Subscription', made.id);
    await repo.createResource(patient);
    expect(jobs()).toHaveLength(1);
  });

  test('knows after a restart those there were', async () => {
    await repo.createResource(subscription('Patient'));
    await repo.createResource({ ...subscription('Patient'), status: 'off' });
    await store.close();
    await open();
    await repo.createResource(patient);
    expect(jobs()).toHaveLength(1);
  });
});
