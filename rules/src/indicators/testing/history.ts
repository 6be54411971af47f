import type { Composition, Encounter } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { FINESS, type Mode, type Quorum, RCPS, ROLES, World } from './world.ts';

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
  patients: { ins: string | undefined; status: string; replacedBy: number | undefined }[];
  sessions: {
    start: string;
    rcp: number;
    status: Encounter['status'];
    attendance: { role: number; mode: Mode }[];
    cases: CasePlan[];
  }[];
}

interface CasePlan {
  patient: number;
  requester: number;
  status: Encounter['status'];
  modality: 'ORG-134' | 'ORG-128';
  quorum: Quorum | undefined;
  versions: Composition['status'][];
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

/** The same instant as three writers would put it: in UTC, in winter time, in summer time. */
function written(date: Date, variant: number): string {
  const offset = Math.abs(variant) % 3;
  if (offset === 0) return date.toISOString();
  const local = new Date(date.getTime() + offset * 3_600_000).toISOString().slice(0, 19);
  return `${local}+0${offset}:00`;
}

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
  ),
  postponed: mostly(false, true),
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
        }),
        { maxLength: 6 },
      ),
      cases: fc.array(plannedCase, { maxLength: 5 }),
    }),
    { maxLength: 6 },
  ),
});

/** The resources of a plan. */
export function playHistory(plan: HistoryPlan): World {
  const world = new World();
  const patients = plan.patients.map(({ ins, status }) => world.patient({ ins, status }));
  for (const [index, { replacedBy }] of plan.patients.entries()) {
    const other = replacedBy === undefined || replacedBy === index ? undefined : patients[replacedBy];
    if (other) patients[index]!.link = [{ type: 'replaced-by', other: { reference: `Patient/${other.id}` } }];
  }
  const sessions = plan.sessions.map((session) => ({ plan: session, encounter: world.session(session) }));
  for (const [index, { plan: session, encounter }] of sessions.entries()) {
    for (const one of session.cases) {
      const patient = patients[one.patient]!;
      const next = sessions.slice(index + 1).find((later) => later.plan.status === 'finished');
      const { requester, modality, quorum } = one;
      const status = one.postponed ? 'cancelled' : one.status;
      const passage = world.passage({ session: encounter, patient, requester, status, modality, quorum });
      if (!one.postponed) world.fiche(passage, one.versions);
      else if (next) {
        // The new case takes the fiche over; the cancelled one keeps none.
        world.fiche(
          world.passage({ session: next.encounter, patient, requester, modality, quorum }),
          one.versions,
        );
      }
    }
  }
  return world;
}
