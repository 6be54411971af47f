import type { MedplumClient } from '@medplum/core';
import type { Resource, ServiceRequest } from '@medplum/fhirtypes';
import { random } from '../base/random.ts';
import { type Month, parisTime } from '../base/time.ts';
import type { Ledger } from '../play/ledger.ts';
import type { Progress } from '../play/progress.ts';
import { accountsOf } from '../region/rcps.ts';
import { consentsOf } from '../story/announcement.ts';
import { plannedCase } from '../story/case.ts';
import { inscription } from '../story/inscription.ts';
import { type CasePlan, requesterPlace } from '../story/roles.ts';
import { plannedSession } from '../story/session.ts';
import { patientOf } from '../story/story.ts';
import { once, playCalendars, playConvocations } from './around.ts';
import { chasedPieces } from './pieces.ts';
import { type UpcomingSession, upcoming } from './plan.ts';
import { preparedFiche } from './prepared.ts';

/** Cases whose demandeur is asked for what the fiche lacks; the others have only forgotten it. */
const CHASED_CASES = 2;
const NOT_TOLD_RANK = 1;

export interface UpcomingPlay {
  seed: string;
  month: Month;
  now: number;
}

/**
 * Writes the sessions to come on a server where the month was played. Called again the same day it writes nothing;
 * another day it adds what that day lacks.
 * @returns how many sessions the server now holds for the weeks to come.
 */
export async function playUpcoming(
  service: MedplumClient,
  ledger: Ledger,
  { seed, month, now }: UpcomingPlay,
  progress: Progress,
): Promise<number> {
  const rng = random(seed);
  const sessions = upcoming({
    seed,
    month,
    now,
    known: (member) => ledger.find(patientOf(member, rng)) !== undefined,
  });
  const cases = sessions.flatMap((one) => one.cases.map((plan) => ({ plan, end: one.agenda.end })));
  progress.begin('Sessions à venir', sessions.length + cases.length);
  await playCalendars(service, ledger, now);
  for (const { agenda } of sessions) {
    await once(service, ledger, [plannedSession(agenda)]);
    progress.step();
  }
  for (const { plan, end } of cases) {
    await once(service, ledger, everythingOf(plan, end, now));
    const sent = sentBy(plan, now);
    // Of a case that was written before, the inscription is not bound yet.
    ledger.find(sent);
    await once(service, ledger, consentsOf(plan, sent, isToldToday(plan, sessions)));
    progress.step();
  }
  const lacking = cases
    .map(({ plan, end }) => chasedPieces(plan, preparedFiche(plan, end, now).composition, now))
    .filter((tasks) => tasks.length > 0);
  for (const tasks of lacking.slice(0, CHASED_CASES)) await once(service, ledger, tasks);
  // Last: who is convened is shown the cases that are there.
  await playConvocations(service, ledger, sessions, { now, seed });
  progress.end();
  return sessions.length;
}

/** The inscription, the case and the prepared fiche of a patient: all of it, or nothing. */
function everythingOf(plan: CasePlan, sessionEnd: number, now: number): Resource[] {
  const { composition, resources } = preparedFiche(plan, sessionEnd, now);
  const accounts = accountsOf(plan.session.rcp, requesterPlace(plan));
  return [plannedCase(plan), sentBy(plan, now), ...resources, composition].map((one) => ({
    ...one,
    meta: { ...one.meta, accounts },
  }));
}

/** Sent a week before the session, and never later than now. */
function sentBy(plan: CasePlan, now: number): ServiceRequest {
  const sent = inscription(plan);
  return Date.parse(sent.authoredOn!) > now ? { ...sent, authoredOn: parisTime(now) } : sent;
}

/** In the session of today one patient has not been told yet, and only one: the secretary sees what to follow. */
function isToldToday(plan: CasePlan, [today]: readonly UpcomingSession[]): boolean | undefined {
  const rank = today?.cases.indexOf(plan) ?? -1;
  return rank < 0 ? undefined : rank !== NOT_TOLD_RANK;
}
