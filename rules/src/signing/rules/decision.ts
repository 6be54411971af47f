import { CISIS, DCC_CODES } from '@dcc/fhir-profiles';
import type { CarePlan, Observation } from '@medplum/fhirtypes';
import { hasCode } from '../record.ts';
import type { Rule } from './rule.ts';

/** How the case was treated, what was decided, in which frame, with which quorum. */
export const decisionRules: Rule = (record, refuse) => {
  const { rcpCase } = record;
  const types = rcpCase?.type ?? [];
  const discussed = types.some((type) => hasCode(type, CISIS.DISCUSSED));
  const registered = types.some((type) => hasCode(type, CISIS.REGISTERED));
  if (rcpCase && discussed === registered) {
    refuse('modality-missing', 'Modalité', 'indiquez si le dossier a été discuté ou enregistré.', rcpCase);
  }
  if (record.sections('proposal').length > 0 && !hasDecision(record.entries('proposal'))) {
    refuse('decision-missing', 'Proposition', 'la décision de la RCP n’est pas rédigée.');
  }
  const frame = record
    .entries('frame')
    .filter((one): one is Observation => one.resourceType === 'Observation');
  const referentiel = frame.find(({ code }) => hasCode(code, CISIS.REFERENTIEL));
  if (registered && !conforms(referentiel)) {
    const message =
      'un dossier enregistré sans discussion exige le référentiel appliqué, auquel il se conforme.';
    refuse('referentiel-missing', 'Référentiel', message, referentiel);
  }
  const status = record
    .entries('record')
    .filter((one): one is Observation => one.resourceType === 'Observation');
  const quorum = status.filter(({ code }) => hasCode(code, CISIS.QUORUM));
  if (record.sections('record').length > 0 && (quorum.length !== 1 || !quorum[0]?.valueCodeableConcept)) {
    refuse('quorum-missing', 'Quorum', 'le quorum n’a pas été évalué, ou l’a été deux fois.');
  }
  for (const resource of record.resources) {
    if ((resource as { status?: string }).status === 'entered-in-error') {
      const name = `${resource.resourceType}/${resource.id ?? ''}`;
      refuse(
        'entered-in-error',
        'Données annulées',
        `${name} a été annulé : retirez-le de la fiche.`,
        resource,
      );
    }
  }
};

/** A plan with at least one line or its author's words, or a request (exam, recours, surveillance). */
function hasDecision(entries: readonly { resourceType: string }[]): boolean {
  return entries.some((one) => {
    const plan = one as CarePlan;
    const written = !!plan.activity?.length || !!plan.note?.length || !!plan.description;
    return one.resourceType === 'ServiceRequest' || (one.resourceType === 'CarePlan' && written);
  });
}

/** Registration replaces discussion only when the case strictly conforms (art. D. 6124-131 CSP). */
function conforms(referentiel: Observation | undefined): boolean {
  const value = referentiel?.valueCodeableConcept;
  return !!value?.text?.trim() && hasCode(value, DCC_CODES.CONFORM);
}
