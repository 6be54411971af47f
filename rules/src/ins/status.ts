import { EXTENSIONS, IDENTIFIERS, IDENTITY_STATUS_SYSTEM, INS_SYSTEMS } from '@dcc/fhir-profiles';
import type { Identifier, Patient } from '@medplum/fhirtypes';
import { isInsValid } from './key.ts';

/** Statuses of the national identity référentiel (spec/national-services.md 1). */
export type IdentityStatus = 'provisoire' | 'récupérée' | 'validée' | 'qualifiée';

const TEST_ROOTS: readonly (string | undefined)[] = [IDENTIFIERS.INS_NIR_TEST, IDENTIFIERS.INS_NIA_TEST];

/** The INS a patient carries: the first under one of the four national roots, whatever its key. */
export function insOf(patient: Patient): Identifier | undefined {
  const roots: readonly (string | undefined)[] = INS_SYSTEMS;
  return patient.identifier?.find((one) => roots.includes(one.system) && one.use !== 'old');
}

/**
 * Identity status = identity checked (VALI) × INS present and right. A wrong key is no INS: the number is not
 * the patient's. FICT and DOUT (fictive, doubtful) never rise above provisoire.
 */
export function identityStatus(patient: Patient): IdentityStatus {
  const codes = statusCodes(patient);
  if (codes.has('FICT') || codes.has('DOUT')) {
    return 'provisoire';
  }
  const ins = isInsValid(insOf(patient)?.value);
  if (codes.has('VALI')) {
    return ins ? 'qualifiée' : 'validée';
  }
  return ins ? 'récupérée' : 'provisoire';
}

function statusCodes(patient: Patient): Set<string> {
  const parts = (patient.extension ?? [])
    .filter(({ url }) => url === EXTENSIONS.IDENTITY_RELIABILITY)
    .flatMap(({ extension }) => extension ?? []);
  const codings = parts.flatMap((part) => part.valueCoding ?? part.valueCodeableConcept?.coding ?? []);
  return new Set(
    codings.filter(({ system }) => system === IDENTITY_STATUS_SYSTEM).map(({ code }) => code ?? ''),
  );
}

/** Only a qualified identity lets the INS leave with the document (spec/national-services.md 1). */
export function isQualified(patient: Patient): boolean {
  return identityStatus(patient) === 'qualifiée';
}

/**
 * May a document of this patient be sent to this environment? Qualified, and never a test INS to production
 * (spec/product.md 17, 2) nor a production INS to a test service.
 */
export function isSendable(patient: Patient, environment: 'production' | 'test'): boolean {
  const test = TEST_ROOTS.includes(insOf(patient)?.system);
  return isQualified(patient) && test === (environment === 'test');
}
