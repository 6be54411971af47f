import { DCC, profile } from '@dcc/fhir-profiles/src/canonical.ts';
import type { Appointment, AppointmentParticipant, Encounter } from '@medplum/fhirtypes';
import { CALENDAR_EXTENSIONS, planOf, withPlan } from './plan-extension.ts';
import { numberOfSession, SessionError } from './session.ts';

/** System of `Appointment.identifier`: the number of its session, so that convening twice makes one. */
export const CONVOCATION_SYSTEM = `${DCC}/convocation`;

/**
 * The convocation to a planned session: one Appointment, everyone of the session in it, nobody having
 * answered.
 * @throws SessionError when the session has no number or no time.
 */
export function convocationOf(session: Encounter, title: string): Appointment {
  const number = numberOfSession(session);
  if (!session.id || !number || !session.period?.start || !session.period.end) {
    throw new SessionError('Une session se convoque quand elle a un numéro, un début et une fin.');
  }
  return withSession(
    {
      resourceType: 'Appointment',
      meta: { profile: [profile('dcc-convocation')] },
      identifier: [{ system: CONVOCATION_SYSTEM, value: number }],
      extension: [{ url: CALENDAR_EXTENSIONS.SEQUENCE, valueInteger: 0 }],
      status: 'booked',
      description: title,
      supportingInformation: [{ reference: `Encounter/${session.id}` }],
      participant: [],
    },
    session,
  );
}

/**
 * The convocation after its session changed: same identity, next sequence. Answers are resources of their own
 * and say which start they answered (`answers.ts`), so another time asks everyone again without erasing
 * anything.
 */
export function renewedConvocation(convocation: Appointment, session: Encounter): Appointment {
  return withSession(nextSequence(convocation), session);
}

/** True when the convocation no longer says what the session says. */
export function isOutdated(convocation: Appointment, session: Encounter): boolean {
  const facts = (one: Appointment) =>
    JSON.stringify([
      Date.parse(one.start ?? ''),
      Date.parse(one.end ?? ''),
      planFacts(one),
      one.participant.map(({ actor }) => actor?.reference).sort(),
    ]);
  return facts(convocation) !== facts(withSession(convocation, session));
}

/** The convocation called off. */
export function cancelledConvocation(convocation: Appointment, reason: string): Appointment {
  return { ...nextSequence(convocation), status: 'cancelled', cancelationReason: { text: reason } };
}

function withSession(convocation: Appointment, session: Encounter): Appointment {
  const { room, video } = planOf(session);
  const people = (session.participant ?? []).filter(({ individual }) => individual?.reference);
  // Someone who left and came back has two lines in a session, and one invitation.
  const once = new Map(people.map((one) => [one.individual?.reference, one]));
  return {
    ...convocation,
    extension: withPlan(convocation.extension, { ...(room ? { room } : {}), ...(video ? { video } : {}) }),
    start: session.period?.start,
    end: session.period?.end,
    participant: [...once.values()].map(
      (one): AppointmentParticipant => ({
        ...(one.type ? { type: one.type } : {}),
        actor: one.individual,
        required: 'required',
        status: 'needs-action',
      }),
    ),
  };
}

/** iCalendar SEQUENCE of a convocation. */
export function sequenceOf({ extension }: Appointment): number {
  return extension?.find(({ url }) => url === CALENDAR_EXTENSIONS.SEQUENCE)?.valueInteger ?? 0;
}

function nextSequence(convocation: Appointment): Appointment {
  const others = (convocation.extension ?? []).filter(({ url }) => url !== CALENDAR_EXTENSIONS.SEQUENCE);
  const next = { url: CALENDAR_EXTENSIONS.SEQUENCE, valueInteger: sequenceOf(convocation) + 1 };
  return { ...convocation, extension: [next, ...others] };
}

function planFacts(one: Appointment): string[] {
  const { room = '', video = '' } = planOf(one);
  return [room, video];
}
