import { inscriptionAccounts, patientAccounts } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { ServiceRequest } from '@medplum/fhirtypes';
import { readBatch } from '../shared/batch.ts';
import type { Directory } from './directory.ts';
import { writeAccounts } from './write.ts';

/** `HealthcareService/<id>` that an inscription asks for. */
export function performerOf({ performer }: ServiceRequest): string | undefined {
  return performer?.find(({ reference }) => reference?.startsWith('HealthcareService/'))?.reference;
}

/** Accounts of an inscription that no case has taken up; the directory must have been loaded for it. */
export function accountsOfInscription(directory: Directory, inscription: ServiceRequest) {
  const rcp = directory.rcp(performerOf(inscription));
  return rcp ? inscriptionAccounts(rcp, directory.role(inscription.requester?.reference)) : [];
}

/** Lets who organises the RCP see a new inscription, and who it is about. */
export async function shareInscription(
  medplum: MedplumClient,
  directory: Directory,
  event: ServiceRequest & { id: string },
): Promise<number> {
  await directory.load([], [performerOf(event), event.requester?.reference]);
  const subject = event.subject?.reference ?? '';
  const read = await readBatch(medplum, [
    `ServiceRequest/${event.id}`,
    ...(subject.startsWith('Patient/') ? [subject] : []),
  ]);
  const [inscription] = read[0] ?? [];
  const [patient] = read[1] ?? [];
  if (inscription?.resourceType !== 'ServiceRequest') return 0;
  const accounts = accountsOfInscription(directory, inscription);
  const known = patient?.meta?.accounts ?? [];
  // Invitations of her cases stand: this inscription takes nothing away.
  const invited = known.filter(({ reference }) => reference?.startsWith('Group/'));
  return writeAccounts(medplum, [
    { resource: inscription, accounts },
    ...(patient ? [{ resource: patient, accounts: patientAccounts(known, [accounts, invited]) }] : []),
  ]);
}
