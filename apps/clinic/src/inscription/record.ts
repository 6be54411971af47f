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
import { readBatch } from '../data/read-batch.ts';

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
  const found = await readBatch(medplum, [
    `Composition?type=http://loinc.org|34794-8&${subject}&_include=Composition:entry&_sort=-date&_count=50`,
    `Observation?${subject}&_sort=-date&_count=${PAGE}`,
    `Condition?${subject}&_sort=-_lastUpdated&_count=${PAGE}`,
    `Procedure?${subject}&_sort=-date&_count=${PAGE}`,
    `DocumentReference?${subject}&_sort=-date&_count=${PAGE}`,
    `Consent?patient=Patient/${patientId}&_sort=-_lastUpdated&_count=${PAGE}`,
    `Encounter?${subject}&_sort=-date&_count=${PAGE}`,
    `ServiceRequest?${subject}&_sort=-_lastUpdated&_count=${PAGE}`,
  ]);
  const at = <T extends Resource>(index: number) => found[index] as T[];
  const all = found.slice(0, 4).flat();
  return {
    resources: [...new Map(all.map((one) => [`${one.resourceType}/${one.id}`, one])).values()],
    documents: at<DocumentReference>(4),
    consents: at<Consent>(5),
    cases: at<Encounter>(6),
    requests: at<ServiceRequest>(7),
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
