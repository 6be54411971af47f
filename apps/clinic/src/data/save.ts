import { isOperationOutcome, type MedplumClient, OperationOutcomeError } from '@medplum/core';
import type { Resource, ResourceType } from '@medplum/fhirtypes';
import { currentVersion, TRIES } from './current-version.ts';

/** Somebody else saved this resource since it was read: the caller reads it again and merges. */
export class ConflictError extends Error {
  readonly reference: string;
  constructor(reference: string) {
    super(`${reference} a été modifié entre-temps`);
    this.name = 'ConflictError';
    this.reference = reference;
  }
}

/** 412, on both servers: the version sent in If-Match is no longer the current one. */
export function isConflict(error: unknown): boolean {
  if (error instanceof ConflictError) return true;
  if (!(error instanceof OperationOutcomeError) || !isOperationOutcome(error.outcome)) return false;
  const [issue] = error.outcome.issue ?? [];
  return error.outcome.id === 'precondition-failed' || issue?.details?.text === 'Precondition Failed';
}

/**
 * Updates a resource only if it still says what was read (`If-Match` on `meta.versionId`, tried again when a
 * bot has only changed who may see it).
 * @throws ConflictError when it is not; nothing is written then.
 */
export async function saveIfUnchanged<T extends Resource>(
  medplum: MedplumClient,
  resource: T & { id?: string },
): Promise<T> {
  let version = resource.meta?.versionId;
  if (!resource.id || !version) throw new Error(`${resource.resourceType} sans identifiant ou sans version`);
  const reference = `${resource.resourceType}/${resource.id}`;
  for (let left = TRIES; ; left--) {
    try {
      return (await medplum.updateResource(resource as T & { id: string }, {
        headers: { 'If-Match': `W/"${version}"` },
      })) as T;
    } catch (error) {
      if (!isConflict(error)) throw error;
      version = left > 1 ? await currentVersion(medplum, reference, version) : undefined;
      if (!version) throw new ConflictError(reference);
    }
  }
}

/**
 * Creates a resource once: tried again after an answer that was lost, it gives the one already there.
 * @param identifier `system|value` that no other resource of the type has.
 */
export async function createOnce<T extends Resource>(
  medplum: MedplumClient,
  resource: T,
  identifier: string,
): Promise<T> {
  const type = resource.resourceType as ResourceType;
  return (await medplum.createResourceIfNoneExist(
    resource as never,
    `identifier=${encodeURIComponent(identifier)}`,
  )) as unknown as T & { resourceType: typeof type };
}
