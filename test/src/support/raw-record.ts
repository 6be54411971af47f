/** Every resource of the record, read through the FHIR API page by page: the raw material of the independent count. */
import type { MedplumClient } from '@medplum/core';
import type { Resource, ResourceType } from '@medplum/fhirtypes';

const RECORD_TYPES: ResourceType[] = [
  'CarePlan',
  'Composition',
  'Condition',
  'DocumentReference',
  'Encounter',
  'HealthcareService',
  'Observation',
  'Organization',
  'OrganizationAffiliation',
  'Patient',
  'PlanDefinition',
  'Practitioner',
  'PractitionerRole',
  'Procedure',
  'ServiceRequest',
  'Task',
];

export async function rawRecord(medplum: MedplumClient, types = RECORD_TYPES): Promise<Resource[]> {
  const all: Resource[] = [];
  for (const type of types) {
    for await (const page of medplum.searchResourcePages(type, '_count=1000&_sort=_lastUpdated'))
      all.push(...page);
  }
  return all;
}
