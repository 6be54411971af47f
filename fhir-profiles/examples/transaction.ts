import type { Bundle, Reference, Resource } from '@medplum/fhirtypes';

/** A copy with every `reference` rewritten; one that `rename` does not know stays as it is. */
function relink<T>(value: T, rename: (reference: string) => string | undefined): T {
  if (Array.isArray(value)) return value.map((item) => relink(item, rename)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, relink(item, rename)]));
  const { reference } = value as Reference;
  if (typeof reference === 'string') copy.reference = rename(reference) ?? reference;
  return copy as T;
}

/**
 * The resources as one transaction that creates them all: a server gives its own ids, so references between them are
 * `urn:uuid:`, which it resolves. The response has the new ids in the same order.
 */
export function asTransaction(resources: Iterable<Resource>): Bundle {
  const all = [...resources];
  const known = new Map(
    all.filter(({ id }) => id).map(({ resourceType, id }) => [`${resourceType}/${id}`, `urn:uuid:${id}`]),
  );
  return {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: all.map((resource) => {
      const { id, ...content } = relink(resource, (reference) => known.get(reference));
      return {
        ...(id ? { fullUrl: `urn:uuid:${id}` } : {}),
        resource: content as Resource,
        request: { method: 'POST', url: resource.resourceType },
      };
    }),
  };
}

/**
 * A resource as a creation on a server where the others were created by `asTransaction`.
 * @param created what was sent -> what the server made of it, as `Type/id`.
 */
export function asCreation<T extends Resource>(resource: T, created: ReadonlyMap<string, string>): T {
  const { id: _, ...content } = relink(resource, (reference) => created.get(reference));
  return content as T;
}

/** Pairs what was sent with what the server answered: `Patient/<example id>` -> `Patient/<server id>`. */
export function createdReferences(sent: Iterable<Resource>, response: Bundle): Map<string, string> {
  const all = [...sent];
  if (response.entry?.length !== all.length) throw new Error('The response does not answer this transaction');
  return new Map(
    all.map(({ resourceType, id }, index) => {
      const location = response.entry![index]!.response?.location ?? '';
      const made = new RegExp(`${resourceType}/[^/]+`).exec(location)?.[0];
      if (!made) throw new Error(`${resourceType} ${id} was not created`);
      return [`${resourceType}/${id}`, made];
    }),
  );
}
