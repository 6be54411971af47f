import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Bundle, Composition, Resource } from '@medplum/fhirtypes';

const FOLDER = join(import.meta.dirname, 'golden');

/** The golden record by file name: a complete fiche of a fictive patient, every section and coded entry filled. */
export type Golden = ReadonlyMap<string, Resource>;

/**
 * Reads the golden record anew, so that a test may change what it gets.
 * @returns file name without `.json` -> resource, in alphabetical order.
 */
export function goldenResources(): Golden {
  const names = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return new Map(
    names.sort().map((file) => [file.slice(0, -5), JSON.parse(readFileSync(join(FOLDER, file), 'utf8'))]),
  );
}

/** One resource of the golden record by its file name. */
export function golden<T extends Resource = Resource>(name: string): T {
  const resource = goldenResources().get(name);
  if (!resource) throw new Error(`No golden resource named ${name}`);
  return resource as T;
}

/** The golden record as the document Bundle the transforms take: the Composition first (docs/model.md). */
export function goldenBundle(): Bundle {
  const resources = goldenResources();
  const composition = resources.get('frcp') as Composition;
  const others = [...resources.values()].filter((resource) => resource !== composition);
  return {
    resourceType: 'Bundle',
    type: 'document',
    identifier: composition.identifier,
    timestamp: composition.date,
    entry: [composition, ...others].map((resource) => ({ fullUrl: `urn:uuid:${resource.id}`, resource })),
  } as Bundle;
}
