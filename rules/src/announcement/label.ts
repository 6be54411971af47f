import type { CodeableConcept, DocumentReference } from '@medplum/fhirtypes';
import { INVISIBLE_PATIENT } from './guard.ts';

/** Carries the document the label that hides it from its patient? */
export function isLabelledHidden(document: Pick<DocumentReference, 'securityLabel'>): boolean {
  return !!document.securityLabel?.some(hides);
}

/**
 * Labels of a document as the guard wants them: a further XDS confidentialityCode (spec/cda.md 8), which the DMP reads.
 * The CDA keeps its own, `N`: it is signed, and the label changes after it.
 *
 * @param labels those it has; the others are kept as they are.
 */
export function visibilityLabels(
  labels: readonly CodeableConcept[] | undefined,
  hidden: boolean,
): CodeableConcept[] {
  const others = (labels ?? []).filter((one) => !hides(one));
  return hidden ? [...others, { coding: [{ ...INVISIBLE_PATIENT }] }] : others;
}

function hides({ coding }: CodeableConcept): boolean {
  return !!coding?.some(
    ({ system, code }) => system === INVISIBLE_PATIENT.system && code === INVISIBLE_PATIENT.code,
  );
}
