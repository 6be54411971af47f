import type { AnswerMode } from '@dcc/rules/src/calendar/index.ts';
import { random } from '../base/random.ts';
import { isDoctor, professional } from '../region/professionals.ts';
import { team } from '../story/attendance.ts';
import type { SessionPlan } from '../story/calendar.ts';

/** What a person answers; undefined: nothing yet. */
export type Answered = { who: string; mode: AnswerMode; comment?: string };

/** Specialties that rules of quorum name (radiotherapist): without them a session cannot decide. */
const RADIOTHERAPY = ['SM37', 'SM45'];
const DAY = 86_400_000;

/**
 * Who has answered to the convocation of a session: almost everybody on the eve, half of them two weeks before.
 * @param lacks the session whose quorum is in danger: its radiotherapists are excused.
 */
export function answersTo(session: SessionPlan, now: number, seed: string, lacks: boolean): Answered[] {
  const rng = random(`${seed}/answers/${session.key}/${session.day}`);
  const days = (session.start - now) / DAY;
  // Where a specialty will lack, the others have answered: nothing else is in doubt.
  const share = days <= 1 || lacks ? 1 : days <= 7 ? 0.7 : days <= 14 ? 0.5 : 0.2;
  const { members, remote } = team(session.rcp.key);
  const doctors = members.filter((one) => isDoctor(professional(one)));
  // One person who is not needed for the quorum stays silent, even on the eve.
  const silent = members.findLast((one) => !doctors.includes(one));
  return members.flatMap((who): Answered[] => {
    const { specialty = '' } = professional(who);
    if (lacks && RADIOTHERAPY.includes(specialty)) {
      return [{ who, mode: 'excused', comment: 'En congé ce jour-là' }];
    }
    if (who === silent || !(who === session.rcp.chair || rng.fork(who).chance(share))) return [];
    return [{ who, mode: remote.includes(who) ? 'visio' : 'present' }];
  });
}

/** The session to come, tonight's apart, that will lack a radiotherapist if nobody replaces them. */
export function sessionInDanger(sessions: readonly SessionPlan[]): SessionPlan | undefined {
  return sessions
    .slice(1)
    .find(({ rcp }) =>
      team(rcp.key).members.some((one) => RADIOTHERAPY.includes(professional(one).specialty ?? '')),
    );
}
