import type { MedplumClient } from '@medplum/core';
import type { Composition, Resource } from '@medplum/fhirtypes';
import type { Ledger } from './ledger.ts';

/**
 * Finds again what a stored fiche points to. The story makes the same fiche twice, so that the n-th entry of a
 * section of its local form is the n-th entry of the stored one: one read binds the thirty resources of a case.
 * @throws Error when the fiche is not on the server.
 */
export async function adopt(
  medplum: MedplumClient,
  local: Composition,
  ledger: Ledger,
): Promise<Composition> {
  const id = ledger.find(local)?.id;
  if (!id) throw new Error(`${local.identifier?.value} was not written yet`);
  const stored = await medplum.readResource('Composition', id, { cache: 'reload' });
  local.section?.forEach(({ entry }, section) => {
    entry?.forEach(({ reference }, n) => {
      const found = stored.section?.[section]?.entry?.[n]?.reference;
      const [resourceType, localId] = reference?.split('/') ?? [];
      const [type, serverId] = found?.split('/') ?? [];
      if (serverId && type === resourceType) ledger.bind({ resourceType, id: localId } as Resource, serverId);
    });
  });
  return stored;
}
