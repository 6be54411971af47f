import type { MedplumClient } from '@medplum/core';
import type { Bundle, BundleEntry, OperationOutcome, Resource } from '@medplum/fhirtypes';

/**
 * Several reads or searches in one request.
 * @param urls relative FHIR URLs.
 * @returns for each URL the resources found, included ones too; a resource read by id that is not there gives
 * none.
 * @throws Error when the server fails: the caller's job is then retried.
 */
export async function readBatch(medplum: MedplumClient, urls: readonly string[]): Promise<Resource[][]> {
  if (urls.length === 0) {
    return [];
  }
  const entry = urls.map((url): BundleEntry => ({ request: { method: 'GET', url } }));
  const response = await medplum.executeBatch({ resourceType: 'Bundle', type: 'batch', entry });
  return urls.map((url, index) => found(url, response.entry?.[index]));
}

function found(url: string, entry: BundleEntry | undefined): Resource[] {
  const status = Number.parseInt(entry?.response?.status ?? '500', 10);
  if (status === 404 || status === 410) {
    return [];
  }
  if (status >= 400) {
    throw new Error(`Lecture de ${url.split('?')[0]} impossible : ${outcomeText(entry?.response?.outcome)}`);
  }
  const resource = entry?.resource;
  if (resource?.resourceType !== 'Bundle') {
    return resource ? [resource] : [];
  }
  return (resource.entry ?? []).flatMap((one) => one.resource ?? []);
}

function outcomeText(outcome: Resource | undefined): string {
  const issue = (outcome as OperationOutcome | undefined)?.issue?.[0];
  return issue?.details?.text ?? issue?.diagnostics ?? 'le serveur n’a pas répondu';
}

/**
 * All or nothing. A server that runs a transaction as a batch (no feature `transaction-bundles`) answers
 * entry by entry: the first refusal is thrown, so the caller never takes half a success for a whole one.
 */
export async function transaction(medplum: MedplumClient, entry: BundleEntry[]): Promise<Bundle> {
  const response = await medplum.executeBatch({ resourceType: 'Bundle', type: 'transaction', entry });
  for (const { response: one } of response.entry ?? []) {
    if (Number.parseInt(one?.status ?? '500', 10) >= 400) {
      throw new Error(`Écriture refusée : ${outcomeText(one?.outcome)}`);
    }
  }
  return response;
}

/** Replaces a resource only if nobody changed it since it was read. */
export function update(resource: Resource): BundleEntry {
  const version = resource.meta?.versionId;
  const url = `${resource.resourceType}/${resource.id}`;
  return { resource, request: { method: 'PUT', url, ...(version ? { ifMatch: `W/"${version}"` } : {}) } };
}

/** Creates a resource that others of the transaction name by `fullUrl`. */
export function create(
  resource: Resource,
  options: { fullUrl?: string; ifNoneExist?: string } = {},
): BundleEntry {
  const { fullUrl, ifNoneExist } = options;
  const request = {
    method: 'POST' as const,
    url: resource.resourceType,
    ...(ifNoneExist ? { ifNoneExist } : {}),
  };
  return { ...(fullUrl ? { fullUrl } : {}), resource, request };
}
