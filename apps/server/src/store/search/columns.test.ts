import { randomUUID } from 'node:crypto';
import type { Patient } from '@medplum/fhirtypes';
import { beforeAll, expect, test } from 'vitest';
import { admin, find, PROJECT, patient, refusal, storeForTests } from '../testing.ts';

const { repo } = storeForTests();
const account = { reference: `Organization/${randomUUID()}` };
let all: (Patient & { id: string })[];

beforeAll(async () => {
  all = [
    await repo(admin()).createResource(patient({ meta: { accounts: [account] } })),
    await repo().createResource(patient()),
    await repo().createResource(patient()),
  ];
});

/** The places of the found patients in the order of creation. */
const places = async (query: string): Promise<number[]> =>
  (await find(repo(), `Patient?${query}`)).map((found) => all.findIndex((p) => p.id === found.id));

test('_id: one, several, not, with its type, unknown, and not a UUID', async () => {
  expect(await places(`_id=${all[1]!.id}`)).toEqual([1]);
  expect(await places(`_id=${all[2]!.id},${all[0]!.id}`)).toEqual([0, 2]);
  expect(await places(`_id:not=${all[1]!.id}`)).toEqual([0, 2]);
  expect(await places(`_id=Patient/${all[1]!.id}`)).toEqual([1]);
  expect(await places(`_id=Observation/${all[1]!.id}`)).toEqual([]);
  expect(await places(`_id=${randomUUID()}`)).toEqual([]);
  expect(await places('_id=moi')).toEqual([]);
});

test('_lastUpdated: both sides of a write time', async () => {
  const at = all[1]!.meta!.lastUpdated!;
  expect(await places(`_lastUpdated=${at}`)).toEqual([1]);
  expect(await places(`_lastUpdated=gt${at}`)).toEqual([2]);
  expect(await places(`_lastUpdated=le${at}`)).toEqual([0, 1]);
  expect(await places(`_lastUpdated=ge${at}&_lastUpdated=lt${all[2]!.meta!.lastUpdated}`)).toEqual([1]);
});

test('_compartment: a patient, an account, the project, an id alone', async () => {
  expect(await places(`_compartment=Patient/${all[1]!.id}`)).toEqual([1]);
  expect(await places(`_compartment=${account.reference}`)).toEqual([0]);
  expect(await places(`_compartment=${account.reference.slice('Organization/'.length)}`)).toEqual([0]);
  expect(await places(`_compartment=${all[1]!.id}`)).toEqual([1]);
  expect(await places(`_compartment=Project/${PROJECT}`)).toEqual([0, 1, 2]);
  expect(await places(`_compartment:not=${account.reference}`)).toEqual([1, 2]);
  expect(await places(`_compartment=${account.reference},Patient/${all[2]!.id}`)).toEqual([0, 2]);
});

test('_project: the caller’s own, or nothing', async () => {
  expect(await places(`_project=${PROJECT}`)).toEqual([0, 1, 2]);
  expect(await places(`_project=${randomUUID()}`)).toEqual([]);
});

test('modifiers these parameters do not have are refused', async () => {
  expect(await refusal(places('_id:contains=a'))).toContain(
    'Modificateur ou préfixe impossible pour _id : contains',
  );
  expect(await refusal(places('_compartment:text=a'))).toContain('Modificateur ou préfixe impossible');
});
