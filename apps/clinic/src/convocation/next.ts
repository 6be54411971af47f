import { type Answer, answersOf } from '@dcc/rules/src/calendar/answers.ts';
import type { MedplumClient } from '@medplum/core';
import type { Appointment, AppointmentResponse } from '@medplum/fhirtypes';

/** A session that convenes me, and my answer. */
export interface NextSession {
  convocation: Appointment;
  sessionId: string;
  answer: Answer;
}

const MOST = 50;

/** The convocations of these exercise places that are still to come, the next first. */
export async function readNext(
  medplum: MedplumClient,
  roles: readonly string[],
  now: number,
): Promise<NextSession[]> {
  if (roles.length === 0) return [];
  // The server counts days in UTC: the hour itself is looked at here.
  const today = new Date(now).toISOString().slice(0, 10);
  const query = `actor=${roles.join(',')}&status=booked&date=ge${today}&_sort=date&_count=${MOST}`;
  const bundle = await medplum.search('Appointment', `${query}&_revinclude=AppointmentResponse:appointment`);
  return nextSessions(
    (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []),
    roles,
    now,
  );
}

/** Of what was read: those of these places that are not over, the next first. */
export function nextSessions(
  found: readonly (Appointment | AppointmentResponse)[],
  roles: readonly string[],
  now: number,
): NextSession[] {
  const responses = found.filter(
    (one): one is AppointmentResponse => one.resourceType === 'AppointmentResponse',
  );
  return found
    .filter((one): one is Appointment => one.resourceType === 'Appointment')
    .filter(({ status, end }) => status === 'booked' && Date.parse(end ?? '') > now)
    .flatMap((convocation) => {
      const answer = answersOf(convocation, responses).find(({ role }) => roles.includes(role));
      const sessionId = convocation.supportingInformation?.[0]?.reference?.replace('Encounter/', '');
      return answer && sessionId ? [{ convocation, sessionId, answer }] : [];
    })
    .sort((a, b) => Date.parse(a.convocation.start ?? '') - Date.parse(b.convocation.start ?? ''));
}
