import { prefill } from '@dcc/rules/src/inscription/prefill.ts';
import type { MedplumClient } from '@medplum/core';
import type {
  Consent,
  DocumentReference,
  Encounter,
  Patient,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { useFhir } from '../data/query.ts';
import { resourcesAt } from './sessions.ts';

/** What the record holds of one patient, as an inscription needs it. */
export interface PatientRecord {
  resources: Resource[];
  documents: DocumentReference[];
  consents: Consent[];
  /** Passages and inscriptions, whatever their state. */
  cases: Encounter[];
  requests: ServiceRequest[];
}

const PAGE = 200;

/** Everything about a patient in one batch. */
export async function readRecord(medplum: MedplumClient, patientId: string): Promise<PatientRecord> {
  const subject = `subject=Patient/${patientId}`;
  const batch = await medplum.executeBatch({
    resourceType: 'Bundle',
    type: 'batch',
    entry: [
      `Composition?type=http://loinc.org|34794-8&${subject}&_include=Composition:entry&_sort=-date&_count=50`,
      `Observation?${subject}&_sort=-date&_count=${PAGE}`,
      `Condition?${subject}&_sort=-_lastUpdated&_count=${PAGE}`,
      `Procedure?${subject}&_sort=-date&_count=${PAGE}`,
      `DocumentReference?${subject}&_sort=-date&_count=${PAGE}`,
      `Consent?patient=Patient/${patientId}&_sort=-_lastUpdated&_count=${PAGE}`,
      `Encounter?${subject}&_sort=-date&_count=${PAGE}`,
      `ServiceRequest?${subject}&_sort=-_lastUpdated&_count=${PAGE}`,
    ].map((url) => ({ request: { method: 'GET', url } })),
  });
  const all = [0, 1, 2, 3].flatMap((index) => resourcesAt<Resource>(batch, index));
  return {
    resources: [...new Map(all.map((one) => [`${one.resourceType}/${one.id}`, one])).values()],
    documents: resourcesAt<DocumentReference>(batch, 4),
    consents: resourcesAt<Consent>(batch, 5),
    cases: resourcesAt<Encounter>(batch, 6),
    requests: resourcesAt<ServiceRequest>(batch, 7),
  };
}

export const recordKey = (patientId: string) => ['patient', patientId, 'record'] as const;

export function useRecord(patientId: string | undefined) {
  return useFhir(patientId ? recordKey(patientId) : undefined, (medplum) => readRecord(medplum, patientId!));
}

/** What a new inscription may take over. */
export function offersOf(record: PatientRecord | undefined) {
  return record ? prefill(record.resources) : [];
}

export function usePatient(patientId: string | undefined) {
  return useFhir(
    patientId ? ['patient', patientId] : undefined,
    (medplum): Promise<Patient> => medplum.readResource('Patient', patientId!),
  );
}
