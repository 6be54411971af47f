import { type AnswerMode, convocationOf, responseOf, withPlan } from '@dcc/rules/src/calendar/index.ts';
import type { Appointment, AppointmentResponse, Encounter, Reference } from '@medplum/fhirtypes';
import { localId } from '../base/fhir.ts';
import type { Rcp } from '../region/rcps.ts';
import { placeOf } from './calendars.ts';

/** One answer, by the exercise place as the server knows it. */
export interface RoleAnswer {
  /** `PractitionerRole/<id>`. */
  role: string;
  mode: AnswerMode;
  comment?: string;
}

/** The session with the room and the video link of its RCP. */
export function withPlace(session: Encounter, rcp: Pick<Rcp, 'key' | 'comment'>): Encounter {
  return { ...session, extension: withPlan(session.extension, placeOf(rcp)) };
}

/**
 * The convocation to a session and what was answered, to be written together.
 * @param session as the server holds it, with its place.
 * @param answers those of people who are not convened are left out: somebody changed the list.
 * @param accounts who sees the session.
 */
export function convocationWith(
  session: Encounter,
  rcp: Pick<Rcp, 'name'>,
  answers: readonly RoleAnswer[],
  accounts: Reference[],
): [Appointment, ...AppointmentResponse[]] {
  const made = convocationOf(session, `RCP ${rcp.name}`);
  const id = localId(`convocation ${made.identifier![0]!.value}`);
  const appointment: Appointment = { ...made, id, meta: { ...made.meta, accounts } as Appointment['meta'] };
  const convened = new Set(appointment.participant.map(({ actor }) => actor?.reference));
  const responses = answers
    .filter(({ role }) => convened.has(role))
    .map((answer) => {
      const one = responseOf(appointment, answer);
      const meta = { ...one.meta, accounts } as AppointmentResponse['meta'];
      return { ...one, id: localId(`answer ${one.identifier![0]!.value}`), meta };
    });
  return [appointment, ...responses];
}
