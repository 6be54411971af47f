import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { addDays } from '@dcc/rules/src/calendar/civil.ts';
import { isSession, rcpNumber } from '@dcc/rules/src/calendar/session.ts';
import type { MedplumClient } from '@medplum/core';
import type {
  Appointment,
  AppointmentResponse,
  Bundle,
  Encounter,
  HealthcareService,
  PlanDefinition,
  Practitioner,
  PractitionerRole,
  Resource,
} from '@medplum/fhirtypes';
import type { CalendarRecord } from './model.ts';

const PAGE = 500;
/** Ids in one search: an address stays well under what servers accept. */
const IDS = 60;
const token = ({ system, code }: { system: string; code: string }) => encodeURIComponent(`${system}|${code}`);

/** Every page of a search, included resources too. */
export async function searchAll(
  medplum: MedplumClient,
  type: Resource['resourceType'],
  query: string,
): Promise<Resource[]> {
  const found: Resource[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const bundle = (await medplum.search(type, `${query}&_count=${PAGE}&_offset=${offset}`)) as Bundle;
    const entries = bundle.entry ?? [];
    found.push(...entries.flatMap(({ resource }) => resource ?? []));
    if (entries.filter(({ search }) => search?.mode !== 'include').length < PAGE) return found;
  }
}

/**
 * What the sessions of [from, to[ (civil days) are shown from: five searches whatever their number.
 * A day more is asked on each side, since the server counts in UTC; what lies outside is harmless.
 */
export async function readCalendar(
  medplum: MedplumClient,
  from: string,
  to: string,
): Promise<CalendarRecord> {
  const dates = `date=ge${addDays(from, -1)}&date=lt${addDays(to, 1)}`;
  const [sessions, cases, invitations, reference] = await Promise.all([
    searchAll(medplum, 'Encounter', `type=${token(DCC_CODES.SESSION)}&${dates}`) as Promise<Encounter[]>,
    searchAll(medplum, 'Encounter', `type=${token(DCC_CODES.CASE)}&${dates}&_fields=status,partOf`),
    searchAll(medplum, 'Appointment', `${dates}&_revinclude=AppointmentResponse:appointment`),
    readReference(medplum),
  ]);
  return {
    sessions,
    cases: cases as Encounter[],
    convocations: invitations.filter((one): one is Appointment => one.resourceType === 'Appointment'),
    responses: invitations.filter(
      (one): one is AppointmentResponse => one.resourceType === 'AppointmentResponse',
    ),
    ...reference,
    people: await readPeople(medplum, convenedTo(sessions)),
  };
}

/** The catalogue and the quorum rules: small, and the same for every page. */
export async function readReference(
  medplum: MedplumClient,
): Promise<{ rcps: HealthcareService[]; plans: PlanDefinition[] }> {
  const [rcps, plans] = await Promise.all([
    searchAll(medplum, 'HealthcareService', '_sort=name'),
    searchAll(medplum, 'PlanDefinition', 'type=workflow-definition'),
  ]);
  return { rcps: rcps as HealthcareService[], plans: plans as PlanDefinition[] };
}

/** References of everybody convened, each once. */
export function convenedTo(sessions: readonly Encounter[]): string[] {
  const people = sessions.flatMap(({ participant }) => participant ?? []);
  return [...new Set(people.flatMap(({ individual }) => individual?.reference ?? []))].sort();
}

/** Exercise places with their people. Those that may not be read are left out. */
export async function readPeople(
  medplum: MedplumClient,
  roles: readonly string[],
): Promise<(PractitionerRole | Practitioner)[]> {
  const ids = roles.flatMap((one) => (one.startsWith('PractitionerRole/') ? one.slice(17) : []));
  const groups = Array.from({ length: Math.ceil(ids.length / IDS) }, (_, n) =>
    ids.slice(n * IDS, (n + 1) * IDS),
  );
  const found = await Promise.all(
    groups.map((group) =>
      searchAll(medplum, 'PractitionerRole', `_id=${group.join(',')}&_include=PractitionerRole:practitioner`),
    ),
  );
  return found.flat() as (PractitionerRole | Practitioner)[];
}

/** The other planned sessions of the same RCP, from now on, the next first. */
export async function readSiblings(medplum: MedplumClient, session: Encounter): Promise<Encounter[]> {
  const code = session.type?.[0]?.coding?.find(({ system }) => system === IDENTIFIERS.RCP);
  if (!code?.code) return [];
  const today = new Date().toISOString().slice(0, 10);
  const query = `type=${token({ system: IDENTIFIERS.RCP, code: code.code })}&status=planned&date=ge${today}&_sort=date`;
  const found = (await searchAll(medplum, 'Encounter', query)) as Encounter[];
  return found.filter((one) => isSession(one) && one.id !== session.id);
}

/** The sessions to come of an RCP; those cancelled too when a calendar must not make them again. */
export async function readSessionsOf(
  medplum: MedplumClient,
  rcp: HealthcareService,
  cancelledToo = false,
): Promise<Encounter[]> {
  const code = rcpNumber(rcp);
  if (!code) return [];
  const today = new Date().toISOString().slice(0, 10);
  const query = `type=${token({ system: IDENTIFIERS.RCP, code })}&date=ge${today}`;
  const found = (await searchAll(medplum, 'Encounter', query)) as Encounter[];
  return found.filter(
    (one) => isSession(one) && (cancelledToo || one.status !== 'cancelled') && one.period?.start,
  );
}

const RECENT = 30;

/** The latest session of an RCP that was not cancelled. Its cases share its code: some are read past. */
export async function readLatestSession(
  medplum: MedplumClient,
  rcp: HealthcareService,
): Promise<Encounter | undefined> {
  const code = rcpNumber(rcp);
  if (!code) return undefined;
  const types = `type=${token({ system: IDENTIFIERS.RCP, code })}&type=${token(DCC_CODES.SESSION)}`;
  const found = await medplum.searchResources('Encounter', `${types}&_sort=-date&_count=${RECENT}`);
  return found.find((one) => isSession(one) && one.status !== 'cancelled');
}
