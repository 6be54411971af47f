import { IDENTIFIERS } from '@dcc/fhir-profiles';
import type { Reference, Resource } from '@medplum/fhirtypes';
import type { Lookup } from './assemble.ts';

/**
 * A reference to an exercise place, with the RPPS number of the person as its identifier: FHIRPath cannot join
 * a participant to the Practitioner behind the PractitionerRole. Without known number, the reference as it is.
 */
export function identified<T extends Resource>(reference: Reference<T>, lookup: Lookup): Reference<T> {
  const role = lookup(reference.reference ?? '');
  if (role?.resourceType !== 'PractitionerRole') return reference;
  const person = lookup(role.practitioner?.reference ?? '');
  if (person?.resourceType !== 'Practitioner') return reference;
  const rpps = person.identifier?.find(({ system }) => system === IDENTIFIERS.RPPS);
  return rpps?.value ? { ...reference, identifier: { system: rpps.system, value: rpps.value } } : reference;
}
