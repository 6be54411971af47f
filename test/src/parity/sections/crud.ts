import type { Patient } from '@medplum/fhirtypes';
import { describe, expect, test } from 'vitest';
import { differs, outcomeId, refusal, type Target } from '../support.ts';

export function crud(target: () => Target): void {
  const create = (family: string) =>
    target().medplum.createResource<Patient>({
      resourceType: 'Patient',
      meta: target().meta,
      name: [{ family: `${family}${target().run}` }],
    });

  describe('CRUD', () => {
    test('create gives an id, a version and an author; read gives the same', async () => {
      const patient = await create('Cree');
      expect(patient.id).toMatch(/^[0-9a-f-]{36}$/);
      expect(patient.meta?.versionId).toBeTruthy();
      expect((patient.meta as { author?: { reference?: string } }).author?.reference).toContain('/');
      expect(await target().medplum.readResource('Patient', patient.id)).toEqual(patient);
    });

    test('update makes a version; the same content again makes none', async () => {
      const patient = await create('Modifie');
      const updated = await target().medplum.updateResource<Patient>({ ...patient, gender: 'female' });
      expect(updated.meta?.versionId).not.toBe(patient.meta?.versionId);
      const again = await target().medplum.updateResource<Patient>({ ...updated });
      expect(again.meta?.versionId).toBe(updated.meta?.versionId);
    });

    test('patch, history and version', async () => {
      const { medplum } = target();
      const patient = await create('Historique');
      await medplum.patchResource('Patient', patient.id, [{ op: 'add', path: '/gender', value: 'male' }]);
      const history = await medplum.readHistory('Patient', patient.id);
      expect(history.entry?.map(({ resource }) => (resource as Patient).gender)).toEqual(['male', undefined]);
      const first = await medplum.readVersion('Patient', patient.id, patient.meta!.versionId!);
      expect(first.gender).toBeUndefined();
      const failing = [{ op: 'test' as const, path: '/gender', value: 'female' }];
      expect(await outcomeId(medplum.patchResource('Patient', patient.id, failing))).not.toBe('accepted');
    });

    test('a deleted resource is gone, and its history stays', async () => {
      const { medplum } = target();
      const patient = await create('Supprime');
      await medplum.deleteResource('Patient', patient.id);
      expect(await outcomeId(medplum.readResource('Patient', patient.id))).toBe('gone');
      expect((await medplum.readHistory('Patient', patient.id)).entry?.length).toBe(2);
    });

    test('an unknown id is not found; ids are the server’s to choose', async () => {
      const { medplum } = target();
      const id = crypto.randomUUID();
      expect(await outcomeId(medplum.readResource('Patient', id))).toBe('not-found');
      const chosen: Patient = { resourceType: 'Patient', id };
      expect(await outcomeId(medplum.updateResource(chosen))).toBe('not-found');
    });

    test('If-Match protects from a lost update', async () => {
      const { medplum } = target();
      const patient = await create('Protege');
      const headers = (version: string) => ({ 'If-Match': `W/"${version}"` });
      const write = (gender: Patient['gender'], version: string) =>
        medplum.updateResource<Patient>({ ...patient, gender }, { headers: headers(version) });
      await write('female', patient.meta!.versionId!);
      expect(await outcomeId(write('male', patient.meta!.versionId!))).toBe('precondition-failed');
    });
  });

  differs('if-match', async () => {
    const patient = await create('Etiquette');
    const headers = { 'If-Match': patient.meta!.versionId! };
    const write = target().medplum.updateResource<Patient>({ ...patient, gender: 'male' }, { headers });
    expect(await refusal(write)).toContain('If-Match');
  });

  differs(
    'french',
    async () => {
      const read = target().medplum.readResource('Patient', crypto.randomUUID());
      expect(await refusal(read)).toBe('Ressource introuvable');
      const wrong = target().medplum.post('fhir/R4/Patient', { resourceType: 'Task' });
      expect(await refusal(wrong)).toContain('Type attendu');
    },
    async () => {
      const read = target().medplum.readResource('Patient', crypto.randomUUID());
      expect(await refusal(read)).toBe('Not found');
    },
  );
}
