import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AccessPolicy } from '@medplum/fhirtypes';

/** The roles of the product, in the order of docs/acces.md. Each is one file of `fhir-profiles/policies`. */
export const ROLES = [
  'secretaire-rcp',
  'medecin',
  'coordonnateur',
  'administrateur-3c',
  'analyste',
  'logiciel-dpi',
  'administrateur',
] as const;

export type Role = (typeof ROLES)[number];

/**
 * What a membership with the role must give beside it (`ProjectMembership.access.parameter`): `organization`
 * = the establishment, `centre` = the 3C (Organization), both as references. `invited` = the Group of the
 * establishment's professionals, is optional: without it, cases of other establishments stay closed.
 */
export const ROLE_PARAMETERS: Record<Role, readonly string[]> = {
  'secretaire-rcp': ['organization'],
  medecin: ['organization'],
  coordonnateur: ['organization'],
  'administrateur-3c': ['centre'],
  analyste: [],
  'logiciel-dpi': ['organization'],
  administrateur: [],
};

/** The access policy of a role, without id; known on a server by its `name`. */
export function rolePolicy(role: Role): AccessPolicy & { name: string } {
  const file = join(import.meta.dirname, '..', 'policies', `${role}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as AccessPolicy & { name: string };
}

/** Every policy that `dcc deploy` puts on a server. */
export function loadPolicies(): (AccessPolicy & { name: string })[] {
  return ROLES.map(rolePolicy);
}
