import { ROLE_PARAMETERS, type Role, rolePolicy } from '@dcc/fhir-profiles/src/policies.ts';
import type { MedplumClient } from '@medplum/core';
import type { AccessPolicy, ProjectMembershipAccess, Reference } from '@medplum/fhirtypes';
import { refer } from '../base/fhir.ts';
import { ESTABLISHMENTS } from '../region/structures.ts';
import { groupLabel } from './groups.ts';

/** Turns a reference of the story into one of the server. */
export type Translate = (reference: Reference) => Reference;

/** Policies by role, as `dcc deploy` made them. @throws Error in French when one is not there. */
export async function deployedPolicies(service: MedplumClient): Promise<Map<Role, Reference<AccessPolicy>>> {
  const stored = await service.searchResources('AccessPolicy', '_count=100', { cache: 'reload' });
  const roles = Object.keys(ROLE_PARAMETERS) as Role[];
  return new Map(
    roles.map((role) => {
      const { name } = rolePolicy(role);
      const found = stored.find((one) => one.name === name);
      if (!found) throw new Error(`Droits d’accès « ${name} » absents du serveur : lancez « dcc deploy ».`);
      return [role, { reference: `AccessPolicy/${found.id}`, display: name }];
    }),
  );
}

/** What a membership holds for a role in these places: one line of access for each (docs/acces.md). */
export function accessOf(
  role: Role,
  at: readonly string[],
  policies: ReadonlyMap<Role, Reference<AccessPolicy>>,
  translate: Translate,
): ProjectMembershipAccess[] {
  return at.map((place) => {
    const named: Record<string, Reference> = {
      organization: refer('Organization', `organization-${place}`),
      centre: refer('Organization', `organization-${place}`),
      invited: refer('Group', groupLabel(place)),
    };
    const isHome = ESTABLISHMENTS.some(({ key }) => key === place);
    // The software of an establishment is not invited elsewhere; its professionals are.
    const invited = isHome && role !== 'logiciel-dpi' ? ['invited'] : [];
    return {
      policy: policies.get(role)!,
      parameter: [...ROLE_PARAMETERS[role], ...invited].map((name) => ({
        name,
        valueReference: translate(named[name]!),
      })),
    };
  });
}
