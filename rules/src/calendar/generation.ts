import type { Encounter, HealthcareService } from '@medplum/fhirtypes';
import { type Occurrence, occurrences, type RcpCalendar, type Skipped } from './calendar.ts';
import {
  numberOfSession,
  plannedSession,
  rcpNumber,
  SessionError,
  seriesRank,
  sessionNumber,
} from './session.ts';

/** What generating a calendar ahead would do. */
export interface Generation {
  /** Sessions to create, ready to be written. */
  create: { occurrence: Occurrence; session: Encounter }[];
  /** Days whose session is there already, whatever became of it since. */
  already: Occurrence[];
  skipped: Skipped[];
}

/**
 * The sessions that a calendar lacks inside [from, to[ (civil days). A session is there already when one
 * carries its number (also when it was moved or cancelled since: what a person decided is not undone), or
 * when the RCP already meets at that very hour. Writing `create` and generating again gives nothing to
 * create.
 * @param existing the sessions of the RCP around that period.
 * @throws SessionError when the RCP lacks what a session needs.
 */
export function generation(
  rcp: HealthcareService,
  calendar: RcpCalendar,
  existing: readonly Encounter[],
  from: string,
  to: string,
): Generation {
  const number = rcpNumber(rcp);
  if (!number)
    throw new SessionError(`La RCP « ${rcp.name ?? ''} » n’a pas son numéro de l’annuaire des RCP.`);
  const numbers = new Set(existing.map(numberOfSession));
  const hours = new Set(
    existing
      .filter(({ status }) => status !== 'cancelled')
      .map(({ period }) => Date.parse(period?.start ?? '')),
  );
  const { held, skipped } = calendar.active ? occurrences(calendar, from, to) : { held: [], skipped: [] };
  const result: Generation = { create: [], already: [], skipped };
  for (const occurrence of held) {
    const own = sessionNumber(number, occurrence.key, seriesRank(calendar.series));
    if (numbers.has(own) || hours.has(Date.parse(occurrence.start))) {
      result.already.push(occurrence);
      continue;
    }
    const { start, end } = occurrence;
    result.create.push({
      occurrence,
      session: plannedSession(rcp, { number: own, start, end, plan: calendar.plan }),
    });
  }
  return result;
}
