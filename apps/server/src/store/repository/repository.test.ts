import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { patient, refusal, storeForTests } from '../testing.ts';

const { repo } = storeForTests();

describe('references', () => {
  test('are read one by one', async () => {
    const created = await repo().createResource(patient());
    expect(await repo().readReference({ reference: `Patient/${created.id}` })).toEqual(created);
  });

  test.each(['', 'Patient', 'Patient/a/b', '#contenu', 'https://x.example/Patient/1'])(
    '%j is not one',
    async (reference) => {
      expect(await refusal(repo().readReference({ reference }))).toContain('Référence invalide');
    },
  );

  test('or together, an error standing for each one that cannot be read', async () => {
    const created = await repo().createResource(patient());
    const [found, missing, bad] = await repo().readReferences([
      { reference: `Patient/${created.id}` },
      { reference: `Patient/${randomUUID()}` },
      { display: 'sans référence' },
    ]);
    expect(found).toEqual(created);
    expect(missing).toBeInstanceOf(Error);
    expect(bad).toBeInstanceOf(Error);
  });
});

test('ids are new UUIDs', () => {
  const ids = Array.from({ length: 100 }, () => repo().generateId());
  expect(new Set(ids).size).toBe(100);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test('reading what never was, or by an id that is none, is a 404', async () => {
  expect(await refusal(repo().readResource('Patient', randomUUID()))).toBe('Not found');
  expect(await refusal(repo().readResource('Patient', "' OR 1=1 --"))).toBe('Not found');
  expect(await refusal(repo().readResource('Patiente', randomUUID()))).toBe(
    'Type de ressource inconnu : Patiente',
  );
});

test('readers and writers see the same data, whatever the mode', async () => {
  const reader = repo();
  reader.setMode('reader');
  const created = await reader.createResource(patient());
  expect(await reader.readResource('Patient', created.id)).toEqual(created);
});

test('searchOne and searchResources of the base class', async () => {
  const value = randomUUID();
  const created = await repo().createResource(patient({ identifier: [{ value }] }));
  const request = {
    resourceType: 'Patient' as const,
    filters: [{ code: 'identifier', operator: 'eq' as const, value }],
  };
  expect(await repo().searchOne(request)).toEqual(created);
  expect(await repo().searchResources(request)).toEqual([created]);
  expect(
    await repo().searchOne({ ...request, filters: [{ ...request.filters[0]!, value: 'absent' }] }),
  ).toBeUndefined();
});
