import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MedplumClient } from '@medplum/core';
import type {
  AccessPolicy,
  AsyncJob,
  Bundle,
  ClientApplication,
  OperationOutcome,
  Patient,
} from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startServer } from '../index.ts';
import { eventually, type Harness, rawFetch, signIn, startHarness } from '../testing/harness.ts';
import { seedFolder } from '../testing/seeded.ts';

let harness: Harness;
let admin: MedplumClient;
beforeAll(async () => {
  harness = await startHarness();
  admin = harness.admin;
});
afterAll(() => harness.close());

const entry = (family: string, more: Partial<Patient> = {}) => ({
  request: { method: 'POST' as const, url: 'Patient' },
  resource: { resourceType: 'Patient' as const, name: [{ family }], ...more },
});
const bundle = (type: Bundle['type'], ...entries: Bundle['entry'] & object): Bundle => ({
  resourceType: 'Bundle',
  type,
  entry: entries,
});
const defer = (medplum: MedplumClient, body: Bundle, prefer = 'respond-async') =>
  rawFetch(medplum, 'fhir/R4', {
    method: 'POST',
    headers: { 'content-type': 'application/fhir+json', prefer },
    body: JSON.stringify(body),
  });

/** As MedplumClient does it: sends, polls, gives the AsyncJob in the end. */
const wait = (medplum: MedplumClient, body: Bundle): Promise<AsyncJob> =>
  medplum.executeBatch(body, {
    headers: { Prefer: 'respond-async' },
    pollStatusOnAccepted: true,
    pollStatusPeriod: 50,
  }) as unknown as Promise<AsyncJob>;

async function results(medplum: MedplumClient, job: AsyncJob): Promise<Bundle> {
  const [output] = job.output!.parameter!;
  expect(output?.name).toBe('results');
  const res = await rawFetch(medplum, `fhir/R4/${output!.valueReference!.reference}`, {
    headers: { accept: '*/*' },
  });
  return (await res.json()) as Bundle;
}

/** A client whose policy knows of patients and documents alone. */
async function limited(): Promise<MedplumClient> {
  const policy = await admin.createResource<AccessPolicy>({
    resourceType: 'AccessPolicy',
    name: 'Patients',
    resource: [{ resourceType: 'Patient' }, { resourceType: 'Binary', readonly: true }],
  });
  const made = (await admin.post(`admin/projects/${harness.server.projectId}/client`, {
    name: 'lié',
    accessPolicy: { reference: `AccessPolicy/${policy.id}` },
  })) as ClientApplication;
  return signIn(harness.server.url, made.id!, made.secret!);
}

describe('a batch answered later', () => {
  test('is accepted with the place to ask, then gives what it would have given at once', async () => {
    const res = await defer(admin, bundle('batch', entry('Différé')));
    expect(res.status).toBe(202);
    const location = res.headers.get('content-location')!;
    expect(location).toMatch(/\/fhir\/R4\/job\/[0-9a-f-]{36}\/status$/);
    expect(((await res.json()) as OperationOutcome).id).toBe('accepted');
    const job = await eventually(async () => {
      const status = await rawFetch(admin, location);
      const body = (await status.json()) as AsyncJob;
      expect(body.resourceType).toBe('AsyncJob');
      expect(status.status).toBe(['completed', 'error'].includes(body.status) ? 200 : 202);
      return status.status === 200 && body;
    });
    expect(job).toMatchObject({ status: 'completed', request: `${harness.server.url}fhir/R4` });
    const { type, entry: entries } = await results(admin, job);
    expect(type).toBe('batch-response');
    expect(entries?.[0]?.response?.status).toBe('201');
    expect(await admin.searchResources('Patient', 'family=Différé')).toHaveLength(1);
  });

  test('MedplumClient waits for it by itself', async () => {
    const many = Array.from({ length: 120 }, (_, i) => entry(`Série ${i}`));
    const wrong = { request: { method: 'GET' as const, url: 'Nothing/1' } };
    const job = await wait(admin, bundle('batch', ...many, wrong));
    const { entry: entries } = await results(admin, job);
    expect(entries).toHaveLength(121);
    expect(entries!.slice(0, 120).every(({ response }) => response?.status === '201')).toBe(true);
    expect(entries![120]?.response?.status).toMatch(/^4/);
  });

  test('a transaction stands or falls as one', async () => {
    const good = await wait(admin, bundle('transaction', entry('Ensemble'), entry('Ensemble')));
    expect((await results(admin, good)).type).toBe('transaction-response');
    const bad = await wait(
      admin,
      bundle('transaction', entry('Seul'), entry('Seul', { gender: 'nothing' as Patient['gender'] })),
    );
    expect(bad.status).toBe('error');
    const outcome = bad.output?.parameter?.[0]?.resource as OperationOutcome;
    expect(outcome.issue[0]?.severity).toBe('error');
    expect(await admin.searchResources('Patient', 'family=Seul')).toHaveLength(0);
    expect(await admin.searchResources('Patient', 'family=Ensemble')).toHaveLength(2);
  });

  test('others are answered while a large one runs', async () => {
    const many = Array.from({ length: 400 }, (_, i) => entry(`Foule ${i}`));
    const res = await defer(admin, bundle('batch', ...many));
    const location = res.headers.get('content-location')!;
    const counts: number[] = [];
    await eventually(async () => {
      counts.push((await admin.search('Patient', 'name=Foule&_summary=count&_total=accurate')).total!);
      return (await rawFetch(admin, location)).status === 200;
    }, 50_000);
    // Seen half done: its entries commit one by one, between other requests.
    expect(counts.some((count) => count > 0 && count < 400)).toBe(true);
  });
});

