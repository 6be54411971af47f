import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { ANSWER_SYSTEM, answerId, responseOf } from '@dcc/rules/src/calendar/answers.ts';
import {
  type AnswerMode,
  CONVOCATION_SYSTEM,
  cancelledSession,
  changeBundles,
  convocationOf,
  mergedSessions,
  movedSession,
  numberOfSession,
  plannedSession,
  renewedConvocation,
  type SessionContents,
  type SessionPlan,
  type SessionWish,
} from '@dcc/rules/src/calendar/index.ts';
import type { MedplumClient } from '@medplum/core';
import type {
  Appointment,
  AppointmentResponse,
  Composition,
  Encounter,
  HealthcareService,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { createOnce, refresh, saveIfUnchanged, transact } from '../data/index.ts';
import { searchAll } from './read.ts';

/** What every write of this folder makes stale: this screen, the session's own, the home page. */
async function changed(): Promise<void> {
  await Promise.all(['calendar', 'convocation', 'session', 'home', 'catalogue'].map((key) => refresh(key)));
}

/** A session as it is now, with all that must change with it. */
export async function loadContents(medplum: MedplumClient, id: string): Promise<SessionContents> {
  const [session, encounters, convocation] = await Promise.all([
    medplum.readResource('Encounter', id),
    searchAll(medplum, 'Encounter', `part-of=Encounter/${id}&_include=Encounter:based-on`),
    medplum.searchOne('Appointment', `supporting-info=Encounter/${id}`),
  ]);
  const cases = encounters.filter((one): one is Encounter => one.resourceType === 'Encounter');
  const open = cases.filter(({ status }) => status === 'planned').map((one) => `Encounter/${one.id}`);
  const fiches =
    open.length === 0
      ? []
      : await searchAll(medplum, 'Composition', `status=preliminary&encounter=${open.join(',')}`);
  return {
    session,
    cases,
    inscriptions: encounters.filter((one): one is ServiceRequest => one.resourceType === 'ServiceRequest'),
    fiches: fiches as Composition[],
    ...(convocation ? { convocation } : {}),
  };
}

/**
 * Writes a change, each resource only if nobody changed it since it was read. @throws at the first refusal.
 */
async function write(medplum: MedplumClient, resources: readonly Resource[]): Promise<void> {
  for (const bundle of changeBundles(resources)) await transact(medplum, bundle);
  await changed();
}

export async function moveSession(
  medplum: MedplumClient,
  id: string,
  to: { start: string; end: string; plan?: SessionPlan },
): Promise<void> {
  await write(medplum, movedSession(await loadContents(medplum, id), to));
}

export async function cancelSession(medplum: MedplumClient, id: string, reason: string): Promise<void> {
  await write(medplum, cancelledSession(await loadContents(medplum, id), reason));
}

export async function mergeSession(
  medplum: MedplumClient,
  id: string,
  targetId: string,
  reason: string,
): Promise<void> {
  const [from, to] = await Promise.all([loadContents(medplum, id), loadContents(medplum, targetId)]);
  await write(medplum, mergedSessions(from, to, reason));
}

/**
 * Creates a session, or gives the one that has its number already.
 * @returns the stored session.
 */
export async function createSession(
  medplum: MedplumClient,
  rcp: HealthcareService,
  wish: SessionWish,
): Promise<Encounter> {
  const made = await createOnce(medplum, plannedSession(rcp, wish), `${IDENTIFIERS.SESSION}|${wish.number}`);
  await changed();
  return made;
}

/** Convenes a session, or convenes it anew after a change. */
export async function convene(
  medplum: MedplumClient,
  session: Encounter,
  title: string,
  known?: Appointment,
): Promise<void> {
  if (known) await saveIfUnchanged(medplum, renewedConvocation(known, session));
  else {
    const identifier = `${CONVOCATION_SYSTEM}|${numberOfSession(session)}`;
    await createOnce(medplum, convocationOf(session, title), identifier);
  }
  await changed();
}

export interface AnswerWish {
  role: string;
  mode: AnswerMode;
  comment?: string;
  leavesAt?: string;
  stored?: AppointmentResponse;
}

/** Stores an answer, mine or the one I was told on the telephone. */
export async function giveAnswer(
  medplum: MedplumClient,
  convocation: Appointment,
  wish: AnswerWish,
): Promise<void> {
  const response = responseOf(convocation, wish);
  const made = response.id
    ? await saveIfUnchanged(medplum, response)
    : await createOnce(medplum, response, `${ANSWER_SYSTEM}|${answerId(convocation, wish.role)}`);
  // Somebody answered for the same person meanwhile: the last answer is the one that counts.
  if (JSON.stringify(made.extension) !== JSON.stringify(response.extension)) {
    await saveIfUnchanged(medplum, { ...response, id: made.id, meta: made.meta });
  }
  await changed();
}
