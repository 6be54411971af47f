import { randomUUID } from 'node:crypto';
import { getStatus, type OperationOutcomeError } from '@medplum/core';
import type { Patient } from '@medplum/fhirtypes';
import { beforeAll, describe, expect, test } from 'vitest';
import { patient, storeForTests } from '../testing.ts';

const { repo } = storeForTests();

let id: string;
const versions: string[] = [];

beforeAll(async () => {
  const created = await repo().createResource(patient({ birthDate: '1950-01-01' }));
  id = created.id;
  versions.push(created.meta!.versionId!);
  for (let day = 2; day <= 7; day++) {
    const updated = await repo().updateResource({ ...created, birthDate: `1950-01-0${day}` });
    versions.push(updated.meta!.versionId!);
  }
});

const dates = async (options?: { offset?: number; limit?: number }): Promise<(string | undefined)[]> => {
  const bundle = await repo().readHistory<Patient>('Patient', id, options);
  return bundle.entry!.map((entry) => entry.resource?.birthDate?.slice(-1));
};

describe('history', () => {
  test('newest first, the same at every call', async () => {
    expect(await dates()).toEqual(['7', '6', '5', '4', '3', '2', '1']);
    expect(await dates()).toEqual(['7', '6', '5', '4', '3', '2', '1']);
  });

  test('is paged', async () => {
    expect(await dates({ limit: 3 })).toEqual(['7', '6', '5']);
    expect(await dates({ limit: 3, offset: 5 })).toEqual(['2', '1']);
    expect(await dates({ limit: Number.NaN, offset: -1 })).toHaveLength(7);
  });

  test('counts all versions, whatever the page, and names each by its ETag', async () => {
    const bundle = await repo().readHistory('Patient', id, { limit: 1 });
    expect(bundle.total).toBe(7);
    expect(bundle.entry![0]).toMatchObject({
      fullUrl: `http://localhost:8103/fhir/R4/Patient/${id}`,
      response: { status: '200', etag: `W/"${versions.at(-1)}"` },
    });
  });

  test('of a deleted resource ends with its deletion', async () => {
    const created = await repo().createResource(patient());
    await repo().deleteResource('Patient', created.id);
    const bundle = await repo().readHistory('Patient', created.id);
    expect(bundle.entry![0]).toMatchObject({ request: { method: 'DELETE', url: `Patient/${created.id}` } });
    expect(bundle.entry![1]!.resource).toMatchObject({ id: created.id });
  });

  test('of nothing is a 404', async () => {
    const error = await repo()
      .readHistory('Patient', randomUUID())
      .catch((e: OperationOutcomeError) => e);
    expect(getStatus((error as OperationOutcomeError).outcome)).toBe(404);
  });
});

describe('one version', () => {
  test('is what it was', async () => {
    for (const [i, version] of versions.entries()) {
      const read = await repo().readVersion<Patient>('Patient', id, version);
      expect(read.birthDate).toBe(`1950-01-0${i + 1}`);
      expect(read.meta!.versionId).toBe(version);
    }
  });

  test('of another resource, or unknown, is a 404', async () => {
    const other = await repo().createResource(patient());
    for (const [target, version] of [
      [other.id, versions[0]!],
      [id, randomUUID()],
    ] as const) {
      await expect(repo().readVersion('Patient', target, version)).rejects.toThrow('Not found');
    }
  });
});
