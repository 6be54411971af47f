import { membersOf, planOf, withMembers } from '@dcc/rules/src/calendar/index.ts';
import type { MedplumClient } from '@medplum/core';
import type { Encounter, HealthcareService, Resource } from '@medplum/fhirtypes';
import { localId } from '../base/fhir.ts';
import type { Ledger } from '../play/ledger.ts';
import { writeAll } from '../play/ledger.ts';
import { untilDone } from '../play/retry.ts';
import { roleOf } from '../region/professionals.ts';
import { accountsOf, catalogue, RCPS, type Rcp } from '../region/rcps.ts';
import { plannedSession } from '../story/session.ts';
import { answersTo, sessionInDanger } from './answers.ts';
import { calendarOfRcp, dayOf, usualMembers } from './calendars.ts';
import { convocationWith, type RoleAnswer, withPlace } from './convocations.ts';
import type { UpcomingSession } from './plan.ts';

/**
 * Writes resources in one transaction, unless the first of them is there: it being there says that all are.
 * @returns false when there was nothing to write.
 */
export async function once(
  service: MedplumClient,
  ledger: Ledger,
  resources: readonly Resource[],
): Promise<boolean> {
  const [first] = resources;
  if (!first || ledger.find(first)) return false;
  await untilDone(
    () =>
      writeAll(
        service,
        ledger,
        resources.map((resource) => ({ resource })),
      ),
    async () => {
      await ledger.load(service);
      return ledger.find(first) !== undefined;
    },
  );
  return true;
}

/** Who usually comes to each RCP, and when it meets. What somebody wrote by hand since stays as it is. */
export async function playCalendars(service: MedplumClient, ledger: Ledger, now: number): Promise<void> {
  const local = catalogue();
  for (const [index, rcp] of RCPS.entries()) {
    const id = ledger.find(local[index]!)?.id;
    if (!id) throw new Error(`La RCP ${rcp.name} n’est pas au catalogue.`);
    let stored = await service.readResource('HealthcareService', id, { cache: 'reload' });
    if (membersOf(stored).length === 0) {
      const members = ledger.translate(usualMembers(rcp).map(asReference)).map(asMember);
      stored = await service.updateResource<HealthcareService>(
        withMembers(stored, members) as HealthcareService & { id: string },
      );
    }
    const schedule = calendarOfRcp(rcp, stored, dayOf(now));
    const accounts = ledger.translate(accountsOf(rcp));
    const meta = { ...schedule.meta, accounts };
    await once(service, ledger, [{ ...schedule, id: localId(`calendar ${rcp.key}`), meta } as Resource]);
  }
}

/** Rooms, convocations and answers of the sessions to come; one of them will lack a specialty. */
export async function playConvocations(
  service: MedplumClient,
  ledger: Ledger,
  sessions: readonly UpcomingSession[],
  { now, seed }: { now: number; seed: string },
): Promise<void> {
  const danger = sessionInDanger(sessions.map(({ agenda }) => agenda.session));
  for (const { agenda } of sessions) {
    const { session } = agenda;
    const id = ledger.find(plannedSession(agenda))?.id;
    if (!id) continue;
    const stored = await placed(service, id, session.rcp);
    if (stored.status !== 'planned') continue;
    const answers = answersTo(session, now, seed, session === danger).map(
      ({ who, ...answer }): RoleAnswer => ({ ...answer, role: ledger.translate(roleOf(who)).reference! }),
    );
    const accounts = ledger.translate(accountsOf(session.rcp));
    await once(service, ledger, convocationWith(stored, session.rcp, answers, accounts));
  }
}

/** The session as stored, with its room and link: given now if it has none. */
async function placed(service: MedplumClient, id: string, rcp: Rcp): Promise<Encounter> {
  const stored = await service.readResource('Encounter', id, { cache: 'reload' });
  if (stored.status !== 'planned' || planOf(stored).video) return stored;
  return service.updateResource<Encounter>(withPlace(stored, rcp) as Encounter & { id: string });
}

type Named = { reference: string; display?: string; leads: boolean };
const asReference = ({ role, ...rest }: ReturnType<typeof usualMembers>[number]): Named => ({
  ...rest,
  reference: role,
});
const asMember = ({ reference, ...rest }: Named) => ({ ...rest, role: reference });
