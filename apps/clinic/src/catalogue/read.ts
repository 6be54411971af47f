import type { MedplumClient } from '@medplum/core';
import type {
  HealthcareService,
  Organization,
  PlanDefinition,
  Practitioner,
  PractitionerRole,
  Questionnaire,
  Schedule,
} from '@medplum/fhirtypes';
import { readReference, searchAll } from '../calendar/read.ts';

export interface Catalogue {
  rcps: HealthcareService[];
  plans: PlanDefinition[];
  /** Establishments and 3C, by `Organization/<id>`. */
  organizations: ReadonlyMap<string, Organization>;
}

/** The whole catalogue: some hundreds of entries in a region, and the organisations that hold them. */
export async function readCatalogue(medplum: MedplumClient): Promise<Catalogue> {
  const [{ rcps, plans }, organizations] = await Promise.all([
    readReference(medplum),
    searchAll(medplum, 'Organization', '_sort=name') as Promise<Organization[]>,
  ]);
  return { rcps, plans, organizations: new Map(organizations.map((one) => [`Organization/${one.id}`, one])) };
}

/** The calendars of an RCP, in the order of their series. */
export async function readSchedules(medplum: MedplumClient, rcpId: string): Promise<Schedule[]> {
  const found = (await searchAll(medplum, 'Schedule', `actor=HealthcareService/${rcpId}`)) as Schedule[];
  return found.sort((a, b) => seriesOf(a).localeCompare(seriesOf(b), 'fr', { numeric: true }));
}

export const seriesOf = ({ identifier }: Schedule): string => identifier?.[0]?.value ?? '';

/** The forms that a fiche may have beside its core. */
export async function readForms(medplum: MedplumClient): Promise<Questionnaire[]> {
  return (await searchAll(medplum, 'Questionnaire', 'status=active&_sort=title')) as Questionnaire[];
}

/** Doctors whose name begins so, with their exercise places. */
export async function findPeople(
  medplum: MedplumClient,
  name: string,
): Promise<(PractitionerRole | Practitioner)[]> {
  const query = `practitioner:Practitioner.name=${encodeURIComponent(name)}&_include=PractitionerRole:practitioner`;
  const bundle = await medplum.search('PractitionerRole', `${query}&_count=20`);
  return (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []) as (
    | PractitionerRole
    | Practitioner
  )[];
}
