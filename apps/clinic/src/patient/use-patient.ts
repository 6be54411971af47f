import { replacedBy } from '@dcc/rules/src/inscription/homonyms.ts';
import type { MedplumClient } from '@medplum/core';
import type { Patient } from '@medplum/fhirtypes';
import { useWatch } from '../collab/useWatch.ts';
import { useFhir } from '../data/query.ts';

/** The identity that stands, and whether the one asked for was merged into it. */
export interface CurrentPatient {
  patient: Patient;
  merged: boolean;
}

/** A merge of merges is still found; a ring of them, a fault, ends. */
const MAX_MERGES = 5;

/** Reads a patient and follows the merges: the screen then says that it did. */
export async function readCurrent(
  medplum: Pick<MedplumClient, 'readResource'>,
  id: string,
): Promise<CurrentPatient> {
  let patient = await medplum.readResource('Patient', id, { cache: 'reload' });
  for (let hops = 0; hops < MAX_MERGES; hops++) {
    const next = replacedBy(patient)?.split('/')[1];
    if (!next || next === patient.id) break;
    patient = await medplum.readResource('Patient', next, { cache: 'reload' });
  }
  return { patient, merged: patient.id !== id };
}

/** Follows a merge that happens while the screen is open. */
export function useCurrentPatient(id: string | undefined) {
  const found = useFhir(id ? ['patient', id, 'current'] : undefined, (medplum) => readCurrent(medplum, id!));
  const { data, refetch } = found;
  const criteria = data ? `Patient?_id=${data.patient.id}` : undefined;
  useWatch(criteria, (one) => replacedBy(one as Patient) && void refetch());
  return found;
}
