import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { ACT, DCC_CODES, PARTICIPATION, PARTICIPATION_FUNCTION } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { IDENTIFIER_TYPES, IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type {
  Coding,
  Encounter,
  EncounterParticipant,
  HealthcareService,
  Organization,
  Patient,
  Practitioner,
  PractitionerRole,
  Reference,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { concept } from './codes.ts';
import type { Doctor } from './draft.ts';

/** What puts a case on the agenda of a session. */
export interface Placing {
  rcp: HealthcareService;
  session: Encounter;
  patient: Reference<Patient>;
  inscription: Reference<ServiceRequest>;
  requester: Reference<PractitionerRole>;
  /** Establishment of the demandeur. */
  requesterOrganization: Reference<Organization>;
  presenter?: Reference<PractitionerRole>;
  doctor: Doctor | undefined;
  /** Place on the agenda, from 1. */
  position: number;
  minutes: number;
  /** UUID of the case's own identifier. */
  id: string;
}

/** Minutes a case gets when nobody said otherwise (spec/product.md 18: 8 to 15 cases in a session). */
export const DEFAULT_MINUTES = 6;

/** The case as it is put on the agenda (docs/model.md, Case). */
export function toCase(placing: Placing): Encounter {
  const { rcp, session, patient } = placing;
  const start = session.period?.start;
  return {
    resourceType: 'Encounter',
    meta: { profile: [profile('dcc-rcp-case')] },
    extension: [
      {
        url: EXTENSIONS.AGENDA,
        extension: [
          { url: 'position', valuePositiveInt: placing.position },
          { url: 'minutes', valuePositiveInt: placing.minutes },
        ],
      },
      { url: EXTENSIONS.RCP, valueReference: { reference: `HealthcareService/${rcp.id}` } },
      { url: EXTENSIONS.REQUESTER_ORGANIZATION, valueReference: placing.requesterOrganization },
    ],
    identifier: [
      {
        type: concept({ system: IDENTIFIER_TYPES.FR_ENCOUNTER, code: 'VN' }),
        system: IDENTIFIERS.URI,
        value: `urn:uuid:${placing.id}`,
      },
    ],
    status: 'planned',
    class: { ...ACT.VIRTUAL },
    type: [concept(DCC_CODES.CASE, ...rcpCodings(rcp))],
    subject: patient,
    basedOn: [placing.inscription],
    participant: people(placing),
    period: { ...(start ? { start } : {}) },
    serviceProvider: session.serviceProvider ?? rcp.providedBy!,
    partOf: { reference: `Encounter/${session.id}` },
  };
}

/** Number of the RCP, its appareil or topic, its thematic: how sessions, cases and fiches are found. */
export function rcpCodings(rcp: HealthcareService): Coding[] {
  const codings = rcp.type?.flatMap(({ coding }) => coding ?? []) ?? [];
  const number = rcp.identifier?.find(({ system }) => system === IDENTIFIERS.RCP)?.value;
  const nature = codings.findIndex(({ code }) => code === 'ORG-117' || code === 'ORG-132');
  const topic = codings[nature + 1];
  const thematic = codings.find(({ system }) => system === SYSTEMS.THEMATIC.url);
  return [
    ...(number
      ? [{ system: IDENTIFIERS.RCP, code: number, ...(rcp.name ? { display: rcp.name } : {}) }]
      : []),
    ...(topic && topic !== thematic ? [{ ...topic }] : []),
    ...(thematic ? [{ ...thematic }] : []),
  ];
}

/** Who asks, who presents, and the médecin traitant as known that day. */
function people({ requester, presenter, doctor }: Placing): EncounterParticipant[] {
  return [
    { type: [concept(PARTICIPATION.REQUESTER)], individual: requester },
    { type: [concept(DCC_CODES.PRESENTER)], individual: presenter ?? requester },
    { type: [concept(PARTICIPATION_FUNCTION.PCP)], individual: doctorReference(doctor) },
  ];
}

/** A person, or the coded reason of absence: the patient has no médecin traitant, or nobody knows who. */
export function doctorReference(doctor: Doctor | undefined): Reference<Practitioner | PractitionerRole> {
  if (doctor?.kind === 'known') return doctor.role;
  const reason = doctor?.kind === 'none' ? 'not-applicable' : 'unknown';
  return { extension: [{ url: EXTENSIONS.DATA_ABSENT_REASON, valueCode: reason }] };
}

/** The médecin traitant a case was made with. */
export function doctorOf(rcpCase: Encounter): Doctor | undefined {
  const line = rcpCase.participant?.find(({ type }) =>
    type?.some(({ coding }) => coding?.some(({ code }) => code === PARTICIPATION_FUNCTION.PCP.code)),
  );
  const reference = line?.individual?.reference;
  if (reference) return { kind: 'known', role: { reference } };
  const reason = line?.individual?.extension?.find(({ url }) => url === EXTENSIONS.DATA_ABSENT_REASON);
  if (!reason) return undefined;
  return { kind: reason.valueCode === 'not-applicable' ? 'none' : 'unknown' };
}

/** Place of a case on the agenda; undefined when it has none. */
export function positionOf(rcpCase: Encounter): number | undefined {
  const agenda = rcpCase.extension?.find(({ url }) => url === EXTENSIONS.AGENDA);
  return agenda?.extension?.find(({ url }) => url === 'position')?.valuePositiveInt;
}

/** The place after the last one of an agenda. */
export function nextPosition(cases: readonly Encounter[]): number {
  return Math.max(0, ...cases.map((one) => positionOf(one) ?? 0)) + 1;
}
