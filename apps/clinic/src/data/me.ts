import type { Organization, Practitioner, PractitionerRole } from '@medplum/fhirtypes';
import { type Interaction, may, type Role, roleOf } from './capabilities.ts';
import { useFhir } from './query.ts';
import { useWho } from './who.ts';

/** Who is signed in. The lists are empty while they load; `role` is known at once. */
export interface Me {
  practitioner?: Practitioner;
  /** Exercise places: a participant, a demandeur or an attester is one of these. */
  roles: PractitionerRole[];
  /** Establishments of these places. */
  organizations: Organization[];
  role: Role;
  may(resourceType: string, interaction: Interaction): boolean;
  /** Does this reference name me, as a person or in one of my places? */
  isMe(reference: string | undefined): boolean;
  ready: boolean;
}

export function useMe(): Me {
  const who = useWho();
  const profile = who?.profile;
  const practitioner = profile?.resourceType === 'Practitioner' ? profile : undefined;
  const policy = who?.policy;
  const own = practitioner ? `Practitioner/${practitioner.id}` : undefined;
  const places = useFhir(own ? ['me', own] : undefined, (client) =>
    client.search('PractitionerRole', `practitioner=${own}&_include=PractitionerRole:organization&_count=50`),
  );
  const found = (places.data?.entry ?? []).map(({ resource }) => resource!);
  const roles = found.filter((r) => r.resourceType === 'PractitionerRole');
  return {
    practitioner,
    roles,
    organizations: (found as (PractitionerRole | Organization)[]).filter(
      (r): r is Organization => r.resourceType === 'Organization',
    ),
    role: roleOf(policy),
    may: (resourceType, interaction) => may(policy, resourceType, interaction),
    isMe: (reference) =>
      reference !== undefined &&
      (reference === own || roles.some(({ id }) => reference === `PractitionerRole/${id}`)),
    // Asked again in vain (the session has ended), what is known stays true.
    ready: !own || places.data !== undefined,
  };
}
