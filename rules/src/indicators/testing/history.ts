import type { Composition, Encounter } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { type Answers, addPlan, answer, type PlanPlan } from './clinic.ts';
import { type Attendee, FINESS, type Mode, type Quorum, RCPS, ROLES, World } from './world.ts';

/** Around these instants a month, a year or the legal time changes in Paris. */
const EDGES = [
  '2026-09-30T22:00:00Z',
  '2026-10-25T01:00:00Z',
  '2026-10-31T23:00:00Z',
  '2026-11-30T23:00:00Z',
  '2026-12-31T23:00:00Z',
  '2027-01-31T23:00:00Z',
];

/** The months that the histories fill, and one on each side of them. */
export const MONTHS = ['2026-10', '2026-11', '2026-12'] as const;

export interface HistoryPlan {
  /** INS number among a few, identity status, and the patient that replaces this one. */
  patients: {
    ins: string | undefined;
    status: string;
    replacedBy: number | undefined;
    birthDate: string | undefined;
    gender: 'female' | 'male' | undefined;
  }[];
  plans: (PlanPlan & { patient: number })[];
  sessions: {
    start: string;
    rcp: number;
    status: Encounter['status'];
    attendance: Attendee[];
    cases: CasePlan[];
  }[];
}

interface CasePlan {
  patient: number;
  requester: number;
  status: Encounter['status'];
  modality: 'ORG-134' | 'ORG-128';
  quorum: Quorum | undefined;
  missing: string[];
  /** When it was inscribed, and when each version was signed: written in several ways, not always whole. */
  inscribed: string | undefined;
  signed: (string | undefined)[];
  versions: Composition['status'][];
  doctor: number | null | undefined;
  answers: Answers;
  /** The case is withdrawn here and treated in the next session that is held. */
  postponed: boolean;
}

/** Mostly the first value, at times another: histories where something is counted. */
function mostly<T>(usual: T, ...others: T[]): fc.Arbitrary<T> {
  return fc.oneof(
    { arbitrary: fc.constant(usual), weight: 4 },
    { arbitrary: fc.constantFrom(...others), weight: 1 },
  );
}

