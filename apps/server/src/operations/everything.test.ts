import type { MedplumClient } from '@medplum/core';
import type { Bundle, Organization, Patient, Practitioner, Resource } from '@medplum/fhirtypes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Harness, rawFetch, startHarness } from '../testing/harness.ts';

let harness: Harness;
let admin: MedplumClient;
let patient: Patient & { id: string };
const reference = () => ({ reference: `Patient/${patient.id}` });

beforeAll(async () => {
  harness = await startHarness();
  admin = harness.admin;
  const organization = await admin.createResource<Organization>({ resourceType: 'Organization', name: 'CH' });
  const doctor = await admin.createResource<Practitioner>({ resourceType: 'Practitioner' });
  const managingOrganization = { reference: `Organization/${organization.id}` };
  patient = await admin.createResource<Patient>({ resourceType: 'Patient', managingOrganization });
  const other = await admin.createResource<Patient>({ resourceType: 'Patient' });
  for (const subject of [reference(), reference(), { reference: `Patient/${other.id}` }]) {
    await admin.createResource({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Poids' },
      subject,
      performer: [{ reference: `Practitioner/${doctor.id}` }],
    });
  }
  await admin.createResource({
    resourceType: 'Flag',
    status: 'active',
    code: { text: 'Alerte' },
    subject: reference(),
  });
});
afterAll(() => harness.close());

const ask = async (query = '') => {
  const res = await rawFetch(admin, `fhir/R4/Patient/${patient.id}/$everything${query}`);
  return { status: res.status, bundle: (await res.json()) as Bundle };
};
const types = ({ entry }: Bundle, mode: string) =>
  (entry ?? []).flatMap(({ resource, search }) => (search?.mode === mode ? [resource!.resourceType] : []));

test('the patient first, its compartment, and whom these point to', async () => {
  const { bundle } = await ask();
  const matches = types(bundle, 'match');
  expect(matches[0]).toBe('Patient');
  expect(matches.slice(1).sort()).toEqual(['Flag', 'Observation', 'Observation']);
  expect(types(bundle, 'include').sort()).toEqual(['Organization', 'Practitioner']);
  expect(bundle.entry?.[0]?.fullUrl).toBe(`${harness.server.url}fhir/R4/Patient/${patient.id}`);
});

test('by MedplumClient', async () => {
  const bundle = await admin.readPatientEverything(patient.id);
  expect(bundle.entry).toHaveLength(6);
});

test('only the types asked for, only what changed since', async () => {
  expect(types((await ask('?_type=Observation')).bundle, 'match')).toEqual(['Observation', 'Observation']);
  expect((await ask('?_since=2100-01-01')).bundle.entry).toEqual([]);
});

test('page after page gives all of it, once', async () => {
  const seen: string[] = [];
  let query: string | undefined = '?_count=1';
  for (let pages = 0; query !== undefined && pages < 10; pages++) {
    const { bundle }: { bundle: Bundle } = await ask(query);
    seen.push(...(bundle.entry ?? []).flatMap((e) => (e.search?.mode === 'match' ? [e.resource!.id!] : [])));
    query = bundle.link?.find(({ relation }) => relation === 'next')?.url.replace(/^[^?]*/, '');
  }
  expect(seen).toHaveLength(4);
  expect(new Set(seen).size).toBe(4);
});

test('what cannot be answered whole is refused', async () => {
  for (const query of ['?start=hier', '?end=2026-13', '?start=2026-02&end=2026-01', '?start=']) {
    expect([query, (await ask(query)).status]).toEqual([query, 400]);
  }
  expect((await ask('?_type=Foo')).status).toBe(400);
  expect((await ask('?_count=x')).status).toBe(400);
  const res = await rawFetch(admin, 'fhir/R4/Patient/00000000-0000-4000-8000-000000000000/$everything');
  expect(res.status).toBe(404);
});

test('start and end are about care: what happened then, what lasts, what has no date', async () => {
  const one = await admin.createResource<Patient>({ resourceType: 'Patient', birthDate: '1950-02-03' });
  const subject = { reference: `Patient/${one.id}` };
  const code = (text: string) => ({ text });
  const resources: Resource[] = [
    ...['2026-01-31', '2026-02-01', '2026-02-28T23:30:00Z', '2026-03-01T00:00:00Z'].map(
      (effectiveDateTime): Resource => ({
        resourceType: 'Observation',
        status: 'final',
        code: code(effectiveDateTime),
        subject,
        effectiveDateTime,
      }),
    ),
    { resourceType: 'Observation', status: 'final', code: code('sans date'), subject },
    {
      resourceType: 'Procedure',
      status: 'completed',
      code: code('à cheval'),
      subject,
      performedPeriod: { start: '2025-12-01', end: '2026-02-02' },
    },
    {
      resourceType: 'Procedure',
      status: 'in-progress',
      code: code('en cours'),
      subject,
      performedPeriod: { start: '2026-01-15' },
    },
    {
      resourceType: 'Procedure',
      status: 'completed',
      code: code('avant'),
      subject,
      performedDateTime: '2025',
    },
    { resourceType: 'Condition', code: code('ancienne'), subject, onsetDateTime: '1990' },
    {
      resourceType: 'Task',
      status: 'requested',
      intent: 'order',
      description: 'plus tard',
      for: subject,
      authoredOn: '2026-06-01',
      restriction: { period: { start: '2026-02-10' } },
    },
  ];
  for (const resource of resources) {
    await admin.createResource(resource);
  }
  const seen = async (query: string) => {
    const res = await rawFetch(admin, `fhir/R4/Patient/${one.id}/$everything?${query}`);
    return ((await res.json()) as Bundle)
      .entry!.map(({ resource }) => {
        const { code: concept, description } = resource as { code?: { text: string }; description?: string };
        return concept?.text ?? description ?? resource!.resourceType;
      })
      .sort();
  };
  const always = ['Patient', 'ancienne', 'sans date'];
  const during = ['2026-02-01', '2026-02-28T23:30:00Z', 'en cours', 'à cheval'];
  expect(await seen('start=2026-02&end=2026-02')).toEqual([...always, ...during].sort());
  expect(await seen('end=2026-01-31')).toEqual(
    [...always, '2026-01-31', 'avant', 'en cours', 'à cheval'].sort(),
  );
  expect(await seen('start=2026-03-01')).toEqual(
    [...always, '2026-03-01T00:00:00Z', 'en cours', 'plus tard'].sort(),
  );
  expect(await seen('start=2026-02&end=2026-02&_type=Observation')).toEqual(
    ['2026-02-01', '2026-02-28T23:30:00Z', 'sans date'].sort(),
  );
});

test('a part of the record comes in pages too, each resource once', async () => {
  const one = await admin.createResource<Patient>({ resourceType: 'Patient' });
  const subject = { reference: `Patient/${one.id}` };
  for (let month = 1; month <= 9; month++) {
    await admin.createResource({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'x' },
      subject,
      effectiveDateTime: `2026-0${month}`,
    });
  }
  const seen: string[] = [];
  let query: string | undefined = '?start=2026-03&end=2026-08&_count=2';
  for (let pages = 0; query !== undefined && pages < 10; pages++) {
    const res = await rawFetch(admin, `fhir/R4/Patient/${one.id}/$everything${query}`);
    const bundle = (await res.json()) as Bundle;
    seen.push(...bundle.entry!.map(({ resource }) => resource!.id!));
    query = bundle.link?.find(({ relation }) => relation === 'next')?.url.replace(/^[^?]*/, '');
  }
  expect(seen).toHaveLength(7);
  expect(new Set(seen).size).toBe(7);
});
