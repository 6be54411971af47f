import { randomUUID } from 'node:crypto';
import type { MedplumClient, OperationOutcomeError } from '@medplum/core';
import type { Bundle, BundleEntry, Observation, Patient, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Harness, rawFetch, startHarness } from '../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
beforeAll(async () => {
  harness = await startHarness();
  admin = harness.admin;
});
afterAll(() => harness.close());

const patient = (family: string, more: Partial<Patient> = {}): Patient => ({
  resourceType: 'Patient',
  name: [{ family }],
  ...more,
});
const weight = (subject: string, value: number): Observation => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }], text: 'Poids' },
  subject: { reference: subject },
  valueQuantity: { value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  effectiveDateTime: '2026-03-02',
});
const request = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  rawFetch(admin, `fhir/R4/${path}`, {
    method,
    body: body === undefined ? undefined : JSON.stringify(body),
    headers: { 'content-type': 'application/fhir+json', ...headers },
  });
const status = async (run: Promise<unknown>): Promise<string> => {
  try {
    await run;
    return 'accepted';
  } catch (err) {
    return (
      (err as OperationOutcomeError).outcome.id ?? (err as OperationOutcomeError).outcome.issue[0]!.code!
    );
  }
};

describe('one resource, with MedplumClient', () => {
  test('is created, read, changed, listed in its history, deleted', async () => {
    const made = await admin.createResource(patient('Cycle'));
    expect(await admin.readResource('Patient', made.id)).toEqual(made);
    const changed = await admin.updateResource({ ...made, gender: 'female' });
    expect(changed.meta?.versionId).not.toBe(made.meta?.versionId);
    const history = await admin.readHistory('Patient', made.id);
    expect(history.entry?.map((one) => one.resource?.gender)).toEqual(['female', undefined]);
    expect(await admin.readVersion('Patient', made.id, made.meta!.versionId!)).toMatchObject({
      name: made.name,
    });
    await admin.deleteResource('Patient', made.id);
    expect(await status(admin.readResource('Patient', made.id))).toBe('gone');
  });

  test('is patched', async () => {
    const made = await admin.createResource(patient('Patch'));
    const path = '/gender';
    const patched = await admin.patchResource('Patient', made.id, [{ op: 'add', path, value: 'male' }]);
    expect(patched.gender).toBe('male');
  });

  test('is not written again when nothing changed', async () => {
    const made = await admin.createResource(patient('Pareil'));
    expect((await admin.updateResource({ ...made })).meta?.versionId).toBe(made.meta?.versionId);
  });

  test('is created once under a condition', async () => {
    const identifier = [{ system: 'urn:test', value: randomUUID() }];
    const query = `identifier=urn:test|${identifier[0]!.value}`;
    const one = await admin.createResourceIfNoneExist(patient('Une fois', { identifier }), query);
    const two = await admin.createResourceIfNoneExist(patient('Une fois', { identifier }), query);
    expect(two.id).toBe(one.id);
    const upserted = await admin.upsertResource(patient('Deux fois', { identifier }), query);
    expect([upserted.id, upserted.name?.[0]?.family]).toEqual([one.id, 'Deux fois']);
  });

  test('keeps Medplum’s meta for extended requests only', async () => {
    const made = await admin.createResource(patient('Meta'));
    expect(made.meta?.project).toBe(harness.server.projectId);
    const plain = (await (await request('GET', `Patient/${made.id}`)).json()) as Patient;
    expect(plain.meta?.project).toBeUndefined();
  });
});

