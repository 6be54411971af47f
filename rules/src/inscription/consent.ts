import { codeSystem } from '@dcc/fhir-profiles/src/canonical.ts';
import type {
  CodeableConcept,
  Consent,
  Patient,
  PractitionerRole,
  Reference,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { concept, hasCode, RCP_PRESENTATION } from './codes.ts';
import type { PatientInformation } from './draft.ts';

/** Identifiers of our Consents: the inscription's UUID, so that one inscription has one of each kind. */
export const CONSENT_SYSTEM = `${codeSystem('dcc')}/consent`;

const SCOPE: CodeableConcept = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }],
};

/** What a Consent about one inscription is made of. */
export interface ConsentTarget {
  /** UUID of the inscription. */
  id: string;
  patient: Reference<Patient>;
  inscription: Reference<ServiceRequest>;
  /** Who informed the patient, or says so. */
  by?: Reference<PractitionerRole>;
  now: string;
}

/**
 * Information and non-opposition, traced on the inscription (spec/product.md 6.2): `permit` = informed and not
 * opposed. Nothing is said when the patient has not been informed.
 */
export function presentationConsent(
  { informed, opposed, date }: PatientInformation,
  target: ConsentTarget,
): Consent | undefined {
  if (!informed) return undefined;
  return {
    resourceType: 'Consent',
    identifier: [{ system: CONSENT_SYSTEM, value: `presentation-${target.id}` }],
    status: 'active',
    scope: SCOPE,
    category: [concept(RCP_PRESENTATION)],
    patient: target.patient,
    dateTime: date ?? target.now,
    ...(target.by ? { performer: [target.by] } : {}),
    policyRule: { text: 'Information et non-opposition du patient à la présentation de son dossier en RCP' },
    verification: [{ verified: true, verifiedWith: target.patient, verificationDate: date ?? target.now }],
    provision: {
      type: opposed ? 'deny' : 'permit',
      data: [{ meaning: 'related', reference: target.inscription }],
    },
  };
}

/** What the Consents say about one inscription. */
export function readInformation(consents: readonly Consent[], inscription: string): PatientInformation {
  const found = consents.find(
    (one) =>
      one.status === 'active' &&
      one.category?.some((category) => hasCode(category, RCP_PRESENTATION)) &&
      one.provision?.data?.some(({ reference }) => reference?.reference === inscription),
  );
  if (!found) return { informed: false, opposed: false };
  const date = found.dateTime?.slice(0, 10);
  return { informed: true, opposed: found.provision?.type === 'deny', ...(date ? { date } : {}) };
}