describe('rights', () => {
  test('those of the caller, whose policy need not know of jobs', async () => {
    const medplum = await limited();
    const note = { request: { method: 'GET' as const, url: 'Observation' } };
    const job = await wait(medplum, bundle('batch', entry('Lié'), note));
    const { entry: entries } = await results(medplum, job);
    expect(entries?.map(({ response }) => response?.status)).toEqual(['201', '403']);
  });

  test('a job and its result are its caller’s own', async () => {
    const [mine, other] = [await limited(), await limited()];
    const job = await wait(mine, bundle('batch', entry('Privé')));
    const path = `fhir/R4/job/${job.id}/status`;
    expect((await rawFetch(mine, path)).status).toBe(200);
    expect((await rawFetch(other, path)).status).toBe(404);
    const binary = `fhir/R4/${job.output!.parameter![0]!.valueReference!.reference}`;
    expect((await rawFetch(other, binary)).status).toBe(404);
    expect((await fetch(new URL(path, harness.server.url))).status).toBe(401);
    for (const id of ['x', '00000000-0000-4000-8000-000000000000', '%00']) {
      expect((await rawFetch(mine, `fhir/R4/job/${id}/status`)).status).toBe(404);
    }
  });
});

describe('what is not deferred', () => {
  test('a bundle that cannot be read is refused at once', async () => {
    const wrong = bundle('batch', { request: { method: 'GET', url: 'Patient?family:exakt=x' } });
    expect((await defer(admin, wrong)).status).toBe(400);
  });

  test('another preference, or another request, is answered as ever', async () => {
    expect((await defer(admin, bundle('batch', entry('Maintenant')), 'return=minimal')).status).toBe(200);
    expect((await defer(admin, bundle('batch', entry('Maintenant')), 'no-respond-async')).status).toBe(200);
    const res = await rawFetch(admin, 'fhir/R4/Patient?_count=1', { headers: { prefer: 'respond-async' } });
    expect(res.status).toBe(200);
  });

  test('too many at once wait outside', async () => {
    const slow = bundle('batch', ...Array.from({ length: 100 }, (_, i) => entry(`Queue ${i}`)));
    const answers = await Promise.all(Array.from({ length: 15 }, () => defer(admin, slow)));
    const statuses = answers.map(({ status }) => status);
    expect(statuses).toContain(202);
    expect(statuses).toContain(429);
    const last = answers.findLast(({ status }) => status === 202)!.headers.get('content-location')!;
    await eventually(async () => (await rawFetch(admin, last)).status === 200, 50_000);
  });
});

test('a server that stops says what it did not do', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'dcc-server-'));
  await seedFolder(dataDir);
  const first = await startServer({ port: 0, dataDir });
  const medplum = await signIn(first.url, first.clientId, first.clientSecret!);
  const large = bundle('batch', ...Array.from({ length: 3000 }, (_, i) => entry(`Arrêt ${i}`)));
  const jobs = await Promise.all([defer(medplum, large), defer(medplum, large)]);
  await first.close();

  const second = await startServer({ port: 0, dataDir });
  const again = await signIn(second.url, first.clientId, first.clientSecret!);
  for (const { headers } of jobs) {
    const { pathname } = new URL(headers.get('content-location')!);
    const res = await rawFetch(again, pathname);
    expect(res.status).toBe(200);
    const job = (await res.json()) as AsyncJob;
    expect(job.status).toBe('error');
    const outcome = job.output?.parameter?.[0]?.resource as OperationOutcome;
    expect(outcome.issue[0]?.details?.text).toContain('renvoyez la requête');
  }
  await second.close();
  await rm(dataDir, { recursive: true });
});
