import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { type PublishedRule, publishedRule, type Resolve, ruleInForce } from '@dcc/rules/src/quorum/index.ts';
import type { MedplumClient } from '@medplum/core';
import type {
  Appointment,
  AppointmentResponse,
  Composition,
  Encounter,
  HealthcareService,
  PlanDefinition,
  Resource,
  Task,
} from '@medplum/fhirtypes';
import { readInto } from '../data/read-batch.ts';

/** A session with everything its screens show, as read in two batches whatever the number of cases. */
export interface SessionRecord {
  session: Encounter;
  /** Its cases but those cancelled or entered in error, in the order of the agenda. */
  cases: Encounter[];
  rcp?: HealthcareService;
  /** The quorum rule in force at the session's date. */
  rule?: PublishedRule;
  convocation?: Appointment;
  responses: AppointmentResponse[];
  /** Missing pieces asked for, open or done. */
  tasks: Task[];
  /** Newest version of the fiche of each case, by `Encounter/id`. */
  fiches: Map<string, Composition>;
  /** Everything read, by `Type/id`: people, patients, inscriptions. */
  records: ReadonlyMap<string, Resource>;
}

const PEOPLE = '_include:iterate=PractitionerRole:practitioner';

/**
 * @throws Error in French when the session is not there, or not for whoever asks; UnreadPartError when a part of it
 * could not be read.
 */
export async function loadSession(medplum: MedplumClient, id: string): Promise<SessionRecord> {
  const records = new Map<string, Resource>();
  await readInto(medplum, records, [
    `Encounter?_id=${id}&_include=Encounter:participant&${PEOPLE}`,
    `Encounter?part-of=Encounter/${id}&_count=200&_include=Encounter:subject&_include=Encounter:based-on&_include=Encounter:participant&${PEOPLE}`,
    `Appointment?supporting-info=Encounter/${id}&_revinclude=AppointmentResponse:appointment`,
    'PlanDefinition?type=workflow-definition&_count=100',
  ]);
  const session = records.get(`Encounter/${id}`) as Encounter | undefined;
  if (!session) throw new Error('Cette session n’existe pas, ou ne vous est pas accessible.');
  const cases = casesOf(records, id);
  const rcp = session.extension?.find(({ url }) => url === EXTENSIONS.RCP)?.valueReference?.reference;
  const requests = cases.flatMap(({ basedOn }) => basedOn?.[0]?.reference ?? []);
  const passages = cases.map((one) => `Encounter/${one.id}`);
  await readInto(medplum, records, [
    ...(rcp ? [`HealthcareService?_id=${rcp.split('/')[1]}`] : []),
    ...groups(requests).map((some) => `Task?focus=${some.join(',')}&_count=500`),
    ...groups(passages).map((some) => `Composition?encounter=${some.join(',')}&_count=500`),
  ]);
  return assemble(session, records);
}

/** The record of a session from what was read: pure. */
export function assemble(session: Encounter, records: ReadonlyMap<string, Resource>): SessionRecord {
  const all = [...records.values()];
  const ofType = <T extends Resource>(type: T['resourceType']) =>
    all.filter((one): one is T => one.resourceType === type);
  const rcp = session.extension?.find(({ url }) => url === EXTENSIONS.RCP)?.valueReference?.reference;
  const fiches = new Map<string, Composition>();
  for (const one of ofType<Composition>('Composition')) {
    const known = fiches.get(one.encounter?.reference ?? '');
    if (!known || version(one) > version(known)) fiches.set(one.encounter?.reference ?? '', one);
  }
  const service = rcp ? (records.get(rcp) as HealthcareService | undefined) : undefined;
  return {
    session,
    cases: casesOf(records, session.id!),
    rcp: service,
    rule: ruleOf(service, ofType<PlanDefinition>('PlanDefinition'), session),
    convocation: ofType<Appointment>('Appointment').find(({ status }) => status !== 'cancelled'),
    responses: ofType<AppointmentResponse>('AppointmentResponse'),
    tasks: ofType<Task>('Task').filter((one) =>
      one.code?.coding?.some(({ code }) => code === DCC_CODES.COMPLETE_PIECE.code),
    ),
    fiches,
    records,
  };
}

/** The version of the RCP's rule that was in force on the day; a rule nobody can read is no rule. */
function ruleOf(
  rcp: HealthcareService | undefined,
  plans: readonly PlanDefinition[],
  session: Encounter,
): PublishedRule | undefined {
  const canonical = rcp?.extension?.find(({ url }) => url === EXTENSIONS.QUORUM_RULE)?.valueCanonical;
  const url = canonical?.split('|')[0];
  const versions = plans
    .filter((one) => one.url === url)
    .flatMap((one) => {
      try {
        return [publishedRule(one)];
      } catch {
        return [];
      }
    });
  return session.period?.start ? ruleInForce(versions, session.period.start) : undefined;
}

function casesOf(records: ReadonlyMap<string, Resource>, sessionId: string): Encounter[] {
  return [...records.values()]
    .filter((one): one is Encounter => one.resourceType === 'Encounter')
    .filter((one) => one.partOf?.reference === `Encounter/${sessionId}`)
    .filter(({ status }) => status !== 'cancelled' && status !== 'entered-in-error')
    .sort((a, b) => positionOf(a) - positionOf(b) || (a.id! < b.id! ? -1 : 1));
}

function version(one: Composition): number {
  return one.extension?.find(({ url }) => url === EXTENSIONS.DOCUMENT_VERSION)?.valuePositiveInt ?? 1;
}

export const resolverOf =
  (records: ReadonlyMap<string, Resource>): Resolve =>
  (reference) =>
    records.get(reference?.reference ?? '');

/** Place in the agenda; a case without one comes last. */
export function positionOf(rcpCase: Encounter): number {
  return agendaPart(rcpCase, 'position') ?? Number.MAX_SAFE_INTEGER;
}

export function minutesAsked(rcpCase: Encounter): number | undefined {
  return agendaPart(rcpCase, 'minutes');
}

function agendaPart(rcpCase: Encounter, name: string): number | undefined {
  const agenda = rcpCase.extension?.find(({ url }) => url === EXTENSIONS.AGENDA);
  return agenda?.extension?.find(({ url }) => url === name)?.valuePositiveInt;
}

/** The case at another place of the agenda, with its minutes. */
export function placed(rcpCase: Encounter, position: number, minutes?: number): Encounter {
  const others = (rcpCase.extension ?? []).filter(({ url }) => url !== EXTENSIONS.AGENDA);
  const time = minutes ?? minutesAsked(rcpCase);
  return {
    ...rcpCase,
    extension: [
      {
        url: EXTENSIONS.AGENDA,
        extension: [
          { url: 'position', valuePositiveInt: position },
          ...(time ? [{ url: 'minutes', valuePositiveInt: time }] : []),
        ],
      },
      ...others,
    ],
  };
}

function groups(references: readonly string[], size = 50): string[][] {
  return Array.from({ length: Math.ceil(references.length / size) }, (_, n) =>
    references.slice(n * size, (n + 1) * size),
  );
}
