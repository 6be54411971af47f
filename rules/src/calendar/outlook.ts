import type { Encounter, PractitionerRole } from '@medplum/fhirtypes';
import {
  type Forecast,
  type ForecastAnswer,
  forecast,
  isPhysician,
  personName,
  practitionerOf,
  type QuorumRule,
  type Resolve,
} from '../quorum/index.ts';
import type { Answer } from './answers.ts';
import { planOf } from './plan-extension.ts';

/** How full a session is. `places` undefined: nobody said how many. */
export interface Filling {
  cases: number;
  places?: number;
  full: boolean;
}

/** Cancelled passages leave their place. */
export function fillingOf(session: Encounter, cases: readonly Pick<Encounter, 'status'>[]): Filling {
  const count = cases.filter(({ status }) => status !== 'cancelled' && status !== 'entered-in-error').length;
  const { places } = planOf(session);
  return {
    cases: count,
    ...(places === undefined ? {} : { places }),
    full: places !== undefined && count >= places,
  };
}

/** When inscriptions close (ms): the given hours before the start; at the start when nothing is said. */
export function closingOf(session: Encounter): number | undefined {
  const start = Date.parse(session.period?.start ?? '');
  return Number.isNaN(start) ? undefined : start - (planOf(session).closesHoursBefore ?? 0) * 3_600_000;
}

export type Inscriptions = 'open' | 'closed' | 'over';

/**
 * Whether one may still inscribe: `closed` = late ones only, which are traced; `over` = no longer planned.
 */
export function inscriptionsOf(session: Encounter, now: number): Inscriptions {
  if (session.status !== 'planned') return 'over';
  const closing = closingOf(session);
  return closing !== undefined && now >= closing ? 'closed' : 'open';
}

/** What the answers to the convocation promise for the quorum, and how many answers are awaited. */
export interface Outlook {
  quorum: Forecast;
  counts: { present: number; visio: number; excused: number; awaited: number };
}

/**
 * Everybody convened to a session with their answer, as the forecast wants them. Specialties are those of the
 * directory, since nobody has exercised yet.
 */
export function forecastAnswers(
  session: Encounter,
  answers: readonly Answer[],
  resolve: Resolve,
): ForecastAnswer[] {
  const byRole = new Map(answers.map((one) => [one.role, one]));
  return (session.participant ?? []).map(({ individual }, index): ForecastAnswer => {
    const role = resolve(individual);
    const practitioner = practitionerOf(role, resolve);
    const place = role?.resourceType === 'PractitionerRole' ? role : undefined;
    const answer = byRole.get(individual?.reference ?? '');
    return {
      person: place?.practitioner?.reference ?? individual?.reference ?? `inconnu-${index}`,
      name: practitioner
        ? personName(practitioner.name?.[0])
        : (individual?.display ?? 'personne non identifiée'),
      physician: isPhysician(place),
      specialty: directorySpecialty(place),
      ...(answer?.mode ? { mode: answer.mode } : {}),
      ...(answer?.leavesAt ? { leavesAt: answer.leavesAt } : {}),
    };
  });
}

/**
 * The quorum that a session may expect as a whole; that of one case, at its own hour, is `forecast` on the
 * same answers.
 */
export function outlookOf(
  session: Encounter,
  answers: readonly Answer[],
  rule: QuorumRule | undefined,
  resolve: Resolve,
): Outlook {
  const people = forecastAnswers(session, answers, resolve);
  const count = (wanted: ForecastAnswer['mode']) => people.filter(({ mode }) => mode === wanted).length;
  return {
    quorum: forecast(rule, people, session.period),
    counts: {
      present: count('present'),
      visio: count('visio'),
      excused: count('excused'),
      awaited: count(undefined),
    },
  };
}

function directorySpecialty(role: PractitionerRole | undefined): string | undefined {
  return role?.specialty?.flatMap(({ coding }) => coding ?? []).find(({ code }) => code)?.code;
}
