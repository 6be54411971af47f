import { wantedSession } from '@dcc/rules/src/inscription/stash.ts';
import type { Stored } from '@dcc/rules/src/inscription/transfer.ts';
import type { MedplumClient } from '@medplum/core';
import type {
  Composition,
  Consent,
  Encounter,
  HealthcareService,
  Resource,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes';
import { useFhir } from '../data/query.ts';
import { readBatch } from '../data/read-batch.ts';

/** An inscription with what stands around it. */
export interface StoredInscription extends Stored {
  patientId: string;
  rcp?: HealthcareService;
  session?: Encounter;
  tasks: Task[];
  /** The inscription that replaced this one, after a transfer. */
  replacement?: ServiceRequest;
}

export const storedKey = (id: string) => ['inscription', id] as const;

export function useStoredInscription(id: string) {
  return useFhir(storedKey(id), (medplum) => readStored(medplum, id));
}

/** Reads it in three requests, whatever it holds. */
export async function readStored(medplum: MedplumClient, id: string): Promise<StoredInscription> {
  const request = await medplum.readResource('ServiceRequest', id, { cache: 'reload' });
  const rcpId = request.performer?.[0]?.reference?.split('/')[1];
  const wanted = wantedSession(request)?.split('/')[1];
  const around = await readBatch(medplum, [
    `Encounter?based-on=ServiceRequest/${id}&_include=Encounter:part-of&_count=20`,
    `Task?focus=ServiceRequest/${id}&_count=100`,
    `HealthcareService?_id=${rcpId}`,
    `ServiceRequest?replaces=ServiceRequest/${id}&_count=2`,
    `Consent?patient=${request.subject.reference}&_sort=-_lastUpdated&_count=200`,
    ...(wanted ? [`Encounter?_id=${wanted}`] : []),
  ]);
  const at = <T extends Resource>(index: number) => (around[index] ?? []) as T[];
  const encounters = at<Encounter>(0);
  const cases = encounters.filter(({ basedOn }) =>
    basedOn?.some(({ reference }) => reference === `ServiceRequest/${id}`),
  );
  // A case put off leaves its place to the next one: the one that stands comes first.
  const rcpCase = cases.find(({ status }) => status !== 'cancelled') ?? cases.at(-1);
  const session =
    encounters.find((one) => `Encounter/${one.id}` === rcpCase?.partOf?.reference) ?? at<Encounter>(5)[0];
  const fiche = rcpCase ? await readFiche(medplum, rcpCase.id!) : [];
  return {
    request,
    patientId: request.subject.reference?.split('/')[1] ?? '',
    ...(rcpCase ? { rcpCase } : {}),
    ...(session ? { session } : {}),
    rcp: at<HealthcareService>(2)[0],
    tasks: at<Task>(1),
    replacement: at<ServiceRequest>(3)[0],
    consents: at<Consent>(4),
    fiche: fiche.find((one): one is Composition => one.resourceType === 'Composition'),
    entries: new Map(fiche.map((one) => [`${one.resourceType}/${one.id}`, one])),
  };
}

async function readFiche(medplum: MedplumClient, caseId: string): Promise<Resource[]> {
  const found = await medplum.search(
    'Composition',
    `encounter=Encounter/${caseId}&_include=Composition:entry&_sort=-_lastUpdated&_count=20`,
    { cache: 'reload' },
  );
  return (found.entry ?? []).flatMap(({ resource }) => resource ?? []);
}
