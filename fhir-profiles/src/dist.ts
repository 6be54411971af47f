import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource, StructureDefinition } from '@medplum/fhirtypes';

const DIST = join(import.meta.dirname, '..', 'dist');

/** A set must find its systems, a profile its sets, a measure its library. */
const ORDER = [
  'CodeSystem',
  'ValueSet',
  'StructureDefinition',
  'PlanDefinition',
  'Library',
  'Measure',
  'Questionnaire',
];

/**
 * Everything `dcc deploy` sends, in the order it must be sent. Resources have a canonical `url` and no id; a
 * PlanDefinition is known by `url` and `version` together, the others by `url`.
 * @throws Error when `dist` has not been built.
 */
export function loadConformance(folder: string = DIST): Resource[] {
  if (!existsSync(folder)) throw new Error('Profils non construits : lancez « npm run build ».');
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  const rank = (file: string): number => ORDER.indexOf(file.slice(0, file.indexOf('-')));
  const unknown = files.filter((file) => rank(file) < 0);
  if (unknown.length > 0) throw new Error(`Ressources de type inattendu dans dist : ${unknown.join(', ')}`);
  const sorted = files.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return sorted.map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')));
}

/** Our profiles and extensions by canonical, adapted for the server. */
export function loadProfiles(folder?: string): Map<string, StructureDefinition> {
  const all = loadConformance(folder).filter(
    (resource): resource is StructureDefinition => resource.resourceType === 'StructureDefinition',
  );
  return new Map(all.map((definition) => [definition.url!, definition]));
}