const start = fc.oneof(
  fc
    .record({ edge: fc.constantFrom(...EDGES), minutes: fc.integer({ min: -90, max: 90 }) })
    .map(({ edge, minutes }) => written(new Date(Date.parse(edge) + minutes * 60_000), minutes)),
  fc
    .date({
      min: new Date('2026-09-29T00:00:00Z'),
      max: new Date('2027-01-03T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => written(date, date.getUTCMinutes())),
);

/** Weeks before, or a day without hour. */
const before = fc.oneof(
  start.map((instant) => new Date(Date.parse(instant) - 30 * 86_400_000).toISOString()),
  start,
  fc.constantFrom('2026-10-25', '2026-02-28', '2024-02-29', '2025-12-31'),
);

/** The same instant as three writers would put it: in UTC, in winter time, in summer time. */
function written(date: Date, variant: number): string {
  const offset = Math.abs(variant) % 3;
  if (offset === 0) return date.toISOString();
  const local = new Date(date.getTime() + offset * 3_600_000).toISOString().slice(0, 19);
  return `${local}+0${offset}:00`;
}

/** Birthdays around the thresholds of age, on each side of sessions; incomplete and missing ones too. */
const birthDate = fc.constantFrom(
  ...['1951-10-25', '1951-11-01', '1951-12-31', '1940-02-29', '1947-06-01', '1956-10-31', '1956-11-01'],
  ...['1986-10-25', '1990-05-05', '1995-02-01', '1999-09-09', '2014-12-31', '1966-10-31', '1951', undefined],
);

const optional = <T>(...values: T[]): fc.Arbitrary<T | undefined> =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 });

const answers: fc.Arbitrary<Answers> = fc.record({
  g8: optional(13.5, 14, 14.5, 17),
  g8Asked: optional('active', 'revoked', 'completed'),
  egaAsked: optional('active', 'revoked'),
  egaDone: fc.boolean(),
  fertility: optional('proposed', 'done', 'not-indicated', 'refused', 'not-documented'),
  fertilityAsked: optional('C71326', 'MED-051'),
  trial: optional('yes', 'no'),
  complete: optional(true, true, false),
  referentiel: optional('conform', 'deviating', 'no-referentiel', 'not-documented'),
  treatments: fc.subarray(['C15632', 'C15313', '387713003', 'MED-226']),
  site: optional('C50.4', 'C61', 'C20', 'C34.1'),
});

const plan: fc.Arbitrary<PlanPlan & { patient: number }> = fc.record({
  patient: fc.nat(7),
  establishment: fc.nat(FINESS.length),
  c3: fc.nat(1),
  fertility: fc.boolean(),
  versions: fc.array(
    fc.record({
      status: mostly<Composition['status']>('final', 'preliminary', 'entered-in-error', 'amended'),
      validated: fc.option(start, { nil: undefined, freq: 8 }),
      handedOver: fc.option(start, { nil: undefined }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

const plannedCase: fc.Arbitrary<CasePlan> = fc.record({
  patient: fc.nat(7),
  requester: fc.nat(FINESS.length),
  status: mostly<Encounter['status']>('finished', 'planned', 'in-progress', 'cancelled'),
  modality: mostly<'ORG-134' | 'ORG-128'>('ORG-134', 'ORG-128'),
  quorum: fc.constantFrom<Quorum | undefined>('ORG-126', 'ORG-126', 'ORG-133', 'GEN-010', undefined),
  versions: fc.constantFrom<Composition['status'][]>(
    ['final'],
    ['preliminary'],
    ['final', 'amended'],
    ['final', 'preliminary'],
    ['final', 'amended', 'preliminary'],
    ['entered-in-error', 'preliminary'],
    ['final', 'entered-in-error'],
    ['entered-in-error', 'amended'],
  ),
  missing: fc.subarray(['oncologue', 'radiothérapeute', 'chirurgien/gynécologue']),
  inscribed: fc.option(
    fc.oneof({ arbitrary: before, weight: 6 }, fc.constantFrom('2026-10', '2026', 'hier')),
    { nil: undefined, freq: 8 },
  ),
  signed: fc.array(fc.option(fc.oneof(start, fc.constant('2027-01')), { nil: undefined, freq: 8 }), {
    minLength: 4,
    maxLength: 4,
  }),
  postponed: mostly(false, true),
  doctor: fc.constantFrom(0, 1, 2, 3, 5, null, undefined),
  answers,
});

/**
 * Random histories of a small region: amendments, merges, postponements, nights when the time or the year
 * changes.
 */
export const historyPlan: fc.Arbitrary<HistoryPlan> = fc.record({
  patients: fc.array(
    fc.record({
      ins: fc.constantFrom(undefined, '1', '2', '3'),
      status: fc.constantFrom('VALI', 'VALI', 'PROV'),
      replacedBy: fc.option(fc.nat(7), { nil: undefined }),
      birthDate,
      gender: fc.constantFrom('female', 'male', 'female', 'male', undefined),
    }),
    { minLength: 8, maxLength: 8 },
  ),
  sessions: fc.array(
    fc.record({
      start,
      rcp: fc.nat(RCPS.length - 1),
      status: mostly<Encounter['status']>('finished', 'planned', 'in-progress', 'cancelled'),
      attendance: fc.array(
        fc.record({
          role: fc.nat(ROLES.SECRETARY),
          mode: fc.constantFrom<Mode>('present', 'visio', 'written-opinion', 'excused', 'absent'),
          specialty: fc.constantFrom('SM36', 'SM27', undefined),
        }),
        { maxLength: 6 },
      ),
      cases: fc.array(plannedCase, { maxLength: 5 }),
    }),
    { maxLength: 6 },
  ),
  plans: fc.array(plan, { maxLength: 4 }),
});

/** The resources of a plan. */
export function playHistory(plan: HistoryPlan): World {
  const world = new World();
  const patients = plan.patients.map(({ replacedBy: _, ...one }) => world.patient(one));
  for (const [index, { replacedBy }] of plan.patients.entries()) {
    const other = replacedBy === undefined || replacedBy === index ? undefined : patients[replacedBy];
    if (other) patients[index]!.link = [{ type: 'replaced-by', other: { reference: `Patient/${other.id}` } }];
  }
  const sessions = plan.sessions.map((session) => ({ plan: session, encounter: world.session(session) }));
  for (const [index, { plan: session, encounter }] of sessions.entries()) {
    for (const one of session.cases) {
      const patient = patients[one.patient]!;
      const { inscribed } = one;
      const missing = one.quorum === 'ORG-133' ? one.missing : undefined;
      const next = sessions.slice(index + 1).find((later) => later.plan.status === 'finished');
      const { requester, modality, quorum, doctor } = one;
      const more = { patient, requester, modality, quorum, missing, inscribed, doctor };
      const status = one.postponed ? 'cancelled' : one.status;
      const passage = world.passage({ session: encounter, status, ...more });
      if (!one.postponed) fill(world, passage, one);
      else if (next) {
        // The new case takes the fiche over; the cancelled one keeps none.
        fill(world, world.passage({ session: next.encounter, ...more }), one);
      }
    }
  }
  for (const [index, one] of plan.plans.entries()) {
    addPlan(world, patients[one.patient]!, one, `urn:uuid:pps-${index}`);
  }
  return world;
}

function fill(world: World, passage: Encounter, { versions, signed, answers: own }: CasePlan): void {
  world.fiche(passage, versions, undefined, signed);
  answer(world, passage, own);
}
