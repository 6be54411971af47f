import { DCC_CODES } from '@dcc/fhir-profiles';
import { caseAccounts, hasCode, patientAccounts, sessionAccounts } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type { Encounter, Patient, Reference, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { readBatch } from '../shared/batch.ts';
import type { Directory } from './directory.ts';
import { accountsOfInscription, performerOf } from './inscription.ts';
import type { At } from './invitation.ts';
import { CASE_TYPES, encountersOf, PATIENT_TYPES } from './links.ts';
import { type Share, writeAccounts } from './write.ts';

/** What to look at anew: whole sessions, or some cases. */
export interface Asked {
  sessions?: readonly Encounter[];
  cases?: readonly Encounter[];
}

/** Patients whose records are read at a time. */
const PATIENTS_AT_ONCE = 20;

/**
 * Computes and writes the accounts of sessions, of their convocations, of cases and of all that is written about them.
 * Every case of a patient is looked at, since she and what two cases share belong to all of them.
 * @returns how many resources were written.
 */
export async function shareRecord(
  medplum: MedplumClient,
  directory: Directory,
  { sessions = [], cases = [] }: Asked,
  at: At,
): Promise<number> {
  const inSessions = await readBatch(
    medplum,
    sessions.flatMap(({ id }) => [
      `Encounter?part-of=Encounter/${id}&_count=1000`,
      `Appointment?supporting-info=Encounter/${id}&_count=100`,
    ]),
  );
  const found = inSessions.flat();
  const asked = [...cases, ...found.filter((one): one is Encounter => one.resourceType === 'Encounter')];
  await directory.load(sessions);
  const convocations = found.filter(({ resourceType }) => resourceType === 'Appointment');
  let written = await writeAccounts(
    medplum,
    await sharesOfSessions(medplum, directory, sessions, convocations, at),
  );
  const patients = [...new Set(asked.flatMap(({ subject }) => subject?.reference ?? []))];
  for (let i = 0; i < patients.length; i += PATIENTS_AT_ONCE) {
    const some = patients.slice(i, i + PATIENTS_AT_ONCE);
    const ids = new Set(
      asked.flatMap(({ id, subject }) => (some.includes(subject?.reference ?? '') ? id! : [])),
    );
    written += await writeAccounts(medplum, await sharesOfPatients(medplum, directory, some, ids, at));
  }
  return written;
}

async function sharesOfSessions(
  medplum: MedplumClient,
  directory: Directory,
  sessions: readonly Encounter[],
  convocations: readonly Resource[],
  at: At,
): Promise<Share[]> {
  const answers = await readBatch(
    medplum,
    convocations.map(({ id }) => `AppointmentResponse?appointment=Appointment/${id}&_count=1000`),
  );
  return sessions.flatMap((session) => {
    const accounts = sessionAccounts(session, invitationOf(session, directory, at));
    const own = convocations.flatMap((one, index) =>
      encountersOf(one).includes(`Encounter/${session.id}`) ? [one, ...(answers[index] ?? [])] : [],
    );
    return [session, ...own].map((resource) => ({ resource, accounts: withOwn(resource, accounts) }));
  });
}

/** An answer stays with who gave it, whose establishment may not be invited for long. */
function withOwn(resource: Resource, accounts: readonly Reference[]): readonly Reference[] {
  if (resource.resourceType !== 'AppointmentResponse') return accounts;
  const [home] = resource.meta?.accounts ?? [];
  return home && !accounts.some(({ reference }) => reference === home.reference)
    ? [home, ...accounts]
    : accounts;
}

function invitationOf(encounter: Encounter, directory: Directory, at: At) {
  const { groups, resolve } = directory;
  return { members: directory.members(encounter), resolve, groups, ...at };
}

/** Everything about the cases asked for, and the patients themselves. */
async function sharesOfPatients(
  medplum: MedplumClient,
  directory: Directory,
  patients: readonly string[],
  asked: ReadonlySet<string>,
  at: At,
): Promise<Share[]> {
  const ids = patients.map((one) => one.split('/')[1]).join();
  const list = patients.join();
  const type = `${DCC_CODES.CASE.system}|${DCC_CODES.CASE.code}`;
  const category = `${DCC_CODES.INSCRIPTION.system}|${DCC_CODES.INSCRIPTION.code}`;
  const about = [...asked].map((id) => `Encounter/${id}`).join();
  const [persons = [], cases = [], inscriptions = [], ...others] = await readBatch(medplum, [
    `Patient?_id=${ids}&_count=100`,
    `Encounter?subject=${list}&type=${type}&_count=1000`,
    `ServiceRequest?subject=${list}&category=${category}&_count=1000`,
    ...CASE_TYPES.map((one) => `${one}?encounter=${about}&_count=1000`),
    ...Object.entries(PATIENT_TYPES).map(([one, param]) => `${one}?${param}=${list}&_count=1000`),
  ]);
  const known = new Map(
    (await sessionsOf(medplum, cases as Encounter[])).map((one) => [`Encounter/${one.id}`, one]),
  );
  const requests = (inscriptions as ServiceRequest[]).flatMap((one) => [
    performerOf(one),
    one.requester?.reference,
  ]);
  await directory.load([...(cases as Encounter[]), ...known.values()], requests);

  const accounts = new Map<string, Reference[]>();
  for (const one of cases as Encounter[]) {
    const session = known.get(one.partOf?.reference ?? '');
    if (session) {
      accounts.set(
        `Encounter/${one.id}`,
        caseAccounts(one, { session, ...invitationOf(session, directory, at) }),
      );
    }
  }
  const records = others.slice(0, CASE_TYPES.length).flat();
  const inCases = [...records, ...(await tracesOf(medplum, records))];
  const shares = inCases
    .filter((one) => !isInscription(one))
    .map((resource) => ({ resource, accounts: union(resource, inCases, accounts) }));
  const requested = (inscriptions as ServiceRequest[]).map((resource) => {
    const own = (cases as Encounter[]).filter(({ basedOn }) => basedOn?.some((one) => isTo(one, resource)));
    const given = own.flatMap(({ id }) => accounts.get(`Encounter/${id}`) ?? []);
    return { resource, accounts: unique([...accountsOfInscription(directory, resource), ...given]) };
  });
  const encounters = (cases as Encounter[])
    .filter(({ id }) => asked.has(id!))
    .map((resource) => ({ resource, accounts: accounts.get(`Encounter/${resource.id}`) ?? [] }));
  return [
    ...encounters,
    ...shares,
    ...requested,
    ...ofPatients(
      persons as Patient[],
      others.slice(CASE_TYPES.length).flat(),
      [...encounters, ...requested],
      {
        cases: cases as Encounter[],
        accounts,
      },
    ),
  ];
}

/** The patients, and what hangs on them alone. */
function ofPatients(
  persons: readonly Patient[],
  hanging: readonly Resource[],
  shares: readonly Share[],
  { cases, accounts }: { cases: readonly Encounter[]; accounts: ReadonlyMap<string, Reference[]> },
): Share[] {
  return persons.flatMap((patient) => {
    const isHers = (one: Resource) =>
      isTo((one as Encounter).subject ?? (one as { patient?: Reference }).patient, patient);
    const given = [
      ...cases.filter(isHers).map(({ id }) => accounts.get(`Encounter/${id}`) ?? []),
      ...shares.filter(({ resource }) => isHers(resource)).map((one) => one.accounts),
    ];
    const own = patientAccounts(patient.meta?.accounts ?? [], given);
    return [patient, ...hanging.filter(isHers)].map((resource) => ({ resource, accounts: own }));
  });
}

async function sessionsOf(medplum: MedplumClient, cases: readonly Encounter[]): Promise<Encounter[]> {
  const ids = [...new Set(cases.flatMap(({ partOf }) => partOf?.reference?.split('/')[1] ?? []))];
  if (ids.length === 0) return [];
  const [sessions = []] = await readBatch(medplum, [`Encounter?_id=${ids.join()}&_count=1000`]);
  return sessions as Encounter[];
}

/** Who signed what: the Provenance of the fiches. */
async function tracesOf(medplum: MedplumClient, records: readonly Resource[]): Promise<Resource[]> {
  const fiches = records.filter((one) => one.resourceType === 'Composition' && one.status !== 'preliminary');
  if (fiches.length === 0) return [];
  const targets = fiches.map(({ id }) => `Composition/${id}`).join();
  return (await readBatch(medplum, [`Provenance?target=${targets}&_count=1000`])).flat();
}

/** A document may be about two cases: it belongs to both. */
function union(
  resource: Resource,
  records: readonly Resource[],
  accounts: ReadonlyMap<string, Reference[]>,
): Reference[] {
  const about =
    resource.resourceType === 'Provenance'
      ? records.filter((one) => resource.target.some((target) => isTo(target, one))).flatMap(encountersOf)
      : encountersOf(resource);
  return unique(about.flatMap((one) => accounts.get(one) ?? []));
}

function unique(all: readonly Reference[]): Reference[] {
  return [...new Map(all.map((one) => [one.reference, one])).values()];
}

function isTo(reference: Reference | undefined, { resourceType, id }: Resource): boolean {
  return reference?.reference === `${resourceType}/${id}`;
}

function isInscription(resource: Resource): boolean {
  return (
    resource.resourceType === 'ServiceRequest' &&
    !!resource.category?.some((one) => hasCode(one, DCC_CODES.INSCRIPTION))
  );
}
