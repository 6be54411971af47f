import type { Appointment, AppointmentResponse, Encounter } from '@medplum/fhirtypes';
import {
  evaluateQuorum,
  personName,
  practitionerOf,
  type QuorumParticipant,
  type QuorumResult,
  type QuorumRule,
  quorumParticipants,
  type Resolve,
} from '../quorum/index.ts';
import { answersOf } from './answers.ts';
import { planOf } from './plan-extension.ts';

/** How full a session is. `places` undefined: nobody said how many. */
export interface Filling {
  cases: number;
  places?: number;
  full: boolean;
}

/** Cancelled passages leave their place. */
export function fillingOf(session: Encounter, cases: readonly Pick<Encounter, 'status'>[]): Filling {
  const count = cases.filter(({ status }) => status !== 'cancelled' && status !== 'entered-in-error').length;
  const { places } = planOf(session);
  return {
    cases: count,
    ...(places === undefined ? {} : { places }),
    full: places !== undefined && count >= places,
  };
}

/** When inscriptions close (ms): the given hours before the start; at the start when nothing is said. */
export function closingOf(session: Encounter): number | undefined {
  const start = Date.parse(session.period?.start ?? '');
  return Number.isNaN(start) ? undefined : start - (planOf(session).closesHoursBefore ?? 0) * 3_600_000;
}

export type Inscriptions = 'open' | 'closed' | 'over';

/** Whether one may still inscribe: `closed` = late ones only, which are traced; `over` = no longer planned. */
export function inscriptionsOf(session: Encounter, now: number): Inscriptions {
  if (session.status !== 'planned') return 'over';
  const closing = closingOf(session);
  return closing !== undefined && now >= closing ? 'closed' : 'open';
}

/** What the answers to the convocation promise for the quorum, and how many answers are awaited. */
export interface Outlook {
  quorum: QuorumResult;
  counts: { present: number; visio: number; excused: number; awaited: number };
}

/**
 * The quorum that a session may expect from the answers: `reached` when those who said they come suffice,
 * `unknown` while people who did not answer could still make it, `not-reached` when even they could not. Specialties
 * are those of the directory, since nobody has exercised yet.
 */
export function outlookOf(
  session: Encounter,
  convocation: Appointment | undefined,
  responses: readonly AppointmentResponse[],
  rule: QuorumRule | undefined,
  resolve: Resolve,
): Outlook {
  const answers = new Map(answersOf(convocation, responses).map((one) => [one.role, one]));
  const people = (session.participant ?? []).map((line): QuorumParticipant => {
    const [one] = quorumParticipants(
      { ...session, participant: [line] },
      { ...session, participant: [] },
      resolve,
    );
    const role = resolve(line.individual);
    const practitioner = practitionerOf(role, resolve);
    const mode = answers.get(line.individual?.reference ?? '')?.mode;
    return {
      ...one!,
      name: practitioner ? personName(practitioner.name?.[0]) : one!.name,
      specialty: one!.specialty ?? directorySpecialty(role),
      mode: one!.mode ?? mode,
    };
  });
  const modes = people.map(({ mode }) => mode);
  const count = (wanted: string) => modes.filter((mode) => mode === wanted).length;
  const awaited = modes.filter((mode) => mode === undefined).length;
  return {
    quorum: evaluateQuorum(rule, people, session.period),
    counts: { present: count('present'), visio: count('visio'), excused: count('excused'), awaited },
  };
}

function directorySpecialty(role: ReturnType<Resolve>): string | undefined {
  return role?.resourceType === 'PractitionerRole'
    ? role.specialty?.flatMap(({ coding }) => coding ?? []).find(({ code }) => code)?.code
    : undefined;
}
