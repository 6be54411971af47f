import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { MedplumClient } from '@medplum/core';
import type {
  AccessPolicy,
  AccessPolicyResource,
  Binary,
  Bundle,
  DocumentReference,
  Patient,
} from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rawFetch, signIn, startHarness } from '../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
beforeAll(async () => {
  harness = await startHarness();
  admin = harness.admin;
});
afterAll(() => harness.close());

const bytesOf = async (blob: Blob): Promise<Buffer> => Buffer.from(await blob.arrayBuffer());
const post = (body: RequestInit['body'], type: string, headers: Record<string, string> = {}) =>
  rawFetch(admin, 'fhir/R4/Binary', { method: 'POST', body, headers: { 'content-type': type, ...headers } });
const create = async (
  body: RequestInit['body'],
  type: string,
  headers = {},
): Promise<Binary & { id: string }> =>
  (await (await post(body, type, headers)).json()) as Binary & { id: string };

describe('round trip', () => {
  test('createBinary and download give the same bytes and type', async () => {
    const data = new Uint8Array(randomBytes(200_000));
    const binary = await admin.createBinary({ data, contentType: 'application/pdf', filename: 'fiche.pdf' });
    const blob = await admin.download(`Binary/${binary.id}`);
    expect(blob.type).toBe('application/pdf');
    expect(await bytesOf(blob)).toEqual(Buffer.from(data));
  });

  test('a DocumentReference made by createAttachment is readable', async () => {
    const attachment = await admin.createAttachment({
      data: 'séance;cas\n1;2\n',
      contentType: 'text/csv',
      filename: 'oncorif.csv',
    });
    expect(attachment.url).toMatch(/^Binary\/[0-9a-f-]{36}$/);
    const made = await admin.createResource<DocumentReference>({
      resourceType: 'DocumentReference',
      status: 'current',
      content: [{ attachment }],
    });
    const read = await admin.readResource('DocumentReference', made.id);
    const blob = await admin.download(read.content[0]!.attachment.url!);
    expect(await blob.text()).toBe('séance;cas\n1;2\n');
  });

  test.each([
    ['application/json', '{"resourceType":"Patient"}'],
    ['application/fhir+json', '{"resourceType":"Patient","name":[{"family":"Fichier"}]}'],
    ['application/fhir+json', 'not json at all'],
    ['application/xml', '<ClinicalDocument/>'],
    ['application/x-www-form-urlencoded', 'a=1&b=2'],
    ['application/dicom', ''],
  ])('a %s document is bytes, not a request', async (type, body) => {
    const { id } = await create(body, type);
    const read = await rawFetch(admin, `fhir/R4/Binary/${id}`, { headers: { accept: '*/*' } });
    expect(read.headers.get('content-type')).toBe(type);
    expect(await read.text()).toBe(body);
  });

  test('compressed on the way, stored as it is', async () => {
    const { id } = await create(new Uint8Array(gzipSync('texte')), 'text/plain', {
      'content-encoding': 'gzip',
    });
    expect(await (await admin.download(`Binary/${id}`)).text()).toBe('texte');
  });

  test('PUT makes a new version, the old one stays in the history', async () => {
    const { id } = await create('avant', 'text/plain');
    await rawFetch(admin, `fhir/R4/Binary/${id}`, {
      method: 'PUT',
      body: 'après',
      headers: { 'content-type': 'text/plain' },
    });
    expect(await (await admin.download(`Binary/${id}`)).text()).toBe('après');
    expect((await admin.readHistory('Binary', id)).entry).toHaveLength(2);
  });
});

