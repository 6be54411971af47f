import type { AccessPolicy } from '@medplum/fhirtypes';

/** What anybody needs to show a page: definitions and terminologies, none of which is about a person. */
const DEFINITIONS = [
  'CodeSystem',
  'ConceptMap',
  'NamingSystem',
  'OperationDefinition',
  'Questionnaire',
  'SearchParameter',
  'StructureDefinition',
  'ValueSet',
] as const;

/**
 * The policy of a member that has none and does not administer the project: definitions, and itself. Medplum
 * gives such a member the whole project; a membership made in a hurry must not open every record.
 */
export function fallbackPolicy(profile: string): AccessPolicy {
  const [resourceType = '', id] = profile.split('/');
  return {
    resourceType: 'AccessPolicy',
    name: 'Sans politique d’accès',
    resource: [
      ...DEFINITIONS.map((type) => ({ resourceType: type, readonly: true })),
      { resourceType, criteria: `${resourceType}?_id=${id}`, readonly: true },
    ],
  };
}
