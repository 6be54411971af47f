import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MemoryRepository } from '@medplum/fhir-router';
import type { Binary, Bundle, ClientApplication } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProjectSecrets } from '../auth/project-secrets.ts';
import { hashSecret, verifySecret } from '../auth/secret.ts';
import { BlobStore } from '../binary/blobs.ts';
import { blobOf } from '../binary/token.ts';
import type { SqliteRepository } from '../store/index.ts';
import { Intake } from './intake.ts';

let dir: string;
let blobs: BlobStore;
let intake: Intake;
const memory = new MemoryRepository();
const as = (projectAdmin: boolean) =>
  Object.assign(memory, { context: { projectAdmin } }) as unknown as SqliteRepository;
let repo: SqliteRepository;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-intake-'));
  blobs = new BlobStore(dir, 1000);
  intake = new Intake(blobs, new ProjectSecrets(Buffer.alloc(32, 7)));
  repo = as(true);
});
afterEach(() => rm(dir, { recursive: true }));

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const document = (text: string): Binary => ({
  resourceType: 'Binary',
  contentType: 'text/plain',
  data: base64(text),
});

describe('documents', () => {
  test('go to the disk, in a resource and in the entries of a transaction', async () => {
    const single = document('seul');
    await intake.prepare(single, repo);
    expect((await blobs.readAll(blobOf(single)!)).toString()).toBe('seul');

    const entry = (text: string) => ({
      request: { method: 'POST' as const, url: 'Binary' },
      resource: document(text),
    });
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [entry('un'), entry('deux')],
    };
    await intake.prepare(bundle, repo);
    const texts = bundle.entry!.map((one) => blobs.readAll(blobOf(one.resource as Binary)!));
    expect((await Promise.all(texts)).map(String)).toEqual(['un', 'deux']);
  });

  test('the envelope of a PATCH entry is no document', async () => {
    const resource = document('[{"op":"remove","path":"/name"}]');
    const request = { method: 'PATCH' as const, url: 'Patient/1' };
    const bundle: Bundle = { resourceType: 'Bundle', type: 'transaction', entry: [{ request, resource }] };
    await intake.prepare(bundle, repo);
    expect(resource.data).toBe(base64('[{"op":"remove","path":"/name"}]'));
  });

  test('a Bundle that is stored as such is left as it is', async () => {
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'document',
      entry: [{ resource: document('dedans') }],
    };
    await intake.prepare(bundle, repo);
    expect((bundle.entry![0]!.resource as Binary).data).toBe(base64('dedans'));
  });

  test('base64 that is not, or too much of it, is refused and leaves nothing', async () => {
    await expect(intake.prepare({ ...document(''), data: 'pas du base64 !' }, repo)).rejects.toMatchObject({
      status: 400,
    });
    await expect(intake.prepare({ ...document(''), data: 12 }, repo)).rejects.toMatchObject({ status: 400 });
    await expect(intake.prepare(document('x'.repeat(1001)), repo)).rejects.toMatchObject({ status: 413 });
    expect(await readdir(join(dir, 'binary', 'incoming'))).toEqual([]);
  });

  test.each([
    undefined,
    null,
    'text',
    12,
    [],
    { resourceType: 'Bundle', type: 'batch', entry: 'x' },
    { entry: [null] },
  ])('odd body %j passes through untouched, the router will judge it', async (body) => {
    const before = JSON.stringify(body);
    await intake.prepare(body, repo);
    expect(JSON.stringify(body)).toBe(before);
  });
});

describe('secrets', () => {
  const client = (more: Partial<ClientApplication>): ClientApplication => ({
    resourceType: 'ClientApplication',
    name: 'SI hospitalier',
    ...more,
  });

  test('are hashed', async () => {
    const one = client({ secret: 'un secret bien assez long' });
    await intake.prepare(one, repo);
    expect(await verifySecret('un secret bien assez long', one.secret!)).toBe(true);
  });

  test('even one that looks like a hash: what a client sends is always a secret, never a hash', async () => {
    const hash = await hashSecret('x');
    const one = client({ secret: hash });
    await intake.prepare(one, repo);
    expect(one.secret).not.toBe(hash);
    expect(await verifySecret(hash, one.secret!)).toBe(true);
  });

  test('stay when the application is written back without them', async () => {
    const stored = await memory.createResource(client({ secret: await hashSecret('x'.repeat(16)) }));
    const edited = client({ id: stored.id, name: 'autre nom' });
    await intake.prepare(edited, repo);
    expect(edited.secret).toBe(stored.secret);
  });

  test('are for administrators to set; others may still rename', async () => {
    const stored = await memory.createResource(client({ secret: await hashSecret('x'.repeat(16)) }));
    const other = as(false);
    await expect(intake.prepare(client({ secret: 'un secret bien assez long' }), other)).rejects.toThrow(
      'Forbidden',
    );
    await intake.prepare(client({ id: stored.id, name: 'autre nom' }), other);
  });

  test.each(['court', '', 42])('%j is too weak', async (secret) => {
    await expect(intake.prepare(client({ secret: secret as string }), repo)).rejects.toThrow('au moins 16');
  });
});
