import { SYSTEMS } from '@dcc/fhir-profiles';
import type { Group } from '@medplum/fhirtypes';
import { localId, refer } from '../base/fhir.ts';
import { ESTABLISHMENTS } from '../region/structures.ts';

/** Label of the group of an establishment's professionals, and end of its identifier. */
export function groupLabel(establishment: string): string {
  return `professionnels-${establishment}`;
}

/**
 * The professionals of each establishment, under whose name it is invited to another's cases (docs/acces.md). Its
 * members are not listed: who belongs to it is who holds a role there.
 */
export function groups(): Group[] {
  return ESTABLISHMENTS.map(({ key, name }) => ({
    resourceType: 'Group',
    id: localId(groupLabel(key)),
    identifier: [{ system: `${SYSTEMS.DCC.url}/group`, value: groupLabel(key) }],
    active: true,
    type: 'practitioner',
    actual: true,
    name: `Professionnels : ${name}`,
    managingEntity: refer('Organization', `organization-${key}`),
  }));
}
