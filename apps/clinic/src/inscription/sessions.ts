import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { closingOf, type Filling, fillingOf } from '@dcc/rules/src/calendar/outlook.ts';
import { type Openness, openness } from '@dcc/rules/src/inscription/deadline.ts';
import { fold } from '@dcc/rules/src/inscription/homonyms.ts';
import type { Encounter, HealthcareService } from '@medplum/fhirtypes';
import { useFhir } from '../data/query.ts';
import { readBatch } from '../data/read-batch.ts';

/** A session to come that one may inscribe to. */
export interface NextSession {
  session: Encounter;
  rcp: HealthcareService;
  filling: Filling;
  openness: Openness;
  /** Milliseconds. */
  closing?: number;
  /** Taken for recours RCP only. */
  recours: boolean;
}

export function isRecours(rcp: HealthcareService): boolean {
  return !!rcp.characteristic?.some(({ coding }) =>
    coding?.some(({ code }) => code === DCC_CODES.RECOURS.code),
  );
}

export function rcpReference(encounter: Encounter | undefined): string | undefined {
  return encounter?.extension?.find(({ url }) => url === EXTENSIONS.RCP)?.valueReference?.reference;
}

/** Puts together what two answers say. @param now milliseconds. */
export function nextSessions(
  sessions: readonly Encounter[],
  rcps: readonly HealthcareService[],
  cases: readonly Encounter[],
  now: number,
): NextSession[] {
  const byName = new Map(rcps.map((one) => [`HealthcareService/${one.id}`, one]));
  return sessions
    .flatMap((session) => {
      const rcp = byName.get(rcpReference(session) ?? '');
      if (!rcp) return [];
      const own = cases.filter(({ partOf }) => partOf?.reference === `Encounter/${session.id}`);
      return [
        {
          session,
          rcp,
          filling: fillingOf(session, own),
          openness: openness(session, now),
          closing: closingOf(session),
          recours: isRecours(rcp),
        },
      ];
    })
    .filter((one) => one.openness !== 'over')
    .sort((a, b) => (a.session.period?.start ?? '').localeCompare(b.session.period?.start ?? ''));
}

/** Sessions whose RCP answers to the words typed: name, theme, establishment; accents aside. */
export function matching(all: readonly NextSession[], text: string): NextSession[] {
  const words = fold(text).split(' ').filter(Boolean);
  return all.filter(({ rcp }) => {
    const said = fold(
      [
        rcp.name,
        rcp.comment,
        rcp.providedBy?.display,
        ...(rcp.type?.[0]?.coding?.map(({ display }) => display) ?? []),
      ].join(' '),
    );
    return words.every((word) => said.includes(word));
  });
}

const SESSION = `${DCC_CODES.SESSION.system}|${DCC_CODES.SESSION.code}`;

/** Sessions to come that the signed-in person sees, with their filling: two requests whatever their number. */
export function useNextSessions() {
  return useFhir(['sessions', 'next'], async (medplum) => {
    const now = Date.now();
    // A session that began this morning still takes late cases.
    const since = new Date(now - 12 * 3_600_000).toISOString();
    const [found = [], services = []] = await readBatch(medplum, [
      `Encounter?type=${encodeURIComponent(SESSION)}&status=planned,in-progress&date=ge${since}&_sort=date&_count=100`,
      'HealthcareService?_count=200',
    ]);
    const sessions = found as Encounter[];
    const rcps = services as HealthcareService[];
    const ids = sessions.map(({ id }) => `Encounter/${id}`).join();
    const cases = ids ? await medplum.searchResources('Encounter', `part-of=${ids}&_count=1000`) : [];
    return nextSessions(sessions, rcps, cases, now);
  });
}
