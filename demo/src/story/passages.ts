import type { Random } from '../base/random.ts';
import type { Presentation } from '../clinical/scenario.ts';
import { scenariosOf } from '../clinical/scenario.ts';
import { type SessionPlan, suffix } from './calendar.ts';
import type { CastMember } from './cast.ts';

/** How an inscription ends. */
export type Outcome = 'treated' | 'withdrawn' | 'waiting';

/** One inscription of a patient: the session where it was treated, and those where it should have been. */
export interface Passage {
  /** `passage-001`: label of the inscription and base of those of its cases. */
  key: string;
  member: CastMember;
  presentation: Presentation;
  outcome: Outcome;
  /** Session of the last case. */
  session: SessionPlan;
  /** Sessions where the case was put off before, oldest first. */
  postponedFrom: SessionPlan[];
}

/** Weeks between two passages of a patient in the same RCP: two sessions. */
const GAP = 2;
/** How many patients of each thematic come twice in the month. */
const TWICE: Record<string, number> = { sein: 27, digestif: 25, thorax: 12, urologie: 10, hematologie: 5 };
const ONCOGERIATRIC = 16;
const RECOURS = 6;
/** The last session of haematology is an emergency one: few cases. */
const EMERGENCY_CASES = 3;

/** The passages of a district's month, in the order of the sessions. */
export function passages(
  members: readonly CastMember[],
  sessions: readonly SessionPlan[],
  rng: Random,
): Passage[] {
  const organ = Object.keys(TWICE).flatMap((thematic) =>
    organPassages(
      members.filter((one) => one.thematic === thematic && !one.duplicateOf),
      sessions.filter(({ rcp }) => rcp.key === thematic),
      TWICE[thematic]!,
    ),
  );
  const drafts = [
    ...organ,
    ...duplicates(members, organ),
    ...oncogeriatric(members, sessions, rng.fork('oncogeriatrie')),
    ...recours(organ, sessions, rng.fork('recours')),
  ];
  const district = sessions[0]?.key.match(/-d(\d+)$/)?.[1];
  const order = new Map(sessions.map((one, index) => [one.key, index]));
  drafts.sort((a, b) => order.get(a.session.key)! - order.get(b.session.key)!);
  return drafts.map((draft, index) => ({
    ...draft,
    key: `passage-${String(index + 1).padStart(3, '0')}${suffix(Number(district ?? 0))}`,
    outcome: 'treated',
    postponedFrom: [],
  }));
}

type Draft = Pick<Passage, 'member' | 'presentation' | 'session'>;

/** Patients who come twice fill the first sessions, those who come once fill up the last ones. */
function organPassages(members: readonly CastMember[], all: readonly SessionPlan[], twice: number): Draft[] {
  const sessions = all.filter(({ state }) => state === 'held');
  const gap = Math.min(GAP, sessions.length - 1);
  const emergency = all[0]?.rcp.key === 'hematologie';
  const regular = emergency ? sessions.slice(0, -1) : sessions;
  const starts = regular.slice(0, Math.max(1, regular.length - (emergency ? 1 : gap)));
  const late = members.length - EMERGENCY_CASES;
  return members.flatMap((member, rank): Draft[] => {
    const [first, second] = member.disease.scenario.presentations;
    if (rank < twice && second) {
      const start = rank % starts.length;
      const then = regular[start + (emergency ? 1 : gap)]!;
      return [
        { member, presentation: first, session: starts[start]! },
        { member, presentation: second, session: then },
      ];
    }
    const session = emergency && rank >= late ? sessions.at(-1)! : regular[rank % regular.length]!;
    return [{ member, presentation: first, session }];
  });
}

/** A duplicate record comes in the same RCP as the record it duplicates: that is how it is found. */
function duplicates(members: readonly CastMember[], organ: readonly Draft[]): Draft[] {
  return members.flatMap((member): Draft[] => {
    const own = organ.filter((one) => one.member.plan.key === member.duplicateOf).at(-1);
    return own
      ? [{ member, presentation: member.disease.scenario.presentations[0], session: own.session }]
      : [];
  });
}

/** The oldest patients are also seen by the transversal RCP. */
function oncogeriatric(
  members: readonly CastMember[],
  sessions: readonly SessionPlan[],
  rng: Random,
): Draft[] {
  const own = sessions.filter(({ rcp }) => rcp.key === 'oncogeriatrie');
  const scenarios = scenariosOf('oncogeriatrie');
  const oldest = members
    .filter(({ duplicateOf }) => !duplicateOf)
    .sort((a, b) => (a.plan.person.date < b.plan.person.date ? -1 : 1))
    .slice(0, ONCOGERIATRIC);
  return rng.sample(oldest, oldest.length).map((member, rank) => ({
    member,
    presentation: scenarios[rank % scenarios.length]!.presentations[0],
    session: own[rank % own.length]!,
  }));
}

/** Patients that a digestive session sent to the RCP de recours. */
function recours(organ: readonly Draft[], sessions: readonly SessionPlan[], rng: Random): Draft[] {
  const own = sessions.find(({ rcp, state }) => rcp.key === 'recours' && state === 'held');
  const scenarios = scenariosOf('recours');
  const sent = organ.filter(
    ({ presentation, session }) =>
      session.rcp.key === 'digestif' && presentation.decision.recours && session.start < (own?.start ?? 0),
  );
  return rng.sample(sent, RECOURS).map(({ member }, rank) => ({
    member,
    presentation: scenarios[rank % scenarios.length]!.presentations[0],
    session: own!,
  }));
}
