import { emptyDraft, type InscriptionDraft } from '@dcc/rules/src/inscription/draft.ts';
import { draftRequest } from '@dcc/rules/src/inscription/transaction.ts';
import type { MedplumClient } from '@medplum/core';
import type {
  Encounter,
  HealthcareService,
  Patient,
  PractitionerRole,
  Reference,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { createOnce } from '../data/save.ts';

export interface Beginning {
  /** UUID made when the screen opened: pressing twice begins once. */
  id: string;
  patient: Patient;
  rcp: HealthcareService;
  session: Encounter;
  requester: Reference<PractitionerRole>;
}

/** Keeps the empty draft of an inscription: from here on nothing that is typed can be lost. */
export function begin(medplum: MedplumClient, beginning: Beginning): Promise<ServiceRequest> {
  const draft: InscriptionDraft = { ...emptyDraft(beginning.id), requester: beginning.requester };
  const request = draftRequest(draft, {
    patient: { reference: `Patient/${beginning.patient.id}` },
    rcp: beginning.rcp,
    session: beginning.session,
    now: new Date().toISOString(),
  });
  const { system, value } = request.identifier![0]!;
  return createOnce(medplum, request, `${system}|${value}`);
}
