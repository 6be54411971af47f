import type { MedplumClient } from '@medplum/core';
import { OperationOutcomeError } from '@medplum/core';
import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, test, vi } from 'vitest';
import { ConflictError, createOnce, isConflict, saveIfUnchanged } from './save.ts';

const refused = (text: string, id?: string) =>
  new OperationOutcomeError({
    resourceType: 'OperationOutcome',
    id,
    issue: [{ severity: 'error', code: 'processing', details: { text } }],
  });
const patient: Patient & { id: string } = { resourceType: 'Patient', id: '1', meta: { versionId: 'v7' } };

describe('saveIfUnchanged', () => {
  test('sends the version that was read', async () => {
    const updateResource = vi.fn(async (resource: unknown) => resource);
    await saveIfUnchanged({ updateResource } as unknown as MedplumClient, patient);
    expect(updateResource).toHaveBeenCalledWith(patient, { headers: { 'If-Match': 'W/"v7"' } });
  });

  test('a refusal of the version is a ConflictError that names the resource', async () => {
    const updateResource = vi.fn().mockRejectedValue(refused('Precondition Failed', 'precondition-failed'));
    const error = await saveIfUnchanged({ updateResource } as unknown as MedplumClient, patient).catch(
      (e) => e,
    );
    expect(error).toBeInstanceOf(ConflictError);
    expect(error.reference).toBe('Patient/1');
  });

  test('a version that a bot made of the same words is written over', async () => {
    const now = { ...patient, meta: { versionId: 'v8', accounts: [{ reference: 'Organization/1' }] } };
    const updateResource = vi
      .fn(async (resource: unknown) => resource)
      .mockRejectedValueOnce(refused('Precondition Failed', 'precondition-failed'));
    const medplum = { updateResource, readVersion: async () => patient, readResource: async () => now };
    await saveIfUnchanged(medplum as unknown as MedplumClient, { ...patient, gender: 'female' });
    expect(updateResource).toHaveBeenLastCalledWith(
      { ...patient, gender: 'female' },
      { headers: { 'If-Match': 'W/"v8"' } },
    );
  });

  test('another refusal passes as it is', async () => {
    const updateResource = vi.fn().mockRejectedValue(refused('Forbidden'));
    await expect(saveIfUnchanged({ updateResource } as unknown as MedplumClient, patient)).rejects.toThrow(
      'Forbidden',
    );
  });

  test('what was never read cannot be saved over', async () => {
    const medplum = { updateResource: vi.fn() };
    await expect(
      saveIfUnchanged(medplum as unknown as MedplumClient, { ...patient, meta: undefined }),
    ).rejects.toThrow('sans version');
    expect(medplum.updateResource).not.toHaveBeenCalled();
  });
});

test('a conflict is known by its id or by its sentence', () => {
  expect(isConflict(refused('?', 'precondition-failed'))).toBe(true);
  expect(isConflict(refused('Precondition Failed'))).toBe(true);
  expect(isConflict(refused('Not found'))).toBe(false);
  expect(isConflict(new Error('Precondition Failed'))).toBe(false);
});

test('a create is conditional on its identifier, encoded', async () => {
  const createResourceIfNoneExist = vi.fn(async (resource: unknown) => resource);
  await createOnce({ createResourceIfNoneExist } as unknown as MedplumClient, patient, 'urn:x|a b');
  expect(createResourceIfNoneExist).toHaveBeenCalledWith(patient, 'identifier=urn%3Ax%7Ca%20b');
});
