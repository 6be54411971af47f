import { profile } from '@dcc/fhir-profiles/src/canonical.ts';
import { ACT, CISIS, DCC_CODES, R213 } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { IDENTIFIER_TYPES, IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type { Coding, Encounter, HealthcareService } from '@medplum/fhirtypes';
import type { SessionPlan } from './calendar.ts';
import { convenedParticipants, membersOf, type RcpMember } from './members.ts';
import { withPlan } from './plan-extension.ts';

/** A catalogue entry or a session that lacks what is needed. The message is French and names the field. */
export class SessionError extends Error {
  override readonly name = 'SessionError';
}

export interface SessionWish {
  /** `sessionNumber(...)`. */
  number: string;
  /** FHIR dateTimes. */
  start: string;
  end: string;
  plan: SessionPlan;
  /** Who is convened; the usual participants of the RCP unless said. */
  members?: readonly RcpMember[];
}

/** Number of an RCP in the national directory (ANRCP). */
export function rcpNumber(rcp: HealthcareService): string | undefined {
  return rcp.identifier?.find(({ system }) => system === IDENTIFIERS.RCP)?.value;
}

/**
 * Number of a session in the national form: day and number of the RCP; a rank when a series or a second
 * meeting of the day asks for one. It comes from the day the rule gave, so a session that is moved keeps it,
 * and generating the calendar again finds it.
 */
export function sessionNumber(rcp: string, day: string, rank = 1): string {
  return `${day.replaceAll('-', '')}${rcp}${rank > 1 ? `-${rank}` : ''}`;
}

/** Rank of a series, the last part of `99110001-2`. */
export function seriesRank(series: string): number {
  return Number(/-(\d+)$/.exec(series)?.[1] ?? 1);
}

/**
 * The session that a catalogue entry gives, planned, its usual participants convened. @throws SessionError
 */
export function plannedSession(rcp: HealthcareService, wish: SessionWish): Encounter {
  const number = rcpNumber(rcp);
  const members = wish.members ?? membersOf(rcp);
  const gestionnaire = rcp.extension?.find(({ url }) => url === EXTENSIONS.GESTIONNAIRE_3C)?.valueReference;
  const lacks = [
    ...(rcp.id && number ? [] : ['son numéro de l’annuaire des RCP']),
    ...(rcp.providedBy ? [] : ['son établissement organisateur']),
    ...(gestionnaire ? [] : ['son 3C']),
    ...(members.length > 0 ? [] : ['au moins un participant habituel (le responsable)']),
  ];
  if (lacks.length > 0) throw new SessionError(`La RCP « ${rcp.name ?? ''} » n’a pas : ${lacks.join(', ')}.`);
  return {
    resourceType: 'Encounter',
    meta: { profile: [profile('dcc-rcp-session')] },
    extension: withPlan(
      [
        {
          url: EXTENSIONS.RCP,
          valueReference: { reference: `HealthcareService/${rcp.id}`, display: rcp.name },
        },
        { url: EXTENSIONS.GESTIONNAIRE_3C, valueReference: gestionnaire! },
      ],
      wish.plan,
    ),
    identifier: [
      {
        type: { coding: [{ system: IDENTIFIER_TYPES.FR_ENCOUNTER, code: 'VN' }] },
        system: IDENTIFIERS.SESSION,
        value: wish.number,
      },
    ],
    status: 'planned',
    class: { ...ACT.VIRTUAL },
    type: [{ coding: sessionCodings(rcp, number!) }],
    participant: convenedParticipants(members),
    period: { start: wish.start, end: wish.end },
    serviceProvider: rcp.providedBy!,
  };
}

/** docs/model.md: R213, number of the RCP, dcc#rcp-session, nature, appareil or topic, thematic. */
function sessionCodings(rcp: HealthcareService, number: string): Coding[] {
  const own = rcp.type?.[0]?.coding ?? [];
  const way = rcp.category
    ?.flatMap(({ coding }) => coding ?? [])
    .find(({ system }) => system === R213.RCP.system);
  const natures: string[] = [CISIS.NATURE_ORGANES.code, CISIS.NATURE_TRANSVERSALE.code];
  const nature = own.find(({ code }) => natures.includes(code ?? ''));
  const thematic = own.find(({ system }) => system === SYSTEMS.THEMATIC.url);
  // The appareil or topic is the first code after the nature; organs come behind it.
  const topic = own[own.indexOf(nature!) + 1];
  if (!nature || !thematic || !topic || topic === thematic) {
    throw new SessionError(`La RCP « ${rcp.name ?? ''} » n’a pas sa nature, son appareil ou sa thématique.`);
  }
  return [
    { ...(way ?? R213.RCP) },
    { system: IDENTIFIERS.RCP, code: number, ...(rcp.name ? { display: rcp.name } : {}) },
    { ...DCC_CODES.SESSION },
    nature,
    topic,
    thematic,
  ];
}

/** Reference of the RCP of a session or a case. */
export function rcpOf(encounter: Encounter): string | undefined {
  return encounter.extension?.find(({ url }) => url === EXTENSIONS.RCP)?.valueReference?.reference;
}

/** Number of a stored session. */
export function numberOfSession(session: Encounter): string | undefined {
  return session.identifier?.find(({ system }) => system === IDENTIFIERS.SESSION)?.value;
}

/** True for a session Encounter (not a case). */
export function isSession(encounter: Encounter): boolean {
  return !!encounter.type?.some(({ coding }) =>
    coding?.some(
      ({ system, code }) => system === DCC_CODES.SESSION.system && code === DCC_CODES.SESSION.code,
    ),
  );
}
