import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import type { RcpMember } from '@dcc/rules/src/calendar/members.ts';
import { numberOfSession, sessionNumber } from '@dcc/rules/src/calendar/session.ts';
import type { MedplumClient } from '@medplum/core';
import type { Encounter } from '@medplum/fhirtypes';

const MOST = 9;

/**
 * The first number of that RCP and day that no session has, cancelled ones included: a number names one
 * session for ever, since documents carry it.
 */
export async function freeNumber(medplum: MedplumClient, rcp: string, day: string): Promise<string> {
  const wanted = candidates(rcp, day);
  const values = wanted.map((one) => encodeURIComponent(`${IDENTIFIERS.SESSION}|${one}`)).join(',');
  const taken = await medplum.searchResources(
    'Encounter',
    `identifier=${values}&_fields=identifier&_count=${MOST}`,
  );
  return firstFree(wanted, taken);
}

/** `2026120199110001`, then `-2`, `-3`... */
export function candidates(rcp: string, day: string): string[] {
  return Array.from({ length: MOST }, (_, index) => sessionNumber(rcp, day, index + 1));
}

/** @throws RangeError in French when the RCP has met too often that day. */
export function firstFree(wanted: readonly string[], taken: readonly Encounter[]): string {
  const numbers = new Set(taken.map(numberOfSession));
  const free = wanted.find((one) => !numbers.has(one));
  if (!free) throw new RangeError(`Cette RCP a déjà ${MOST} sessions ce jour-là.`);
  return free;
}

/** Those convened to a session, as the members of the next one like it. */
export function membersOfSession(session: Encounter): RcpMember[] {
  return (session.participant ?? []).flatMap(({ individual, type }) => {
    const { reference, display } = individual ?? {};
    if (!reference) return [];
    const leads = !!type?.some(({ coding }) => coding?.some(({ code }) => code === 'PPRF'));
    return [{ role: reference, leads, ...(display ? { display } : {}) }];
  });
}
