import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { CALENDAR_SYSTEM, type RcpCalendar, scheduleOf } from '@dcc/rules/src/calendar/index.ts';
import { numberOfSession } from '@dcc/rules/src/calendar/session.ts';
import { badRequest, isOperationOutcome, type MedplumClient, OperationOutcomeError } from '@medplum/core';
import type { Bundle, Encounter, HealthcareService, Schedule } from '@medplum/fhirtypes';
import { createOnce, refresh, saveIfUnchanged } from '../data/index.ts';
import { t } from './messages.fr.ts';

/** Sessions in one request: small enough to be answered at once, on both servers. */
const AT_ONCE = 20;

async function changed(): Promise<void> {
  await Promise.all(['catalogue', 'calendar'].map((key) => refresh(key)));
}

/** Stores an entry of the catalogue. @throws Error in French when a new one takes the number of another. */
export async function saveEntry(
  medplum: MedplumClient,
  entry: HealthcareService,
): Promise<HealthcareService> {
  if (entry.id) {
    const saved = await saveIfUnchanged(medplum, entry);
    await changed();
    return saved;
  }
  const number = entry.identifier?.find(({ system }) => system === IDENTIFIERS.RCP)?.value;
  const identifier = `${IDENTIFIERS.RCP}|${number}`;
  if (await medplum.searchOne('HealthcareService', `identifier=${encodeURIComponent(identifier)}`)) {
    throw new Error(t('numberTaken'));
  }
  const made = await createOnce(medplum, entry, identifier);
  await changed();
  return made;
}

export async function saveCalendar(
  medplum: MedplumClient,
  calendar: RcpCalendar,
  stored?: Schedule,
): Promise<void> {
  const schedule = scheduleOf(calendar, stored);
  if (schedule.id) await saveIfUnchanged(medplum, schedule);
  else await createOnce(medplum, schedule, `${CALENDAR_SYSTEM}|${calendar.series}`);
  await changed();
}

/** Creates sessions, each once: tried again after a cut, those that are there stay as they are. */
export async function createSessions(medplum: MedplumClient, sessions: readonly Encounter[]): Promise<void> {
  for (let at = 0; at < sessions.length; at += AT_ONCE) {
    const some = sessions.slice(at, at + AT_ONCE);
    const answer = await medplum.executeBatch(batchOf(some));
    for (const index of some.keys()) {
      const { status, outcome } = answer.entry?.[index]?.response ?? {};
      if (status?.startsWith('2')) continue;
      throw new OperationOutcomeError(isOperationOutcome(outcome) ? outcome : badRequest('Création refusée'));
    }
  }
  await changed();
}

function batchOf(sessions: readonly Encounter[]): Bundle {
  return {
    resourceType: 'Bundle',
    type: 'batch',
    entry: sessions.map((resource) => ({
      resource,
      request: {
        method: 'POST',
        url: 'Encounter',
        ifNoneExist: `identifier=${encodeURIComponent(`${IDENTIFIERS.SESSION}|${numberOfSession(resource)}`)}`,
      },
    })),
  };
}
