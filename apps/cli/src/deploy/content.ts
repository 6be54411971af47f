import type { Resource } from '@medplum/fhirtypes';

/** What the server adds to a resource, and what says nothing of its content. */
const SERVER_META = ['versionId', 'lastUpdated', 'author', 'project', 'compartment', 'account', 'accounts'];

/** Do both say the same, whatever the server added and in whatever order it keeps its keys? */
export function sameContent(a: Resource, b: Resource): boolean {
  return canonical(a) === canonical(b);
}

/** The content as one text: keys sorted, no id, no server metadata, nothing undefined. */
export function canonical(resource: Resource): string {
  const { id: _, meta, ...rest } = resource as Resource & Record<string, unknown>;
  const own = Object.fromEntries(Object.entries(meta ?? {}).filter(([key]) => !SERVER_META.includes(key)));
  return JSON.stringify(sorted(Object.keys(own).length > 0 ? { ...rest, meta: own } : rest));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]),
  );
}
