import { LNC } from '@dcc/fhir-profiles';
import type { CodeableConcept, Condition, Observation } from '@medplum/fhirtypes';
import { hasCode } from '../record.ts';
import type { Rule } from './rule.ts';

const TNM_PARTS = [
  { code: LNC.TNM_T, name: 'T' },
  { code: LNC.TNM_N, name: 'N' },
  { code: LNC.TNM_M, name: 'M' },
];

/**
 * Absence with a reason is valid, silence is not (spec/fhir-model.md 0b): haematology has no TNM, and says
 * so.
 */
export const tumourRules: Rule = (record, refuse) => {
  const entries = record.entries('tumour');
  const tumours = entries.filter((one): one is Condition => one.resourceType === 'Condition');
  const sections = record.sections('tumour');
  if (tumours.length === 0 && sections.length > 0 && !sections.some(({ emptyReason }) => emptyReason)) {
    refuse('tumour-missing', 'Tumeur', 'renseignez la tumeur, ou le motif de son absence.');
  }
  const observations = entries.filter((one): one is Observation => one.resourceType === 'Observation');
  const staging = observations.filter(({ code }) => hasCode(code, LNC.TNM_CLINICAL));
  for (const tumour of tumours) {
    const own = staging.filter(({ focus }) => focus?.some((one) => record.resolve(one) === tumour));
    if (own.length === 0) {
      const what = `renseignez le cTNM de la tumeur « ${nameOf(tumour)} », ou le motif de son absence.`;
      refuse('tnm-missing', 'TNM', what, tumour);
    }
    for (const tnm of own) {
      for (const part of lackingParts(tnm)) {
        refuse('tnm-incomplete', 'TNM', `renseignez le ${part}, ou le motif de son absence.`, tnm);
      }
    }
  }
  for (const one of staging) {
    if (!one.focus?.some((focus) => tumours.some((tumour) => record.resolve(focus) === tumour))) {
      refuse('tnm-without-tumour', 'TNM', 'ce TNM ne décrit aucune tumeur de la fiche.', one);
    }
  }
};

function lackingParts(tnm: Observation): string[] {
  if (isReason(tnm.dataAbsentReason)) {
    return [];
  }
  return TNM_PARTS.filter(({ code }) => {
    const part = tnm.component?.find((one) => hasCode(one.code, code));
    return !part?.valueCodeableConcept && !part?.valueString && !isReason(part?.dataAbsentReason);
  }).map(({ name }) => name);
}

/** `temp-unknown` is what a form writes while nobody has said anything: it is not a reason to sign without. */
function isReason(absent: CodeableConcept | undefined): boolean {
  return absent !== undefined && !absent.coding?.some(({ code }) => code === 'temp-unknown');
}

function nameOf({ code, bodySite }: Condition): string {
  return code?.text ?? bodySite?.[0]?.text ?? code?.coding?.[0]?.display ?? 'sans libellé';
}
