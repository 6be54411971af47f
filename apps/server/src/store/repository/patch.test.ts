import { randomUUID } from 'node:crypto';
import type { Patient } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { patient, refusal, storeForTests } from '../testing.ts';
import { applyTo } from './patch.ts';

const { repo } = storeForTests();

describe('JSON Patch', () => {
  test('changes what it says and nothing else', async () => {
    const created = await repo().createResource(patient({ active: true, gender: 'female' }));
    const patched = await repo().patchResource<Patient>('Patient', created.id, [
      { op: 'test', path: '/active', value: true },
      { op: 'replace', path: '/active', value: false },
      { op: 'add', path: '/name/0/given/-', value: 'Anaïs' },
      { op: 'remove', path: '/gender' },
    ]);
    expect(patched).toMatchObject({ active: false, name: [{ family: 'Duval', given: ['Zoé', 'Anaïs'] }] });
    expect(patched.gender).toBeUndefined();
    expect((await repo().readHistory('Patient', created.id)).total).toBe(2);
  });

  test('is all or nothing', async () => {
    const created = await repo().createResource(patient({ active: true }));
    const failing = repo().patchResource('Patient', created.id, [
      { op: 'replace', path: '/active', value: false },
      { op: 'test', path: '/gender', value: 'male' },
    ]);
    await expect(failing).rejects.toThrow();
    expect(await repo().readResource('Patient', created.id)).toEqual(created);
  });

  test('that leads to an invalid resource is refused', async () => {
    const created = await repo().createResource(patient());
    const failing = repo().patchResource('Patient', created.id, [{ op: 'add', path: '/gendre', value: 'x' }]);
    expect(await refusal(failing)).toBe('Propriété inconnue : gendre');
  });

  test('that changes nothing writes nothing', async () => {
    const created = await repo().createResource(patient({ active: true }));
    const same = await repo().patchResource('Patient', created.id, [
      { op: 'replace', path: '/active', value: true },
    ]);
    expect(same.meta!.versionId).toBe(created.meta!.versionId);
  });

  test('respects If-Match', async () => {
    const created = await repo().createResource(patient());
    const patch = [{ op: 'add' as const, path: '/active', value: true }];
    await expect(
      repo().patchResource('Patient', created.id, patch, { ifMatch: randomUUID() }),
    ).rejects.toThrow();
    await repo().patchResource('Patient', created.id, patch, { ifMatch: created.meta!.versionId! });
  });
});

test('FHIRPath Patch changes what it says', async () => {
  const created = await repo().createResource(patient({ active: true }));
  const patched = await repo().patchResource<Patient>('Patient', created.id, {
    resourceType: 'Parameters',
    parameter: [
      {
        name: 'operation',
        part: [
          { name: 'type', valueCode: 'replace' },
          { name: 'path', valueString: 'Patient.active' },
          { name: 'value', valueBoolean: false },
        ],
      },
    ],
  });
  expect(patched.active).toBe(false);
});

describe('applyTo', () => {
  const base = { ...patient(), id: randomUUID() };

  test('never touches its argument', () => {
    const before = structuredClone(base);
    applyTo(base, [{ op: 'add', path: '/active', value: true }]);
    expect(base).toEqual(before);
  });

  test('never changes what the resource is', () => {
    for (const path of ['/id', '/resourceType']) {
      expect(() => applyTo(base, [{ op: 'replace', path, value: 'Group' }])).toThrow(
        /ni le type ni l’identifiant/,
      );
    }
  });

  test('never reaches a JavaScript prototype', () => {
    const segment = fc.constantFrom('__proto__', 'constructor', 'prototype', 'name', '0', 'polluted');
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 5 }), (segments) => {
        try {
          applyTo(base, [{ op: 'add', path: `/${segments.join('/')}`, value: 'x' }]);
        } catch {
          // Refused: just as well.
        }
        expect(({} as Record<string, unknown>).polluted).toBeUndefined();
        expect(Object.hasOwn(Object.prototype, 'name')).toBe(false);
      }),
    );
  });
});
