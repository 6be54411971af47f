import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import type { Organization } from '@medplum/fhirtypes';

const has = (one: Organization, system: string) => !!one.identifier?.some((id) => id.system === system);

/** The 3C among organisations. */
export function centresOf(all: Iterable<Organization>): Organization[] {
  return [...all].filter((one) => has(one, IDENTIFIERS.GESTIONNAIRE_3C));
}

/** Establishments that may hold an RCP: those with a FINESS number that belong to a legal entity. */
export function establishmentsOf(all: Iterable<Organization>): Organization[] {
  return [...all].filter((one) => has(one, IDENTIFIERS.FINESS) && !has(one, IDENTIFIERS.GESTIONNAIRE_3C));
}
