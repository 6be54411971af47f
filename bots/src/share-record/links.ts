import type { Reference, Resource } from '@medplum/fhirtypes';

/** Types of which a resource about a case names it, and their search parameter for it. */
export const CASE_TYPES = [
  'CarePlan',
  'Communication',
  'Composition',
  'Condition',
  'DocumentReference',
  'Flag',
  'Observation',
  'Procedure',
  'QuestionnaireResponse',
  'ServiceRequest',
  'Task',
] as const;

/** Types that hang on the patient alone, and the parameter that finds them. */
export const PATIENT_TYPES = { CareTeam: 'subject', Consent: 'patient', Specimen: 'subject' } as const;

/** `Encounter/<id>` of the cases, or of the session, that a resource is about. */
export function encountersOf(resource: Resource): string[] {
  const named: (Reference | undefined)[] = [
    (resource as { encounter?: Reference }).encounter,
    ...(resource.resourceType === 'DocumentReference' ? (resource.context?.encounter ?? []) : []),
    ...(resource.resourceType === 'Appointment' ? (resource.supportingInformation ?? []) : []),
  ];
  return named.flatMap(({ reference } = {}) => (reference?.startsWith('Encounter/') ? reference : []));
}

/** `Appointment/<id>` that an answer answers to. */
export function appointmentOf(resource: Resource): string | undefined {
  return resource.resourceType === 'AppointmentResponse' ? resource.appointment.reference : undefined;
}
