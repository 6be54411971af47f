import type { Reference, Resource } from '@medplum/fhirtypes';
import { pointsTo, referenceTo } from '../refusal.ts';
import type { Rule } from './rule.ts';

const FIELD = 'Identité du patient';
/** Clinical types that mean nothing without a patient. */
const NEEDS_SUBJECT = new Set([
  'CarePlan',
  'CareTeam',
  'Condition',
  'Observation',
  'Procedure',
  'ServiceRequest',
]);

/**
 * Everything in the fiche is about one patient. A mix-up is the first thing that must never happen
 * (spec/product.md 17, 1), so nothing is inferred: each resource says its patient, and it is the
 * Composition's.
 */
export const identityRules: Rule = (record, refuse) => {
  const { patient, session } = record;
  if (!patient) {
    refuse('patient-missing', FIELD, 'le patient de la fiche est introuvable.');
    return;
  }
  if (patient.active === false || patient.link?.some(({ type }) => type === 'replaced-by')) {
    refuse(
      'patient-merged',
      FIELD,
      'cette identité a été fusionnée : rattachez la fiche à l’identité conservée.',
      patient,
    );
  }
  for (const resource of record.resources) {
    if (resource.resourceType === 'Patient' && resource !== patient) {
      refuse('other-patient', FIELD, 'la fiche contient un second patient.', resource);
    }
    const subject = subjectOf(resource);
    if (subject && !pointsTo(subject, patient) && record.resolve(subject) !== patient) {
      const what = `${referenceTo(resource)} concerne un autre patient que la fiche`;
      refuse('other-patient', FIELD, `${what} : retirez cette donnée ou corrigez son patient.`, resource);
    }
    const needs = NEEDS_SUBJECT.has(resource.resourceType) || (isCase(resource) && resource !== session);
    if (!subject && needs) {
      refuse(
        'subject-missing',
        FIELD,
        `${referenceTo(resource)} ne dit pas de quel patient il s’agit.`,
        resource,
      );
    }
  }
};

function isCase(resource: Resource): boolean {
  return resource.resourceType === 'Encounter' && !!resource.partOf;
}

function subjectOf(resource: Resource): Reference | undefined {
  const holder = resource as { subject?: Reference; patient?: Reference; for?: Reference };
  return holder.subject ?? holder.patient ?? holder.for;
}
