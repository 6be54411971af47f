import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type {
  Appointment,
  Composition,
  Encounter,
  Extension,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import type { SessionPlan } from './calendar.ts';
import { zonedDateTime } from './civil.ts';
import { cancelledConvocation, renewedConvocation } from './convocation.ts';
import { CALENDAR_EXTENSIONS, planOf, withPlan } from './plan-extension.ts';
import { rcpOf, SessionError } from './session.ts';

/** A session with all that hangs on its date: what must change together. */
export interface SessionContents {
  session: Encounter;
  /** Its cases, whatever their state. */
  cases: readonly Encounter[];
  /** The inscriptions of those cases. */
  inscriptions: readonly ServiceRequest[];
  /** The fiches of those cases; only preliminary ones change. */
  fiches: readonly Composition[];
  convocation?: Appointment;
}

/**
 * Gives a planned session another time, with its cases, their inscriptions and prepared fiches; the
 * convocation is sent anew.
 * @returns the resources that change, whole; empty when nothing does.
 * @throws SessionError when the session is no longer planned.
 */
export function movedSession(
  contents: SessionContents,
  to: { start: string; end: string; plan?: SessionPlan },
): Resource[] {
  const { session } = contents;
  mustBePlanned(session, 'déplacer');
  const plan = to.plan ?? planOf(session);
  const sameTime = same(session.period?.start, to.start) && same(session.period?.end, to.end);
  if (sameTime && JSON.stringify(planOf(session)) === JSON.stringify(plan)) return [];
  const moved: Encounter = {
    ...session,
    extension: withPlan(session.extension, plan),
    period: { start: to.start, end: to.end },
  };
  const convocation = contents.convocation ? [renewedConvocation(contents.convocation, moved)] : [];
  if (sameTime) return [...convocation, moved];
  const by = Date.parse(to.start) - Date.parse(session.period?.start ?? to.start);
  const cases = open(contents.cases).map((one) => ({ ...one, period: shifted(one.period, by, to.start) }));
  return [...cases, ...dependants(contents, cases, moved), ...convocation, moved];
}

/**
 * Cancels a planned session: its passages are cancelled, their inscriptions stay submitted ("acceptée") and
 * wait for another session. The reason is kept on the session and on each passage.
 * @throws SessionError
 */
export function cancelledSession(contents: SessionContents, reason: string): Resource[] {
  const { session, convocation } = contents;
  mustBePlanned(session, 'annuler');
  const why = reasonOf(reason);
  return [
    ...open(contents.cases).map((one) => gaveUp(one, why)),
    ...(convocation ? [cancelledConvocation(convocation, why)] : []),
    gaveUp(session, why),
  ];
}

/**
 * Cancels a session and puts its cases at the end of another one of the same RCP. Another RCP would be
 * another opinion: that is a transfer of the inscription.
 * @throws SessionError
 */
export function mergedSessions(
  contents: SessionContents,
  target: { session: Encounter; cases: readonly Encounter[] },
  reason: string,
): Resource[] {
  const { session, convocation } = contents;
  mustBePlanned(session, 'fusionner');
  mustBePlanned(target.session, 'compléter');
  if (session.id === target.session.id)
    throw new SessionError('Une session ne se fusionne pas avec elle-même.');
  if (rcpOf(session) !== rcpOf(target.session)) {
    throw new SessionError(
      'Deux sessions ne se fusionnent que dans la même RCP. Transférez les inscriptions.',
    );
  }
  const why = reasonOf(reason);
  const start = target.session.period?.start;
  const last = Math.max(0, ...open(target.cases).map(positionOf));
  const inOrder = [...open(contents.cases)].sort((a, b) => positionOf(a) - positionOf(b));
  const cases = inOrder.map((one, index) => ({
    ...one,
    extension: withPosition(one.extension, last + index + 1),
    // The agenda of the target gives the case its own hour; until then it begins with the session.
    period: start ? { start } : one.period,
    partOf: { reference: `Encounter/${target.session.id}` },
  }));
  return [
    ...cases,
    ...dependants(contents, cases, target.session),
    ...(convocation ? [cancelledConvocation(convocation, why)] : []),
    gaveUp(session, why),
  ];
}

/** What a person should know before a change, counted on the contents. */
export function openCases(contents: Pick<SessionContents, 'cases'>): Encounter[] {
  return open(contents.cases);
}

/** Why a session or a passage was given up. */
export function cancellationReason(encounter: Encounter): string | undefined {
  return encounter.extension?.find(({ url }) => url === CALENDAR_EXTENSIONS.CANCELLED)?.valueCodeableConcept
    ?.text;
}

function mustBePlanned(session: Encounter, verb: string): void {
  if (session.status !== 'planned') {
    throw new SessionError(`Impossible de ${verb} une session qui n’est plus « planifiée ».`);
  }
}

function reasonOf(text: string): string {
  const reason = text.trim();
  if (reason.length === 0) throw new SessionError('Le motif est obligatoire.');
  return reason;
}

function open<T extends Encounter>(cases: readonly T[]): T[] {
  return cases.filter(({ status }) => status === 'planned');
}

/** Inscriptions follow the date of their session; a prepared fiche names the session and its period. */
function dependants(contents: SessionContents, cases: readonly Encounter[], session: Encounter): Resource[] {
  const requests = new Set(cases.flatMap(({ basedOn }) => basedOn?.map(({ reference }) => reference) ?? []));
  const passages = new Set(cases.map(({ id }) => `Encounter/${id}`));
  const start = session.period?.start;
  const inscriptions = contents.inscriptions
    .filter((one) => requests.has(`ServiceRequest/${one.id}`) && one.status === 'active')
    .filter((one) => start !== undefined && !same(one.occurrenceDateTime, start))
    .map((one) => ({ ...one, occurrenceDateTime: start }));
  const fiches = contents.fiches
    .filter((one) => one.status === 'preliminary' && passages.has(one.encounter?.reference ?? ''))
    .map((one) => ({
      ...one,
      event: one.event?.map((event) => ({
        ...event,
        period: session.period,
        detail: [{ reference: `Encounter/${session.id}` }],
      })),
    }));
  return [...inscriptions, ...fiches];
}

function gaveUp(encounter: Encounter, reason: string): Encounter {
  const others = (encounter.extension ?? []).filter(({ url }) => url !== CALENDAR_EXTENSIONS.CANCELLED);
  const why = { url: CALENDAR_EXTENSIONS.CANCELLED, valueCodeableConcept: { text: reason } };
  return { ...encounter, status: 'cancelled', extension: [...others, why] };
}

function shifted(period: Encounter['period'], by: number, sessionStart: string): Encounter['period'] {
  const move = (instant: string | undefined): string | undefined =>
    instant === undefined ? undefined : zonedDateTime(Date.parse(instant) + by);
  const start = move(period?.start) ?? sessionStart;
  const end = move(period?.end);
  return end === undefined ? { start } : { start, end };
}

function same(first: string | undefined, second: string | undefined): boolean {
  return Date.parse(first ?? '') === Date.parse(second ?? '');
}

function positionOf(rcpCase: Encounter): number {
  const agenda = rcpCase.extension?.find(({ url }) => url === EXTENSIONS.AGENDA);
  return agenda?.extension?.find(({ url }) => url === 'position')?.valuePositiveInt ?? 0;
}

function withPosition(extensions: readonly Extension[] | undefined, position: number): Extension[] {
  const all = extensions ?? [];
  const minutes = all
    .find(({ url }) => url === EXTENSIONS.AGENDA)
    ?.extension?.filter(({ url }) => url !== 'position');
  return [
    ...all.filter(({ url }) => url !== EXTENSIONS.AGENDA),
    {
      url: EXTENSIONS.AGENDA,
      extension: [{ url: 'position', valuePositiveInt: position }, ...(minutes ?? [])],
    },
  ];
}
