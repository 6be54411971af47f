import type { MedplumClient } from '@medplum/core';
import type { Bundle, Organization, Patient, Practitioner } from '@medplum/fhirtypes';
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
  expect((await ask('?start=2026-01-01')).status).toBe(400);
  expect((await ask('?_type=Foo')).status).toBe(400);
  expect((await ask('?_count=x')).status).toBe(400);
  const res = await rawFetch(admin, 'fhir/R4/Patient/00000000-0000-4000-8000-000000000000/$everything');
  expect(res.status).toBe(404);
});
