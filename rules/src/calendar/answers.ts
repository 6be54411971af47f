import { DCC, profile } from '@dcc/fhir-profiles/src/canonical.ts';
import type { Appointment, AppointmentResponse, Extension } from '@medplum/fhirtypes';
import { CONVOCATION_SYSTEM } from './convocation.ts';
import { CALENDAR_EXTENSIONS } from './plan-extension.ts';
import { SessionError } from './session.ts';

/**
 * System of `AppointmentResponse.identifier`: one answer per session and person, replaced when they change
 * it.
 */
export const ANSWER_SYSTEM = `${DCC}/convocation-answer`;

/** How a person says they will come. A written opinion is given on a case, not on an invitation. */
export const ANSWERS = { present: 'Présent', visio: 'En visio', excused: 'Excusé' } as const;
export type AnswerMode = keyof typeof ANSWERS;

/** What is known of one person convened. */
export interface Answer {
  /** `PractitionerRole/<id>`. */
  role: string;
  display?: string;
  /** Undefined: no answer yet, or none to the present hour of the session. */
  mode?: AnswerMode;
  comment?: string;
  /** FHIR dateTime at which they will have to leave. */
  leavesAt?: string;
  /** When it was given. */
  at?: string;
  /** The stored answer, also when it was to another hour: the next one replaces it. */
  stored?: AppointmentResponse;
}

/**
 * The answers to a convocation, in the order of its participants.
 * @param responses of any convocations; those of this one are picked.
 */
export function answersOf(
  convocation: Appointment | undefined,
  responses: readonly AppointmentResponse[],
): Answer[] {
  if (!convocation) return [];
  const own = new Map(
    responses
      .filter(({ appointment }) => appointment.reference === `Appointment/${convocation.id}`)
      .map((one) => [one.actor?.reference, one]),
  );
  return convocation.participant.flatMap(({ actor }) => {
    const role = actor?.reference;
    if (!role) return [];
    const person = { role, ...(actor?.display ? { display: actor.display } : {}) };
    const stored = own.get(role);
    if (!stored) return [person];
    return [
      isCurrent(stored, convocation) ? { ...person, ...readAnswer(stored), stored } : { ...person, stored },
    ];
  });
}

/** An answer holds for the hour it was given to: RFC 5546, 3.2.2.1 asks again when a meeting moves. */
function isCurrent(stored: AppointmentResponse, convocation: Appointment): boolean {
  return Date.parse(stored.start ?? '') === Date.parse(convocation.start ?? '');
}

function readAnswer(stored: AppointmentResponse): Pick<Answer, 'mode' | 'comment' | 'leavesAt' | 'at'> {
  const parts = stored.extension?.find(({ url }) => url === CALENDAR_EXTENSIONS.ANSWER)?.extension ?? [];
  const part = (url: string) => parts.find((one) => one.url === url);
  const mode = part('mode')?.valueCode;
  const leavesAt = part('leavesAt')?.valueDateTime;
  return {
    ...(mode !== undefined && Object.hasOwn(ANSWERS, mode) ? { mode: mode as AnswerMode } : {}),
    ...(stored.comment ? { comment: stored.comment } : {}),
    ...(leavesAt ? { leavesAt } : {}),
    ...(stored.meta?.lastUpdated ? { at: stored.meta.lastUpdated } : {}),
  };
}

/**
 * One person's answer as it is stored; answering again updates `stored`.
 * @throws SessionError when the person is not convened, the session is called off, or the hour of leaving is
 * not during it.
 */
export function responseOf(
  convocation: Appointment,
  answer: Pick<Answer, 'role' | 'comment' | 'leavesAt' | 'stored'> & { mode: AnswerMode },
): AppointmentResponse {
  if (convocation.status === 'cancelled') throw new SessionError('Cette session est annulée.');
  const participant = convocation.participant.find(({ actor }) => actor?.reference === answer.role);
  if (!participant?.actor) throw new SessionError('Cette personne n’est pas convoquée à la session.');
  const leavesAt = answer.mode === 'excused' ? undefined : answer.leavesAt;
  if (leavesAt !== undefined && !isInside(convocation, leavesAt)) {
    throw new SessionError('L’heure de départ doit être pendant la session.');
  }
  const parts: Extension[] = [
    { url: 'mode', valueCode: answer.mode },
    ...(leavesAt ? [{ url: 'leavesAt', valueDateTime: leavesAt }] : []),
  ];
  const comment = answer.comment?.trim();
  const { comment: _before, ...stored } = answer.stored ?? {};
  return {
    ...stored,
    resourceType: 'AppointmentResponse',
    meta: { ...answer.stored?.meta, profile: [profile('dcc-convocation-response')] },
    extension: [{ url: CALENDAR_EXTENSIONS.ANSWER, extension: parts }],
    identifier: [{ system: ANSWER_SYSTEM, value: answerId(convocation, answer.role) }],
    appointment: { reference: `Appointment/${convocation.id}` },
    ...(convocation.start ? { start: convocation.start } : {}),
    ...(convocation.end ? { end: convocation.end } : {}),
    actor: participant.actor,
    participantStatus: answer.mode === 'excused' ? 'declined' : 'accepted',
    ...(comment ? { comment } : {}),
  };
}

/** `<number of the session>:<id of the person's role>` */
export function answerId(convocation: Appointment, role: string): string {
  const number = convocation.identifier?.find(({ system }) => system === CONVOCATION_SYSTEM)?.value;
  return `${number ?? convocation.id}:${role.slice(role.indexOf('/') + 1)}`;
}

function isInside({ start, end }: Appointment, instant: string): boolean {
  const at = Date.parse(instant);
  return at > Date.parse(start ?? '') && at <= Date.parse(end ?? '');
}
