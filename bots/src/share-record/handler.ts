import { DCC_CODES } from '@dcc/fhir-profiles';
import { hasCode } from '@dcc/rules';
import type { BotEvent, MedplumClient } from '@medplum/core';
import type { Encounter, Resource, ServiceRequest } from '@medplum/fhirtypes';
import { readBatch } from '../shared/batch.ts';
import { Directory } from './directory.ts';
import { shareInscription } from './inscription.ts';
import { type At, closedSessions, daysAfter } from './invitation.ts';
import { appointmentOf, encountersOf } from './links.ts';
import { shareRecord } from './record.ts';
import { isConflict } from './write.ts';

type Event = Pick<BotEvent, 'input'> & Partial<Pick<BotEvent, 'secrets'>>;

/**
 * Readings of one event. A case is written by several at once: its inscription ends as the meeting begins it, and two
 * events of one patient run side by side. Then the record is read anew at once, where a notification that failed would
 * be tried again a second later, as late as the queue is long, and stand in the log as a fault.
 */
const READINGS = 4;

/**
 * `share-record`: keeps `meta.accounts` what docs/model.md says (Accounts), whoever wrote. A role writes at home; from
 * there the record reaches who organises the session, its 3C, who asked, and, while they are convened or members of the
 * RCP, the establishments invited (docs/acces.md).
 *
 * Trigger: subscriptions on sessions, cases, inscriptions, convocations, and what is written about a case; every night
 * without a resource, to close the invitations whose days are over. The accounts are computed whole each time and
 * written only where they differ: safe to retry, and its own writes lead to nothing more. What somebody writes between
 * its reading and its writing is never undone: the record is read again (`READINGS`), then the event is tried again.
 *
 * Project secret DCC_INVITATION_DAYS: how long an invited establishment reads on after the session, 30 when absent.
 *
 * @returns how many resources changed hands, in the last reading.
 */
export async function handler(medplum: MedplumClient, event: Event): Promise<{ shared: number }> {
  const at = { now: new Date().toISOString(), daysAfter: daysAfter(event.secrets) };
  for (let reading = 1; ; reading++) {
    try {
      return await share(medplum, event, at);
    } catch (error) {
      if (reading === READINGS || !isConflict(error)) throw error;
    }
  }
}

async function share(medplum: MedplumClient, event: Event, at: At): Promise<{ shared: number }> {
  const directory = new Directory(medplum);
  const resource = event.input as Resource | undefined;
  if (!resource?.resourceType || resource.resourceType === 'Bot') {
    return {
      shared: await shareRecord(medplum, directory, { sessions: await closedSessions(medplum, at) }, at),
    };
  }
  if (isInscription(resource)) {
    const cases = await casesOf(medplum, resource);
    const shared =
      cases.length > 0
        ? await shareRecord(medplum, directory, { cases }, at)
        : await shareInscription(medplum, directory, resource);
    return { shared };
  }
  const encounters = await readEncounters(medplum, await linked(medplum, resource));
  const isSession = (one: Encounter) => one.type?.some((type) => hasCode(type, DCC_CODES.SESSION));
  const sessions = encounters.filter(isSession);
  const cases = encounters.filter((one) => one.type?.some((type) => hasCode(type, DCC_CODES.CASE)));
  return { shared: await shareRecord(medplum, directory, { sessions, cases }, at) };
}

function isInscription(resource: Resource): resource is ServiceRequest & { id: string } {
  return (
    resource.resourceType === 'ServiceRequest' &&
    !!resource.category?.some((one) => hasCode(one, DCC_CODES.INSCRIPTION))
  );
}

/** The event may be old: the Encounters are read as they are now. */
async function linked(medplum: MedplumClient, resource: Resource): Promise<string[]> {
  if (resource.resourceType === 'Encounter') return [`Encounter/${resource.id}`];
  const appointment = appointmentOf(resource);
  if (!appointment) return encountersOf(resource);
  const [[found] = []] = await readBatch(medplum, [appointment]);
  return found ? encountersOf(found) : [];
}

async function readEncounters(medplum: MedplumClient, references: readonly string[]): Promise<Encounter[]> {
  const read = await readBatch(medplum, references);
  return read.flat().filter((one): one is Encounter => one.resourceType === 'Encounter');
}

async function casesOf(
  medplum: MedplumClient,
  { id }: ServiceRequest & { id: string },
): Promise<Encounter[]> {
  const [cases = []] = await readBatch(medplum, [`Encounter?based-on=ServiceRequest/${id}&_count=100`]);
  return cases.filter((one): one is Encounter => one.resourceType === 'Encounter');
}
