import type { Resource } from '@medplum/fhirtypes';

/**
 * What the document may hold (docs/model.md, "The document Bundle"), and what each type brings along in the
 * same request. Includes are a saving only: whatever they miss, the next round asks for by id.
 */
export const DOCUMENT_TYPES: Readonly<Record<string, readonly string[]>> = {
  CarePlan: [],
  CareTeam: ['CareTeam:participant', ...people('iterate')],
  Condition: [],
  DocumentReference: [],
  Encounter: [
    'Encounter:participant',
    'Encounter:service-provider',
    'Encounter:based-on',
    ...people('iterate'),
  ],
  HealthcareService: ['HealthcareService:organization', 'iterate:Organization:partof'],
  Observation: [
    'Observation:performer',
    'Observation:specimen',
    'Observation:derived-from',
    ...people('iterate'),
  ],
  Organization: ['iterate:Organization:partof'],
  Patient: [],
  Practitioner: [],
  PractitionerRole: [...people(), 'iterate:Organization:partof'],
  Procedure: [],
  ServiceRequest: ['ServiceRequest:requester', ...people('iterate')],
  Specimen: ['Specimen:collector', ...people('iterate')],
};

function people(iterate?: 'iterate'): string[] {
  const own = ['PractitionerRole:practitioner', 'PractitionerRole:organization'];
  return iterate ? [...own.map((one) => `iterate:${one}`), 'iterate:Organization:partof'] : own;
}

/** The search that reads resources of one type by id, with what they bring. */
export function searchUrl(type: string, ids: readonly string[]): string {
  const includes = (DOCUMENT_TYPES[type] ?? []).map((one) =>
    one.startsWith('iterate:') ? `_include:iterate=${one.slice('iterate:'.length)}` : `_include=${one}`,
  );
  return `${type}?${[`_id=${ids.join(',')}`, '_count=1000', ...includes].join('&')}`;
}

/**
 * Elements that lead out of the document: to other passages, other versions, the whole life of the patient.
 * The subject is followed from the Composition alone, so that a mixed-up entry never brings its patient in.
 */
const OUTWARD = new Set([
  'endpoint',
  'healthcareService',
  'link',
  'location',
  'meta',
  'relatesTo',
  'replaces',
]);
const ROOT_ONLY = new Set(['context', 'encounter', 'patient', 'subject', 'generalPractitioner']);

/** The references that a resource of the document brings into it, `Type/id`. */
export function referencesOf(resource: Resource): string[] {
  const root = resource.resourceType === 'Composition';
  const skipped = (key: string) => OUTWARD.has(key) || (!root && ROOT_ONLY.has(key));
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(walk);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (key === 'reference' && typeof inner === 'string') {
          found.push(inner);
        } else if (!skipped(key)) {
          walk(inner);
        }
      }
    }
  };
  walk(resource);
  return found.filter((reference) => {
    const [type, id, ...rest] = reference.split('/');
    return rest.length === 0 && !!id && Object.hasOwn(DOCUMENT_TYPES, type!);
  });
}
