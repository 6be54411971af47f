import type { MedplumClient } from '@medplum/core';

/** @throws Error in French when the client belongs to none. */
export function projectOf(service: MedplumClient): string {
  const id = service.getProject()?.id;
  if (!id) throw new Error('Le serveur ne dit pas quel projet ce client administre.');
  return id;
}
