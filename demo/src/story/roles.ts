import type { Random } from '../base/random.ts';
import { ageAt, parisInstant, parisTime } from '../base/time.ts';
import type { CaseContext } from '../clinical/context.ts';
import { drawG8 } from '../clinical/evaluations.ts';
import { professional } from '../region/professionals.ts';
import type { AgendaItem } from './agenda.ts';
import { type Attendance, team } from './attendance.ts';
import type { State } from './states.ts';

/** The doctor without RPPS of the refused documents. */
const WITHOUT_RPPS = 'associe';

/** A case with the people who make its fiche. */
export interface CasePlan extends AgendaItem {
  /** Keys of professionals: who asks, who presents, who validates. */
  requester: string;
  presenter: string;
  attester: string;
  sheet: Attendance;
  rng: Random;
}

/** Who asks for a passage: the same person at every try. */
export function requesterOf(state: State, rng: Random): string {
  if (state.defect === 'author-without-rpps') return WITHOUT_RPPS;
  return rng.fork(`requester ${state.key}`).pick(team(state.session.rcp.key).requesters);
}

/** Completes the line of an agenda. */
export function casePlan(item: AgendaItem, sheet: Attendance, rng: Random): CasePlan {
  const own = rng.fork(item.key);
  const { rcp } = item.session;
  const requester = requesterOf(item.state, rng);
  const deputy = sheet.presences.some((one) => one.who === rcp.deputy && one.mode !== 'excused');
  const attester = deputy && own.chance(0.2) ? rcp.deputy : rcp.chair;
  return {
    ...item,
    requester,
    presenter: own.chance(0.7) ? requester : 'junior',
    attester: item.state.defect === 'attester-without-rpps' ? WITHOUT_RPPS : attester,
    sheet,
    rng: own,
  };
}

/** Establishment of who asks. */
export function requesterPlace(plan: Pick<CasePlan, 'requester'>): string {
  return professional(plan.requester).at;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The fiche is written until the end of its session. */
export function writtenAt(plan: CasePlan): number {
  return plan.end;
}

/** Instant a version is signed: the day after the session, later versions one day after the one before. */
export function signedAt(plan: CasePlan, version: number): number {
  const hour = 8 + (plan.position % 10);
  return parisInstant(
    parisTime(plan.session.start + DAY * (version + 1)).slice(0, 10),
    hour,
    (plan.position * 7) % 60,
  );
}

/** A new version is written two hours before it is signed. */
export function amendedAt(plan: CasePlan, version: number): number {
  return signedAt(plan, version) - 2 * HOUR;
}

/** The prompt of the G8 is new: one patient in five slips through everywhere, and indicator Q5 shows it. */
export function isForgotten(patient: number): boolean {
  return patient % 5 === 0;
}

/** The case as the clinical layer sees it. */
export function caseContext(plan: CasePlan): CaseContext {
  const { member, presentation, registered } = plan.state;
  const { day, rcp } = plan.session;
  const age = ageAt(member.plan.person.date, day);
  const rng = plan.rng.fork('clinical');
  const always = rcp.nature === 'ORG-132';
  const drawn = drawG8(age, member.disease.ecog, always, rng);
  const g8 = always || !isForgotten(member.plan.index) ? drawn : undefined;
  return {
    key: plan.key,
    patient: member.plan,
    disease: member.disease,
    presentation,
    day,
    time: parisTime(plan.end),
    age,
    ...(g8 === undefined ? {} : { g8 }),
    requester: plan.requester,
    registered,
    rng,
  };
}