describe('as a FHIR resource', () => {
  const data = Buffer.from('<ClinicalDocument/>').toString('base64');
  const resource: Binary = { resourceType: 'Binary', contentType: 'application/hl7-cda+xml', data };

  test('base64 is taken out of the JSON', async () => {
    const made = await admin.createResource<Binary>(resource);
    expect(made.data).toBeUndefined();
    expect(await (await admin.download(`Binary/${made.id}`)).text()).toBe('<ClinicalDocument/>');
    expect(await admin.readResource('Binary', made.id)).toMatchObject({ contentType: resource.contentType });
  });

  test('in a transaction, with the document that points to it', async () => {
    const fullUrl = 'urn:uuid:6e0d0ac5-4b4e-4b8e-8d9e-6f4f0c1d2e3f';
    const document: DocumentReference = {
      resourceType: 'DocumentReference',
      status: 'current',
      content: [{ attachment: { contentType: resource.contentType, url: fullUrl } }],
    };
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { fullUrl, resource: { ...resource }, request: { method: 'POST', url: 'Binary' } },
        { resource: document, request: { method: 'POST', url: 'DocumentReference' } },
      ],
    };
    const result = await admin.executeBatch(bundle);
    const stored = result.entry![1]!.resource as DocumentReference;
    const url = stored.content[0]!.attachment.url!;
    expect(url).toBe(result.entry![0]!.response!.location);
    expect(await (await admin.download(url)).text()).toBe('<ClinicalDocument/>');
  });

  test('the database and the answers never hold the document or its place', async () => {
    const secret = `contenu-${randomBytes(8).toString('hex')}`;
    const encoded = Buffer.from(secret).toString('base64');
    const made = await admin.createResource<Binary>({ ...resource, data: encoded });
    const answers = [
      JSON.stringify(await admin.readResource('Binary', made.id)),
      JSON.stringify(await admin.readHistory('Binary', made.id)),
    ];
    for (const answer of answers) {
      expect(answer).toContain('hl7-cda');
      expect(answer).not.toContain('ZGNjLWJsb2I');
    }
    for (const file of ['store.sqlite', 'store.sqlite-wal']) {
      expect((await readFile(join(harness.dir, file))).includes(encoded)).toBe(false);
    }
  });

  test('a patch of the type keeps the bytes, a patch of the bytes is refused', async () => {
    const made = await admin.createResource<Binary>(resource);
    await admin.patchResource('Binary', made.id, [
      { op: 'replace', path: '/contentType', value: 'text/plain' },
    ]);
    expect((await admin.download(`Binary/${made.id}`)).type).toMatch(/^text\/plain/);
    const patch = admin.patchResource('Binary', made.id, [{ op: 'replace', path: '/data', value: 'AAAA' }]);
    await expect(patch).rejects.toThrow('PUT');
  });
});

describe('who may read', () => {
  test('nobody without a token', async () => {
    const { id } = await create('x', 'text/plain');
    expect((await fetch(`${harness.server.url}fhir/R4/Binary/${id}`)).status).toBe(401);
  });

  test('the document follows what it belongs to', async () => {
    const patient = await admin.createResource<Patient>({ resourceType: 'Patient' });
    const reference = `Patient/${patient.id}`;
    const { id, securityContext } = await create('dossier', 'text/plain', {
      'x-security-context': reference,
    });
    expect(securityContext).toEqual({ reference });
    expect(await (await admin.download(`Binary/${id}`)).text()).toBe('dossier');
    await admin.deleteResource('Patient', patient.id);
    expect((await rawFetch(admin, `fhir/R4/Binary/${id}`)).status).toBe(410);
  });

  test('a client of the project reads through its policy only', async () => {
    const patient = await admin.createResource({ resourceType: 'Patient' });
    const { id } = await create('partagé', 'text/plain', {
      'x-security-context': `Patient/${patient.id}`,
    });
    const { url } = harness.server;
    const member = async (resource: AccessPolicyResource[]) => {
      const policy = await admin.createResource<AccessPolicy>({ resourceType: 'AccessPolicy', resource });
      const client = await admin.post(`admin/projects/${harness.server.projectId}/client`, {
        name: 'lecteur',
        accessPolicy: { reference: `AccessPolicy/${policy.id}` },
      });
      return signIn(url, client.id, client.secret);
    };
    const reader = await member([{ resourceType: 'Binary' }, { resourceType: 'Patient', readonly: true }]);
    expect(await (await reader.download(`Binary/${id}`)).text()).toBe('partagé');
    const other = await member([{ resourceType: 'Binary' }]);
    expect((await rawFetch(other, `fhir/R4/Binary/${id}`)).status).toBe(404);
    const bare = await admin.post(`admin/projects/${harness.server.projectId}/client`, {
      name: 'sans droit',
    });
    const nobody = await signIn(url, bare.id, bare.secret);
    expect((await rawFetch(nobody, `fhir/R4/Binary/${id}`)).status).toBe(404);
  });
});

describe('headers', () => {
  test('a document cannot run as a page of this origin', async () => {
    const { id } = await create('<script>alert(1)</script>', 'text/html');
    const res = await rawFetch(admin, `fhir/R4/Binary/${id}`);
    expect(res.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(res.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([
    ['00000000-0000-4000-8000-000000000000', 404],
    ['nothing', 404],
  ])('Binary/%s -> %d', async (id, status) => {
    expect((await rawFetch(admin, `fhir/R4/Binary/${id}`)).status).toBe(status);
  });

  test('an unknown coding is refused', async () => {
    expect((await post('x', 'text/plain', { 'content-encoding': 'br' })).status).toBe(415);
  });
});

test('equal documents share one file', async () => {
  const count = async () =>
    (await readdir(join(harness.dir, 'binary'), { recursive: true, withFileTypes: true })).filter((one) =>
      one.isFile(),
    ).length;
  await create('identique', 'text/plain');
  const before = await count();
  await create('identique', 'text/csv');
  expect(await count()).toBe(before);
});
