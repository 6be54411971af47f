import type { Bundle, Composition, Encounter, Patient, Resource } from '@medplum/fhirtypes';
import { CODE as PARTICIPATION_CODES } from './participation.ts';

/** One fiche that waits for its signature. */
export interface Waiting {
  composition: Composition;
  rcpCase: Encounter;
  session: Encounter;
  patient?: Patient;
  /** May this person sign it: chairs the session, or is named as deputy. */
  mine: boolean;
}

/** Fiches in preparation whose case was treated, with what the list shows of them: one search. */
export const WAITING_QUERY = [
  'type=http://loinc.org|34794-8',
  'status=preliminary',
  '_include=Composition:encounter',
  '_include=Composition:subject',
  '_include:iterate=Encounter:part-of',
  '_sort=-_lastUpdated',
].join('&');

const CHAIRS = new Set<string>(PARTICIPATION_CODES);

function chairs(session: Encounter, isMe: (reference: string | undefined) => boolean): boolean {
  return (session.participant ?? []).some(
    ({ type, individual }) =>
      isMe(individual?.reference) &&
      type?.some(({ coding }) => coding?.some(({ code }) => CHAIRS.has(code ?? ''))),
  );
}

/**
 * The fiches that may be signed, oldest session first, then in the order of the agenda. One whose session is not
 * over, or that was not treated, is not one of them yet.
 */
export function waitingFiches(bundle: Bundle, isMe: (reference: string | undefined) => boolean): Waiting[] {
  const all = new Map<string, Resource>(
    (bundle.entry ?? []).map(({ resource }) => [`${resource!.resourceType}/${resource!.id}`, resource!]),
  );
  const at = <T extends Resource>(reference: string | undefined) => all.get(reference ?? '') as T | undefined;
  const waiting = [...all.values()].flatMap((composition): Waiting[] => {
    if (composition.resourceType !== 'Composition') return [];
    const rcpCase = at<Encounter>(composition.encounter?.reference);
    const session = at<Encounter>(rcpCase?.partOf?.reference);
    if (rcpCase?.status !== 'finished' || session?.status !== 'finished') return [];
    const patient = at<Patient>(composition.subject?.reference);
    return [{ composition, rcpCase, session, patient, mine: chairs(session, isMe) }];
  });
  return waiting.sort(
    (a, b) =>
      Number(b.mine) - Number(a.mine) ||
      (a.session.period?.start ?? '').localeCompare(b.session.period?.start ?? '') ||
      (a.rcpCase.period?.start ?? '').localeCompare(b.rcpCase.period?.start ?? ''),
  );
}