describe('search', () => {
  beforeAll(async () => {
    for (const [family, kilos] of [
      ['Lefèvre', 60],
      ['Lefebvre', 70],
      ['Martin', 80],
    ] as const) {
      const one = await admin.createResource(patient(family, { gender: kilos > 65 ? 'male' : 'female' }));
      await admin.createResource(weight(`Patient/${one.id}`, kilos));
    }
  });
  const families = async (query: string) =>
    (await admin.searchResources('Patient', query)).map((one) => one.name?.[0]?.family).sort();
  const values = async (query: string) =>
    (await admin.searchResources('Observation', query)).map((one) => one.valueQuantity?.value).sort();

  test('names without accents, tokens, missing', async () => {
    expect(await families('name=lefevre')).toEqual(['Lefèvre']);
    expect(await families('name=lef&gender=male')).toEqual(['Lefebvre']);
    expect(await families('name=lef,martin&gender:missing=false')).toEqual(['Lefebvre', 'Lefèvre', 'Martin']);
  });

  test('quantities, dates, codes, chains, _has', async () => {
    expect(await values('value-quantity=gt65')).toEqual([70, 80]);
    expect(await values('date=2026-03&code=http://loinc.org|29463-7&value-quantity=lt65')).toEqual([60]);
    expect(await values('subject:Patient.name=lefevre')).toEqual([60]);
    expect(await families('_has:Observation:subject:value-quantity=75')).toEqual([]);
    expect(await families('_has:Observation:subject:value-quantity=80')).toEqual(['Martin']);
  });

  test('_include and _revinclude', async () => {
    const included = await admin.search('Observation', 'value-quantity=80&_include=Observation:subject');
    expect(included.entry?.map((one) => one.resource?.resourceType).sort()).toEqual([
      'Observation',
      'Patient',
    ]);
    const reverse = await admin.search('Patient', 'name=martin&_revinclude=Observation:subject');
    expect(reverse.entry?.map((one) => one.search?.mode).sort()).toEqual(['include', 'match']);
  });

  test('pages, totals and their links, also by POST', async () => {
    const first = await admin.search('Patient', 'name=lef,martin&_count=2&_total=accurate&_sort=name');
    expect(first.total).toBe(3);
    expect(first.link?.find((link) => link.relation === 'self')?.url).toContain(harness.server.url);
    const pages = [];
    for await (const page of admin.searchResourcePages('Patient', 'name=lef,martin&_count=2&_sort=name')) {
      pages.push(page.length);
    }
    expect(pages).toEqual([2, 1]);
    const form = new URLSearchParams({ name: 'martin' });
    const posted = await rawFetch(admin, 'fhir/R4/Patient/_search', { method: 'POST', body: form });
    expect(((await posted.json()) as Bundle).entry).toHaveLength(1);
  });

  test('an unknown parameter is an error, not an empty answer', async () => {
    expect((await request('GET', 'Patient?nom=Martin')).status).toBe(400);
  });

  test('GraphQL follows reverse references, and serves the schemas @medplum/react asks for', async () => {
    const query =
      '{ PatientList(name: "martin") { ObservationList(_reference: subject) { valueQuantity { value } } } }';
    const { data } = await admin.graphql(query);
    expect(data.PatientList[0].ObservationList[0].valueQuantity.value).toBe(80);
    await admin.requestSchema('Patient');
  });

  test('GraphQL shows neither hashed secrets nor the places of documents', async () => {
    const { id } = await admin.createBinary({ data: 'contenu', contentType: 'text/plain' });
    const { clientId } = harness.server;
    const query = `{ ClientApplication(id: "${clientId}") { name secret } Binary(id: "${id}") { contentType data } }`;
    const { data } = await admin.graphql(query);
    expect(data).toEqual({
      ClientApplication: { name: 'Administration' },
      Binary: { contentType: 'text/plain' },
    });
  });
});

describe('HTTP details', () => {
  test('a creation says where and which version', async () => {
    const res = await request('POST', 'Patient', patient('Lieu'));
    const made = (await res.json()) as Patient;
    expect(res.status).toBe(201);
    expect(res.headers.get('content-type')).toContain('application/fhir+json');
    expect(res.headers.get('location')).toBe(`${harness.server.url}fhir/R4/Patient/${made.id}`);
    expect(res.headers.get('etag')).toBe(`W/"${made.meta?.versionId}"`);
    expect(Date.parse(res.headers.get('last-modified')!)).not.toBeNaN();
  });

  test('If-Match protects from overwriting', async () => {
    const made = await admin.createResource(patient('Verrou'));
    const update = (version: string) =>
      request('PUT', `Patient/${made.id}`, { ...made, active: true }, { 'if-match': `W/"${version}"` });
    expect((await update(randomUUID())).status).toBe(412);
    expect((await update(made.meta!.versionId!)).status).toBe(200);
    expect((await update(made.meta!.versionId!)).status).toBe(412);
  });

  test('Prefer chooses the answer of a write', async () => {
    const minimal = await request('POST', 'Patient', patient('Court'), { prefer: 'return=minimal' });
    expect([minimal.status, await minimal.text()]).toEqual([201, '']);
    const told = await request('POST', 'Patient', patient('Dit'), { prefer: 'return=OperationOutcome' });
    expect(await told.json()).toMatchObject({ resourceType: 'OperationOutcome' });
    const read = await request('GET', 'Patient?_count=1', undefined, { prefer: 'return=minimal' });
    expect(await read.json()).toMatchObject({ resourceType: 'Bundle' });
  });

  test.each([
    ['GET', 'Patient/00000000-0000-4000-8000-000000000000', 404],
    ['GET', 'Patient/not-an-id', 404],
    ['PUT', 'Patient/00000000-0000-4000-8000-000000000000', 400],
    ['GET', 'NoSuchType', 400],
    ['GET', 'Patient/1/2/3/4/5', 404],
    ['HEAD', 'Patient', 405],
    ['POST', '%24nothing', 404],
  ])('%s %s -> %d', async (method, path, expected) => {
    const body = method === 'PUT' ? { resourceType: 'Patient' } : undefined;
    expect((await request(method, path, body)).status).toBe(expected);
  });

  test('an id of the client’s choice is not taken', async () => {
    const id = randomUUID();
    expect((await request('PUT', `Patient/${id}`, patient('Choisi', { id }))).status).toBe(404);
    const made = (await (await request('POST', 'Patient', patient('Choisi', { id }))).json()) as Patient;
    expect(made.id).not.toBe(id);
  });

  test('health and metadata need no token', async () => {
    const health = await fetch(`${harness.server.url}healthcheck`);
    expect(await health.json()).toMatchObject({ ok: true });
    const metadata = await fetch(`${harness.server.url}fhir/R4/metadata`);
    expect(await metadata.json()).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
    });
  });
});

