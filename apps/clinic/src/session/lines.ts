import { CISIS, DCC_CODES, PARTICIPATION } from '@dcc/fhir-profiles/src/codes.ts';
import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import type { AgendaCase } from '@dcc/rules/src/agenda/index.ts';
import { type Answer, answersOf } from '@dcc/rules/src/calendar/index.ts';
import { type ForecastAnswer, isPhysician, personName, practitionerOf } from '@dcc/rules/src/quorum/index.ts';
import { hasCode, isSection } from '@dcc/rules/src/signing/record.ts';
import type {
  Composition,
  Encounter,
  Patient,
  PractitionerRole,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes';
import { minutesAsked, positionOf, resolverOf, type SessionRecord } from './record.ts';

export type CaseState = 'planned' | 'running' | 'discussed' | 'registered';

/** One case as an agenda shows it. */
export interface CaseLine {
  id: string;
  rcpCase: Encounter;
  patient?: Patient;
  inscription?: ServiceRequest;
  fiche?: Composition;
  /** The question to the board. */
  question: string;
  state: CaseState;
  /** Mandatory parts of the fiche that hold something, and how many there are. */
  parts: { done: number; of: number };
  /** Pieces asked for and not received. */
  missing: Task[];
  agenda: AgendaCase;
}

/** Parts that the preparation can fill: what the board says comes in the session. */
const PREPARED = (Object.entries(SECTIONS) as [SectionKey, { mandatory: boolean }][])
  .filter(([key, { mandatory }]) => mandatory && !['proposal', 'frame', 'status', 'record'].includes(key))
  .map(([key]) => key);

const OPEN: readonly Task['status'][] = [
  'draft',
  'requested',
  'received',
  'accepted',
  'ready',
  'in-progress',
  'on-hold',
];

export function caseLines(record: SessionRecord): CaseLine[] {
  const answers = new Map(answersOf(record.convocation, record.responses).map((one) => [one.role, one]));
  return record.cases.map((rcpCase) => caseLine(record, rcpCase, answers));
}

function caseLine(record: SessionRecord, rcpCase: Encounter, answers: ReadonlyMap<string, Answer>): CaseLine {
  const find = <T>(reference: string | undefined) => record.records.get(reference ?? '') as T | undefined;
  const request = rcpCase.basedOn?.[0]?.reference;
  const inscription = find<ServiceRequest>(request);
  const fiche = record.fiches.get(`Encounter/${rcpCase.id}`);
  const missing = record.tasks.filter((one) => one.focus?.reference === request && OPEN.includes(one.status));
  return {
    id: rcpCase.id!,
    rcpCase,
    patient: find<Patient>(rcpCase.subject?.reference),
    inscription,
    fiche,
    question: inscription?.note?.[0]?.text ?? '',
    state: stateOf(rcpCase),
    parts: { done: PREPARED.filter((key) => isFilled(fiche, key)).length, of: PREPARED.length },
    missing,
    agenda: agendaCase(record, rcpCase, inscription, missing, answers),
  };
}

function stateOf(rcpCase: Encounter): CaseState {
  if (rcpCase.status !== 'finished') return rcpCase.status === 'in-progress' ? 'running' : 'planned';
  return rcpCase.type?.some((one) => hasCode(one, CISIS.REGISTERED)) ? 'registered' : 'discussed';
}

/** A section that holds something, or says why it holds nothing. */
function isFilled(fiche: Composition | undefined, key: SectionKey): boolean {
  return (fiche?.section ?? []).some(
    (one) =>
      isSection(one, key) && (!!one.entry?.length || !!one.emptyReason || one.text?.status === 'additional'),
  );
}

function agendaCase(
  record: SessionRecord,
  rcpCase: Encounter,
  inscription: ServiceRequest | undefined,
  missing: readonly Task[],
  answers: ReadonlyMap<string, Answer>,
): AgendaCase {
  const minutes = minutesAsked(rcpCase);
  const position = positionOf(rcpCase);
  const functions = [PARTICIPATION.REQUESTER, DCC_CODES.PRESENTER];
  const roles = (rcpCase.participant ?? [])
    .filter(({ type }) => type?.some((one) => functions.some((code) => hasCode(one, code))))
    .flatMap(({ individual }) => individual?.reference ?? []);
  return {
    id: rcpCase.id!,
    ...(minutes ? { minutes, complexity: minutes >= 10 ? (2 as const) : (1 as const) } : {}),
    urgent: ['urgent', 'asap', 'stat'].includes(inscription?.priority ?? ''),
    recours: inscription?.reasonCode?.some((one) => hasCode(one, CISIS.REASON_RECOURS)) ?? false,
    missing: missing.map(({ description }) => description ?? ''),
    people: [...new Set(roles)].map((role) => ({
      name: nameOf(record, role),
      ...(answers.get(role)?.leavesAt ? { leavesAt: answers.get(role)!.leavesAt } : {}),
    })),
    ...(position < Number.MAX_SAFE_INTEGER ? { position } : {}),
  };
}

/** `Dr Anne LEROY` of a `PractitionerRole/id`. */
export function nameOf(record: SessionRecord, role: string | undefined): string {
  const resolve = resolverOf(record.records);
  const practitioner = practitionerOf(resolve({ reference: role }), resolve);
  return practitioner ? personName(practitioner.name?.[0]) : 'personne non identifiée';
}

/** Specialty of the directory (TRE_R38), as long as nobody said which one is exercised that day. */
export function specialtyOf(role: PractitionerRole | undefined) {
  return role?.specialty?.flatMap(({ coding }) => coding ?? []).find(({ code }) => code);
}

/** Everyone convened with their answer, for the forecast of each case. */
export function forecastAnswers(record: SessionRecord): (ForecastAnswer & { role: string })[] {
  const resolve = resolverOf(record.records);
  const answers = new Map(answersOf(record.convocation, record.responses).map((one) => [one.role, one]));
  const roles = (record.session.participant ?? []).flatMap(({ individual }) => individual?.reference ?? []);
  return [...new Set(roles)].map((reference) => {
    const role = resolve({ reference }) as PractitionerRole | undefined;
    const answer = answers.get(reference);
    return {
      role: reference,
      person: role?.practitioner?.reference ?? reference,
      name: nameOf(record, reference),
      physician: isPhysician(role),
      specialty: specialtyOf(role)?.code,
      mode: answer?.mode,
      ...(answer?.leavesAt ? { leavesAt: answer.leavesAt } : {}),
    };
  });
}
