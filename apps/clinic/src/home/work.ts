import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import { isSection } from '@dcc/rules/src/signing/record.ts';
import type { Bundle, Composition, Encounter, Patient, Resource } from '@medplum/fhirtypes';

/** What a demandeur writes before the session: the mandatory parts that do not come from it. */
const BEFORE: readonly SectionKey[] = ['reason', 'discovery', 'tumour', 'phase', 'question'];
const LATE_MS = 2 * 86_400_000;

/** A case whose fiche is in preparation for a session to come. */
export interface Preparing {
  composition: Composition;
  rcpCase: Encounter;
  session: Encounter;
  patient?: Patient;
  /** Titles of the parts that say nothing yet. */
  missing: string[];
  /** The session is so near that it becomes late. */
  late: boolean;
}

/** Fiches in preparation with their case, session and patient. @param author only hers, when given. */
export function preparingQuery(authors: readonly string[] | undefined): string {
  return [
    'type=http://loinc.org|34794-8',
    'status=preliminary',
    ...(authors ? [`author=${authors.join(',')}`] : []),
    '_include=Composition:encounter',
    '_include=Composition:subject',
    '_include:iterate=Encounter:part-of',
    '_sort=-_lastUpdated',
  ].join('&');
}

/** The cases to prepare, nearest session first; the incomplete ones before the complete ones of a session. */
export function preparing(bundle: Bundle, now: number): Preparing[] {
  const all = new Map<string, Resource>(
    (bundle.entry ?? []).map(({ resource }) => [`${resource!.resourceType}/${resource!.id}`, resource!]),
  );
  const at = <T extends Resource>(reference: string | undefined) => all.get(reference ?? '') as T | undefined;
  return [...all.values()]
    .flatMap((composition): Preparing[] => {
      if (composition.resourceType !== 'Composition') return [];
      const rcpCase = at<Encounter>(composition.encounter?.reference);
      const session = at<Encounter>(rcpCase?.partOf?.reference);
      if (rcpCase?.status !== 'planned' || session?.status !== 'planned') return [];
      const missing = missingParts(composition);
      const late = missing.length > 0 && Date.parse(session.period?.start ?? '') - now < LATE_MS;
      const patient = at<Patient>(composition.subject?.reference);
      return [{ composition, rcpCase, session, patient, missing, late }];
    })
    .sort(
      (a, b) =>
        (a.session.period?.start ?? '').localeCompare(b.session.period?.start ?? '') ||
        b.missing.length - a.missing.length,
    );
}

/** Parts due before the session that are absent, or empty without a reason. */
export function missingParts(composition: Composition): string[] {
  return BEFORE.filter((key) => {
    const found = composition.section?.find((one) => isSection(one, key));
    return !found || (!found.entry?.length && !found.emptyReason && !hasWords(found.text?.div));
  }).map((key) => SECTIONS[key].title);
}

function hasWords(div: string | undefined): boolean {
  return (div ?? '').replace(/<[^>]*>/g, '').trim() !== '';
}

const SESSION = `${DCC_CODES.SESSION.system}|${DCC_CODES.SESSION.code}`;

/**
 * Sessions of the four weeks to come, with their cases.
 * @param places `PractitionerRole/id` of a participant. @param organizations of whoever keeps the agenda.
 */
export function sessionsQuery(
  now: number,
  who: { places?: readonly string[]; organizations?: readonly string[] },
): string {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return [
    `type=${SESSION}`,
    'status=planned,in-progress',
    // A session of this evening is today's, whatever the hour.
    `date=ge${day(now)}`,
    `date=lt${day(now + 28 * 86_400_000)}`,
    ...(who.organizations ? [`service-provider=${who.organizations.join(',')}`] : []),
    ...(who.places ? [`participant=${who.places.join(',')}`] : []),
    '_revinclude=Encounter:part-of',
    '_sort=date',
    '_count=40',
  ].join('&');
}

export interface SessionLine {
  session: Encounter;
  cases: number;
}

/** The sessions with how many cases wait in each. */
export function sessionLines(bundle: Bundle): SessionLine[] {
  const all = (bundle.entry ?? []).map(({ resource }) => resource as Encounter);
  const isSession = (one: Encounter) =>
    one.type?.some(({ coding }) => coding?.some(({ code }) => code === DCC_CODES.SESSION.code));
  return all
    .filter(isSession)
    .map((session) => ({
      session,
      cases: all.filter(
        ({ partOf, status }) => partOf?.reference === `Encounter/${session.id}` && status !== 'cancelled',
      ).length,
    }))
    .sort((a, b) => (a.session.period?.start ?? '').localeCompare(b.session.period?.start ?? ''));
}
