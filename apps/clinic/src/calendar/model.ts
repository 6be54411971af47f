import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type { Answer } from '@dcc/rules/src/calendar/answers.ts';
import {
  answersOf,
  cancellationReason,
  closingOf,
  type Filling,
  fillingOf,
  type Inscriptions,
  inscriptionsOf,
  isOutdated,
  type Outlook,
  outlookOf,
  rcpOf,
  wallClock,
} from '@dcc/rules/src/calendar/index.ts';
import { publishedRule, type Resolve, ruleInForce } from '@dcc/rules/src/quorum/index.ts';
import type {
  Appointment,
  AppointmentResponse,
  Encounter,
  HealthcareService,
  PlanDefinition,
  Resource,
} from '@medplum/fhirtypes';

/** Everything that a page of the calendar was read from. */
export interface CalendarRecord {
  sessions: readonly Encounter[];
  /** Cases reduced to `partOf` and `status`. */
  cases: readonly Encounter[];
  convocations: readonly Appointment[];
  responses: readonly AppointmentResponse[];
  rcps: readonly HealthcareService[];
  plans: readonly PlanDefinition[];
  /** PractitionerRoles and Practitioners of the people convened. */
  people: readonly Resource[];
}

export type SessionState = 'planned' | 'running' | 'held' | 'cancelled';

/** One session as the calendar shows it. */
export interface SessionItem {
  id: string;
  session: Encounter;
  rcp?: HealthcareService;
  /** Name of the RCP. */
  title: string;
  /** Code of the regional thematic. */
  thematic: string;
  day: string;
  time: string;
  endTime?: string;
  state: SessionState;
  /** Why it was cancelled. */
  reason?: string;
  filling: Filling;
  inscriptions: Inscriptions;
  /** When inscriptions close (ms). */
  closing?: number;
  convocation?: Appointment;
  /** True when the session changed since people were convened. */
  outdated: boolean;
  answers: Answer[];
  /** For planned sessions only: afterwards the attendance sheet speaks. */
  outlook?: Outlook;
}

const STATES: Record<string, SessionState> = {
  planned: 'planned',
  'in-progress': 'running',
  finished: 'held',
  cancelled: 'cancelled',
};

/** Finds people by reference in what was read. */
export function resolver(people: readonly Resource[]): Resolve {
  const byReference = new Map(people.map((one) => [`${one.resourceType}/${one.id}`, one]));
  return (reference) => byReference.get(reference?.reference ?? '');
}

/**
 * The sessions of a page in the order of time; those without a date or in a state that we do not know are
 * left out.
 * @param now instant (ms).
 */
export function sessionItems(record: CalendarRecord, now: number): SessionItem[] {
  const resolve = resolver(record.people);
  const rcps = new Map(record.rcps.map((one) => [`HealthcareService/${one.id}`, one]));
  const cases = Map.groupBy(record.cases, ({ partOf }) => partOf?.reference ?? '');
  const convocations = new Map(
    record.convocations.map((one) => [one.supportingInformation?.[0]?.reference ?? '', one]),
  );
  const rules = record.plans.flatMap((plan) => {
    try {
      return [publishedRule(plan)];
    } catch {
      // A rule that cannot be read is no rule: its RCP say so, the others are unharmed.
      return [];
    }
  });
  return record.sessions
    .filter((one) => one.id && one.period?.start && STATES[one.status])
    .map((session): SessionItem => {
      const reference = `Encounter/${session.id}`;
      const rcp = rcps.get(rcpOf(session) ?? '');
      const convocation = convocations.get(reference);
      const { day, time } = wallClock(session.period!.start!);
      const state = STATES[session.status]!;
      const closing = closingOf(session);
      const reason = cancellationReason(session);
      const answers = answersOf(convocation, record.responses);
      const url = ruleUrl(rcp);
      const versions = rules.filter(({ canonical }) => canonical.split('|')[0] === url);
      return {
        id: session.id!,
        session,
        ...(rcp ? { rcp } : {}),
        title: rcp?.name ?? displayOf(session),
        thematic: thematicOf(session),
        day,
        time,
        ...(session.period!.end ? { endTime: wallClock(session.period!.end).time } : {}),
        state,
        ...(reason ? { reason } : {}),
        filling: fillingOf(session, cases.get(reference) ?? []),
        inscriptions: inscriptionsOf(session, now),
        ...(closing === undefined ? {} : { closing }),
        ...(convocation ? { convocation } : {}),
        outdated: state === 'planned' && !!convocation && isOutdated(convocation, session),
        answers,
        ...(state === 'planned'
          ? {
              outlook: outlookOf(
                session,
                answers,
                ruleInForce(versions, session.period!.start!)?.rule,
                resolve,
              ),
            }
          : {}),
      };
    })
    .sort((a, b) => instant(a) - instant(b) || a.title.localeCompare(b.title, 'fr'));
}

/** The sessions of each day. */
export function byDay(items: readonly SessionItem[]): Map<string, SessionItem[]> {
  return Map.groupBy(items, ({ day }) => day);
}

/** Those of one RCP, or that convene me. */
export function filtered(
  items: readonly SessionItem[],
  filter: { rcp?: string; mine: boolean },
  isMe: (reference: string | undefined) => boolean,
): SessionItem[] {
  return items.filter(
    ({ session, rcp }) =>
      (!filter.rcp || rcp?.id === filter.rcp) &&
      (!filter.mine || session.participant?.some(({ individual }) => isMe(individual?.reference))),
  );
}

/**
 * Address of the quorum rule, without its version: the one in force that day is taken (product.md 7.3, 6).
 */
function ruleUrl(rcp: HealthcareService | undefined): string | undefined {
  const canonical = rcp?.extension?.find(({ url }) => url.endsWith('/dcc-quorum-rule'))?.valueCanonical;
  return canonical?.split('|')[0];
}

function thematicOf(session: Encounter): string {
  const codings = session.type?.flatMap(({ coding }) => coding ?? []) ?? [];
  return codings.find(({ system }) => system === SYSTEMS.THEMATIC.url)?.code ?? 'autre';
}

/** A session of an RCP that one may not read still has its name on it. */
function displayOf(session: Encounter): string {
  const named = session.extension?.find(({ url }) => url.endsWith('/dcc-rcp'))?.valueReference?.display;
  return named ?? 'RCP';
}

function instant({ session }: SessionItem): number {
  return Date.parse(session.period!.start!);
}