describe('bundles', () => {
  const create = (resource: Resource, more: Partial<BundleEntry['request']> = {}): BundleEntry => ({
    fullUrl: `urn:uuid:${randomUUID()}`,
    resource,
    request: { method: 'POST', url: resource.resourceType, ...more },
  });
  const run = (type: 'batch' | 'transaction', ...entry: BundleEntry[]) =>
    admin.executeBatch({ resourceType: 'Bundle', type, entry });

  test('a transaction resolves its own references', async () => {
    const one = create(patient('Transaction'));
    const result = await run('transaction', create(weight(one.fullUrl!, 90)), one);
    const location = result.entry?.[1]?.response?.location;
    const observation = result.entry?.[0]?.resource as Observation;
    expect(observation.subject?.reference).toBe(location);
  });

  test('a transaction with one bad entry writes nothing; a batch writes the others', async () => {
    const family = `Annulée-${randomUUID()}`;
    const bad = create({ resourceType: 'Patient', birthDate: 'hier' } as Patient);
    expect(await status(run('transaction', create(patient(family)), bad))).not.toBe('accepted');
    expect(await admin.searchResources('Patient', { family })).toHaveLength(0);
    const result = await run('batch', create(patient(family)), bad);
    expect(result.entry?.map((one) => one.response?.status)).toEqual(['201', '400']);
    expect(await admin.searchResources('Patient', { family })).toHaveLength(1);
  });

  test('a reference to nothing is refused, wherever it is', async () => {
    const dangling = weight(`Patient/${randomUUID()}`, 1);
    expect((await request('POST', 'Observation', dangling)).status).toBe(400);
    expect(await status(run('transaction', create(dangling)))).not.toBe('accepted');
  });

  test('concurrent transactions with the same condition create one resource', async () => {
    const identifier = [{ system: 'urn:course', value: randomUUID() }];
    const ifNoneExist = `identifier=urn:course|${identifier[0]!.value}`;
    const results = await Promise.all(
      Array.from({ length: 12 }, () =>
        run('transaction', create(patient('Course', { identifier }), { ifNoneExist })),
      ),
    );
    const created = results.filter((one) => one.entry?.[0]?.response?.status === '201');
    expect(created).toHaveLength(1);
    expect(await admin.searchResources('Patient', ifNoneExist)).toHaveLength(1);
  });

  test('fifty updates pass, more do not, as on the real server', async () => {
    const made = await run('transaction', ...Array.from({ length: 51 }, (_, i) => create(patient(`P${i}`))));
    const update = (one: BundleEntry): BundleEntry => ({
      resource: { ...(one.resource as Patient), active: true },
      request: { method: 'PUT', url: one.response!.location! },
    });
    expect(await status(run('transaction', ...made.entry!.map(update)))).not.toBe('accepted');
    expect((await run('transaction', ...made.entry!.slice(1).map(update))).entry).toHaveLength(50);
  });
});

test('one hundred creations at the same time all succeed, each with its own id', async () => {
  const family = `Foule-${randomUUID()}`;
  const made = await Promise.all(Array.from({ length: 100 }, () => admin.createResource(patient(family))));
  expect(new Set(made.map((one) => one.id)).size).toBe(100);
  expect(await admin.searchResources('Patient', { family, _count: 200 })).toHaveLength(100);
});
