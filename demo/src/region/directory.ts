import type {
  HealthcareService,
  Organization,
  OrganizationAffiliation,
  Practitioner,
  PractitionerRole,
} from '@medplum/fhirtypes';
import { practitionerRoles, practitioners } from './professionals.ts';
import { catalogue } from './rcps.ts';
import { affiliations, organizations } from './structures.ts';

/** What exists before the first session: who, where, which RCP. The quorum rules are published by `dcc deploy`. */
export interface Directory {
  organizations: Organization[];
  affiliations: OrganizationAffiliation[];
  practitioners: Practitioner[];
  roles: PractitionerRole[];
  rcps: HealthcareService[];
}

/** The directory of the fictive region; it does not depend on the seed. */
export function directory(): Directory {
  return {
    organizations: organizations(),
    affiliations: affiliations(),
    practitioners: practitioners(),
    roles: practitionerRoles(),
    rcps: catalogue(),
  };
}
