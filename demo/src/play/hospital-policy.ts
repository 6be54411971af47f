import { CISIS, LNC } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { AccessPolicy, AccessPolicyResource } from '@medplum/fhirtypes';

/** What the hospital's software reads and never writes: who, where, which RCP, what became of its cases. */
const READS = [
  'Bot',
  'Encounter',
  'HealthcareService',
  'Organization',
  'OrganizationAffiliation',
  'Practitioner',
  'PractitionerRole',
  'Task',
];
/** What it writes without condition: the patient, the inscription, the clinical data. */
const WRITES = ['CarePlan', 'CareTeam', 'Condition', 'Patient', 'Procedure', 'ServiceRequest', 'Specimen'];

const INTERACTIONS: AccessPolicyResource['interaction'] = [
  'create',
  'read',
  'update',
  'search',
  'history',
  'vread',
];

function writes(resourceType: string, ...expressions: string[]): AccessPolicyResource {
  return {
    resourceType,
    interaction: INTERACTIONS,
    ...(expressions.length > 0
      ? {
          writeConstraint: expressions.map((expression) => ({
            language: 'text/fhirpath' as const,
            expression,
          })),
        }
      : {}),
  };
}

/**
 * Rights of the hospitals' software: one for the three establishments, where a real one has the deployed policy of a
 * DPI, bound to its own establishment. It deletes nothing; a fiche that is signed, the quorum and the issued documents
 * are out of its reach: the bots alone write them (spec/fhir-model.md 0b).
 */
export const HOSPITAL_POLICY: AccessPolicy = {
  resourceType: 'AccessPolicy',
  name: 'Démonstration : logiciel des hôpitaux',
  resource: [
    ...READS.map((resourceType): AccessPolicyResource => ({ resourceType, readonly: true })),
    ...WRITES.map((resourceType) => writes(resourceType)),
    writes('Observation', `%after.code.coding.where(code = '${CISIS.QUORUM.code}').empty()`),
    writes(
      'Composition',
      "%after.status = 'preliminary'",
      "%before.exists().not() or %before.status = 'preliminary'",
    ),
    writes('DocumentReference', `%after.type.coding.where(code = '${LNC.FRCP.code}').empty()`),
  ],
};

/** The policy on this server, made when it is not there. */
export async function hospitalPolicy(service: MedplumClient): Promise<{ reference: string }> {
  const { name } = HOSPITAL_POLICY;
  const found = await service.searchResources('AccessPolicy', { name: name! }, { cache: 'reload' });
  const policy = found.find((one) => one.name === name) ?? (await service.createResource(HOSPITAL_POLICY));
  return { reference: `AccessPolicy/${policy.id}` };
}
