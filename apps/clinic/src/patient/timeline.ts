import { CISIS, DCC_CODES, LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { announcementOf, isHiddenFromPatient } from '@dcc/rules/src/announcement/guard.ts';
import { hasCode } from '@dcc/rules/src/inscription/codes.ts';
import { currentFiches, rcpNameOf, sectionText } from '@dcc/rules/src/inscription/fiche-text.ts';
import { readEcog, readG8, readTreatment } from '@dcc/rules/src/inscription/read-clinical.ts';
import { frenchDay } from '@dcc/rules/src/inscription/text.ts';
import { treatmentWords } from '@dcc/rules/src/inscription/write-clinical.ts';
import { stateOf } from '@dcc/rules/src/lifecycle/state.ts';
import { CASE } from '@dcc/rules/src/lifecycle/tables.ts';
import { documentVersion } from '@dcc/rules/src/signing/record.ts';
import type { Encounter, Observation, Procedure } from '@medplum/fhirtypes';
import { documentName } from '../inscription/documents.ts';
import { leavingReason, nextPassage } from '../inscription/passage.ts';
import type { PatientRecord } from '../inscription/record.ts';

export type EventKind = 'rcp' | 'document' | 'treatment' | 'score';

/** One line of a patient's way. */
export interface TimelineEvent {
  /** Unique in a timeline. */
  key: string;
  kind: EventKind;
  /** FHIR date; absent when nobody said when. */
  date?: string;
  title: string;
  /** What it says, each a line. */
  lines: string[];
  /** Where it opens in the app. */
  to?: string;
  /** Address of a file on the server. */
  file?: string;
}

/** Everything that happened to a patient, the newest first; what has no date comes last. */
export function timelineOf(record: PatientRecord): TimelineEvent[] {
  return [
    ...rcpEvents(record),
    ...documentEvents(record),
    ...treatmentEvents(record),
    ...scoreEvents(record),
  ].sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
}

/** A passage in RCP: its state, the question, and what was proposed once the fiche is signed. */
function rcpEvents({ cases, requests, resources }: PatientRecord): TimelineEvent[] {
  const fiches = currentFiches(resources);
  return cases.filter(isCase).map((one) => {
    const fiche = fiches.find(({ encounter }) => encounter?.reference === `Encounter/${one.id}`);
    const request = requests.find(({ id }) =>
      one.basedOn?.some(({ reference }) => reference === `ServiceRequest/${id}`),
    );
    const proposal = fiche && fiche.status !== 'preliminary' ? sectionText(fiche, 'proposal') : undefined;
    const version = fiche ? documentVersion(fiche) : 1;
    const state = stateOf(CASE, one)?.label ?? '';
    const name = rcpOf(one);
    const next = nextPassage(one, cases);
    const reason = one.status === 'cancelled' ? leavingReason(one) : '';
    return {
      key: `Encounter/${one.id}`,
      kind: 'rcp',
      date: one.period?.start,
      title: `RCP ${name || (fiche ? rcpNameOf(fiche) : '')}`.trim(),
      lines: [
        [state, version > 1 ? `version ${version}` : ''].filter(Boolean).join(', '),
        ...(reason ? [`Motif : ${reason}`] : []),
        ...(next ? [`Inscrit à la RCP du ${frenchDay(next.period?.start)}`] : []),
        ...(request?.note?.[0]?.text ? [`Question : ${request.note[0].text}`] : []),
        ...(proposal ? [`Proposition : ${proposal.replaceAll('\n', ' ')}`] : []),
      ],
      ...(fiche ? { to: `/fiches/${one.id}` } : request ? { to: `/inscriptions/${request.id}` } : {}),
    };
  });
}

export function isCase(encounter: Encounter): boolean {
  return !!encounter.type?.some((type) => hasCode(type, DCC_CODES.CASE));
}

const FRCP = '34794-8';

function documentEvents({ documents, cases, consents }: PatientRecord): TimelineEvent[] {
  return documents
    .filter(({ status }) => status === 'current')
    .map((one) => {
      // A FRCP has a CDA for machines and a PDF for people.
      const readable =
        one.content.find(({ attachment }) => attachment.contentType === 'application/pdf') ?? one.content[0];
      const file = readable?.attachment.url;
      const rcpCase = cases.find(({ id }) =>
        one.context?.encounter?.some(({ reference }) => reference === `Encounter/${id}`),
      );
      const isFrcp = !!one.type?.coding?.some(({ code }) => code === FRCP);
      const hidden = isFrcp && isHiddenFromPatient(consents, rcpCase?.basedOn?.[0]?.reference ?? '');
      return {
        key: `DocumentReference/${one.id}`,
        kind: 'document' as const,
        date: one.date,
        title:
          isFrcp && rcpCase
            ? `FRCP ${rcpOf(rcpCase)}, RCP du ${frenchDay(rcpCase.period?.start)}`
            : documentName(one),
        lines: hidden ? ['Caché au patient : annonce non enregistrée'] : [],
        ...(file ? { file } : {}),
      };
    });
}

/** Name of the RCP of a passage. */
function rcpOf(rcpCase: Encounter): string {
  return rcpCase.type?.[0]?.coding?.find(({ system }) => system === IDENTIFIERS.RCP)?.display ?? '';
}

/** Each treatment once: fiches repeat it. */
function treatmentEvents({ resources }: PatientRecord): TimelineEvent[] {
  const seen = new Set<string>();
  return resources.flatMap((one) => {
    const value = one.resourceType === 'Procedure' ? readTreatment(one as Procedure) : undefined;
    const key = value && `${value.what.text}|${value.start ?? ''}`;
    if (!value || seen.has(key!)) return [];
    seen.add(key!);
    return [
      {
        key: `Procedure/${one.id}`,
        kind: 'treatment' as const,
        date: value.start,
        title: treatmentWords(value),
        lines: value.note ? [value.note] : [],
      },
    ];
  });
}

/** Scores: OMS and G8, one per day. */
function scoreEvents({ resources }: PatientRecord): TimelineEvent[] {
  const seen = new Set<string>();
  return resources.flatMap((one) => {
    if (one.resourceType !== 'Observation' || one.status === 'entered-in-error') return [];
    const title = scoreWords(one);
    const date = one.effectiveDateTime?.slice(0, 10);
    const key = `${title}|${date}`;
    if (!title || seen.has(key)) return [];
    seen.add(key);
    return [{ key: `Observation/${one.id}`, kind: 'score' as const, date, title, lines: [] }];
  });
}

function scoreWords(one: Observation): string | undefined {
  if (hasCode(one.code, LNC.ECOG)) {
    const grade = readEcog(one)?.grade;
    return grade === undefined ? undefined : `Indice OMS ${grade}`;
  }
  const g8 = readG8(one)?.total;
  if (g8 !== undefined) return `G8 : ${String(g8).replace('.', ',')} sur 17`;
  return undefined;
}

/** What comes next for a patient. */
export interface NextStep {
  key: string;
  text: string;
  /** FHIR date. */
  date?: string;
  to?: string;
}

/** Sessions to come, exams asked by the last signed fiche, lines of its proposal. @param now FHIR dateTime. */
export function nextSteps({ cases, resources, requests }: PatientRecord, now: string): NextStep[] {
  const coming = cases
    .filter((one) => isCase(one) && one.status === 'planned' && (one.period?.start ?? '') >= now.slice(0, 10))
    .map((one): NextStep => {
      const name = rcpOf(one);
      const request = requests.find(({ id }) =>
        one.basedOn?.some(({ reference }) => reference === `ServiceRequest/${id}`),
      );
      return {
        key: `Encounter/${one.id}`,
        text: `RCP ${name}`.trim(),
        date: one.period?.start,
        ...(request ? { to: `/inscriptions/${request.id}` } : {}),
      };
    })
    .sort((a, b) => (a.date ?? '').localeCompare(b.date ?? ''));
  const last = currentFiches(resources).find(({ status }) => status !== 'preliminary');
  const own = new Set(last?.section?.flatMap(({ entry }) => entry ?? []).map(({ reference }) => reference));
  const proposed = resources.flatMap((one): NextStep[] => {
    const key = `${one.resourceType}/${one.id}`;
    if (!own.has(key)) return [];
    if (one.resourceType === 'ServiceRequest' && hasCode(one.code, CISIS.EXAM)) {
      return [
        {
          key,
          text: `Examen demandé : ${one.code?.text ?? CISIS.EXAM.display}`,
          date: one.occurrencePeriod?.end,
        },
      ];
    }
    if (one.resourceType !== 'CarePlan') return [];
    return (one.activity ?? []).map((line, index) => ({
      key: `${key}/${index}`,
      text: `Proposé en RCP : ${line.detail?.code?.text ?? line.detail?.code?.coding?.[0]?.display ?? ''}`,
      to: last?.encounter?.reference ? `/fiches/${last.encounter.reference.split('/')[1]}` : undefined,
    }));
  });
  return [...coming, ...proposed];
}

/** A passage whose diagnosis may not show yet. */
export interface GuardedCase {
  rcpCase: Encounter;
  inscription: string;
  rcp: string;
  state: ReturnType<typeof announcementOf>;
}

/** The announcement guard of each passage that took or takes place, the newest first. */
export function guardsOf({ cases, consents }: PatientRecord): GuardedCase[] {
  return cases
    .filter((one) => isCase(one) && one.status !== 'cancelled')
    .flatMap((one) => {
      const inscription = one.basedOn?.[0]?.reference;
      if (!inscription) return [];
      const rcp = rcpOf(one);
      return [{ rcpCase: one, inscription, rcp, state: announcementOf(consents, inscription) }];
    })
    .sort((a, b) => (b.rcpCase.period?.start ?? '').localeCompare(a.rcpCase.period?.start ?? ''));
}
