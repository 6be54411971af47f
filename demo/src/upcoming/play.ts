import type { MedplumClient } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { random } from '../base/random.ts';
import type { Month } from '../base/time.ts';
import type { Ledger } from '../play/ledger.ts';
import { writeAll } from '../play/ledger.ts';
import type { Progress } from '../play/progress.ts';
import { untilDone } from '../play/retry.ts';
import { accountsOf } from '../region/rcps.ts';
import { plannedCase } from '../story/case.ts';
import { inscription } from '../story/inscription.ts';
import { type CasePlan, requesterPlace } from '../story/roles.ts';
import { plannedSession } from '../story/session.ts';
import { patientOf } from '../story/story.ts';
import { upcoming } from './plan.ts';
import { preparedFiche } from './prepared.ts';

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
  for (const { agenda } of sessions) {
    await once(service, ledger, [plannedSession(agenda)]);
    progress.step();
  }
  for (const { plan, end } of cases) {
    await once(service, ledger, everythingOf(plan, end, now));
    progress.step();
  }
  progress.end();
  return sessions.length;
}

/** The inscription, the case and the prepared fiche of a patient: all of it, or nothing. */
function everythingOf(plan: CasePlan, sessionEnd: number, now: number): Resource[] {
  const { composition, resources } = preparedFiche(plan, sessionEnd, now);
  const accounts = accountsOf(plan.session.rcp, requesterPlace(plan));
  const sent = inscription(plan);
  // Sent a week before the session, and never later than now.
  const authoredOn = Date.parse(sent.authoredOn!) > now ? new Date(now).toISOString() : sent.authoredOn;
  return [plannedCase(plan), { ...sent, authoredOn }, ...resources, composition].map((one) => ({
    ...one,
    meta: { ...one.meta, accounts },
  }));
}

/** Written in one transaction, so that the first one being there says that all are. */
async function once(service: MedplumClient, ledger: Ledger, resources: Resource[]): Promise<void> {
  const [first] = resources;
  if (ledger.find(first!)) return;
  await untilDone(
    () =>
      writeAll(
        service,
        ledger,
        resources.map((resource) => ({ resource })),
      ),
    async () => {
      await ledger.load(service);
      return ledger.find(first!) !== undefined;
    },
  );
}
