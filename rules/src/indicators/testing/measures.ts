import { readdirSync, readFileSync } from 'node:fs';
import type { Library, Measure } from '@medplum/fhirtypes';
import { isExported, isSteering } from '../topics.ts';

const folder = new URL('../../../../fhir-profiles/measures/', import.meta.url);

function load(): (Measure | Library)[] {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => JSON.parse(readFileSync(new URL(name, folder), 'utf8')));
}

/** True for what is counted; a Measure of figures loaded from outside (FA_PMSI) has no such topic. */
function isCounted(measure: Measure): boolean {
  return isExported(measure) || isSteering(measure);
}

/** The published Measures that are counted, and the libraries they use, as deployed. Each call gives fresh copies. */
export function published(): { measures: Measure[]; libraries: Library[] } {
  const all = load();
  return {
    measures: all.filter(
      (resource): resource is Measure => resource.resourceType === 'Measure' && isCounted(resource),
    ),
    libraries: all.filter((resource): resource is Library => resource.resourceType === 'Library'),
  };
}
