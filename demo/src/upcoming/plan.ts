import type { Random } from '../base/random.ts';
import { random } from '../base/random.ts';
import { addDays, type Month, parisInstant, parisTime } from '../base/time.ts';
import { scenariosOf } from '../clinical/scenario.ts';
import { rcp } from '../region/rcps.ts';
import { type Agenda, agendas } from '../story/agenda.ts';
import { calendar, type SessionPlan } from '../story/calendar.ts';
import { type CastMember, cast } from '../story/cast.ts';
import { type CasePlan, casePlan } from '../story/roles.ts';
import type { State } from '../story/states.ts';

/** A session to come, with the cases that already wait for it. */
export interface UpcomingSession {
  agenda: Agenda;
  cases: CasePlan[];
}

export interface UpcomingOptions {
  seed: string;
  /** The month that was played: its patients come back. */
  month: Month;
  now: number;
  /** Patients of that month that the server holds. */
  known(member: CastMember): boolean;
}

const WEEKS = 4;
const DAY = 86_400_000;
/** The session of today is that of this RCP: the demonstration opens on it. */
const TODAY = 'sein';
const HOUR = 3_600_000;

/** Most cases of a session by how far it is: agendas fill up as the day comes. */
function places(days: number): number {
  return days <= 1 ? 9 : days <= 7 ? 7 : days <= 14 ? 4 : days <= 21 ? 2 : 0;
}

/**
 * Sessions from now to four weeks ahead, with patients who were seen in the month that was played: whoever opens the
 * application finds work to do, whatever the day. The same day gives the same sessions.
 */
export function upcoming({ seed, month, now, known }: UpcomingOptions): UpcomingSession[] {
  const rng = random(seed);
  const members = cast(month, rng.fork('cast')).filter((one) => !one.duplicateOf && known(one));
  const today = parisTime(now).slice(0, 10);
  const ahead = [today.slice(0, 7), addDays(`${today.slice(0, 7)}-28`, 7).slice(0, 7)].flatMap((one) =>
    calendar(one, Number(one.replace('-', ''))).filter(
      ({ state, day, start }) => state === 'held' && day > today && start < now + WEEKS * 7 * DAY,
    ),
  );
  const busy = new Set<CastMember>();
  return [sessionOfToday(today, now), ...ahead].map((session) =>
    fill(session, members, busy, places((session.start - now) / DAY), rng),
  );
}

/** At 18:00, or two hours from now when it is later: a session that is about to begin. */
function sessionOfToday(today: string, now: number): SessionPlan {
  const evening = parisInstant(today, 18, 0);
  const last = parisInstant(today, 23, 0);
  const late = Math.ceil((now + HOUR) / HOUR) * HOUR;
  return {
    key: `session-${TODAY}-1-d${today.replaceAll('-', '')}`,
    rcp: rcp(TODAY),
    index: 1,
    day: today,
    start: now < evening ? evening : Math.min(late, last),
    state: 'held',
  };
}

function fill(
  session: SessionPlan,
  members: readonly CastMember[],
  busy: Set<CastMember>,
  most: number,
  rng: Random,
): UpcomingSession {
  const own = rng.fork(`upcoming ${session.key}`);
  const chosen = own.sample(candidates(session, members, busy), most).map(
    ({ member, presentation }, index): State => ({
      key: `${session.key.replace('session', 'inscription')}-${String(index + 1).padStart(2, '0')}`,
      member,
      presentation,
      session,
      outcome: 'treated',
      postponedFrom: [],
      registered: false,
      signed: false,
      amendments: [],
    }),
  );
  for (const { member } of chosen) busy.add(member);
  const [agenda] = agendas(chosen, [session]);
  const cases = agenda!.items.map((item) => casePlan(item, { presences: [], opinions: [] }, rng));
  return { agenda: agenda!, cases };
}

type Candidate = Pick<State, 'member' | 'presentation'>;

/** Who may come to a session: the patients of its organ; the oldest, or digestive ones, in the transversal RCP. */
function candidates(
  { rcp: { key } }: SessionPlan,
  members: readonly CastMember[],
  busy: ReadonlySet<CastMember>,
): Candidate[] {
  const free = members.filter((one) => !busy.has(one));
  const scenarios = scenariosOf(key);
  if (key !== 'recours' && key !== 'oncogeriatrie') {
    // They come back: the second presentation of their disease, where the scenario tells one.
    return free
      .filter(({ thematic }) => thematic === key)
      .map((member) => {
        const [first, second] = member.disease.scenario.presentations;
        return { member, presentation: second ?? first };
      });
  }
  const fits = key === 'recours' ? free.filter(({ thematic }) => thematic === 'digestif') : oldest(free);
  return fits.map((member, rank) => ({
    member,
    presentation: scenarios[rank % scenarios.length]!.presentations[0],
  }));
}

function oldest(members: readonly CastMember[]): CastMember[] {
  return [...members].sort((a, b) => (a.plan.person.date < b.plan.person.date ? -1 : 1)).slice(0, 20);
}
