import { R258 } from '@dcc/fhir-profiles';
import type { CareTeam, Patient } from '@medplum/fhirtypes';
import { concept, localId, meta, refer } from '../base/fhir.ts';
import { type Random, random } from '../base/random.ts';
import type { Month } from '../base/time.ts';
import { patient } from '../region/patients.ts';
import { roleOf } from '../region/professionals.ts';
import { type Agenda, agendas } from './agenda.ts';
import { type Attendance, attendance } from './attendance.ts';
import { calendar } from './calendar.ts';
import { type CastMember, cast } from './cast.ts';
import { passages } from './passages.ts';
import { type CasePlan, casePlan, requesterOf, requesterPlace } from './roles.ts';
import { chooseCases } from './scale.ts';
import { type State, states } from './states.ts';

export interface StoryOptions {
  seed: string;
  month: Month;
  /** How many cases; the whole region of one month when absent. */
  cases?: number;
}

/** A session with its sheet, undefined when it was cancelled, and its cases in the order of the agenda. */
export interface StorySession {
  agenda: Agenda;
  sheet?: Attendance;
  cases: CasePlan[];
}

/** A month of the region, before anything is written. Resources are made when they are asked for. */
export interface Story {
  month: Month;
  members: CastMember[];
  sessions: StorySession[];
  /** The last case of each inscription first comes with the inscription's end. */
  cases: CasePlan[];
  rng: Random;
}

/** Tells the month. The same options give the same story. */
export function story(options: StoryOptions): Story {
  const rng = random(options.seed);
  const sessions: StorySession[] = [];
  const members: CastMember[] = [];
  const wanted = options.cases ?? Number.POSITIVE_INFINITY;
  let district = 0;
  let count = 0;
  do {
    const own = district === 0 ? rng : rng.fork(`district ${district}`);
    const made = tellDistrict(options.month, own, district, wanted - count);
    count += made.sessions.reduce((sum, { cases }) => sum + cases.length, 0);
    sessions.push(...made.sessions);
    members.push(...made.members);
    district += 1;
  } while (options.cases !== undefined && count < wanted);
  return { month: options.month, members, sessions, cases: sessions.flatMap(({ cases }) => cases), rng };
}

function tellDistrict(month: Month, rng: Random, district: number, wanted: number) {
  const plans = calendar(month, district);
  const everyone = cast(month, rng.fork('cast'), district);
  const all = states(passages(everyone, plans, rng.fork('passages')), plans, rng.fork('states'));
  const chosen = chooseCases(all, wanted);
  giveLocalNumbers(chosen, rng);
  const sessions = agendas(chosen, plans).map((agenda): StorySession => {
    const sheet =
      agenda.session.state === 'cancelled' ? undefined : attendance(agenda, rng.fork(agenda.session.key));
    const used = sheet ?? { presences: [], opinions: [] };
    const cases = agenda.items.map((item) => casePlan(item, used, rng));
    return { agenda, ...(sheet ? { sheet } : {}), cases };
  });
  const present = new Set(chosen.map(({ member }) => member));
  return {
    sessions,
    members: everyone.filter((one) => wanted === Number.POSITIVE_INFINITY || present.has(one)),
  };
}

/** A patient has a number in each establishment that met him, except where the story wants none at all. */
function giveLocalNumbers(all: readonly State[], rng: Random): void {
  for (const state of all) {
    const { plan } = state.member;
    if (plan.identity === 'retrieved') continue;
    for (const at of [state.session.rcp.at, requesterPlace({ requester: requesterOf(state, rng) })]) {
      if (!plan.places.includes(at)) plan.places.push(at);
    }
  }
}

/** The Patient of a member. */
export function patientOf(member: CastMember, rng: Random): Patient {
  return patient(member.plan, rng.fork(member.plan.key));
}

/** The doctors in town that a patient wants informed; a third of the patients names none. */
export function careTeamOf(member: CastMember, rng: Random): CareTeam | undefined {
  const own = rng.fork(`correspondents ${member.plan.key}`);
  if (own.chance(0.33)) return undefined;
  const doctors = ['mt-1', 'mt-3', 'mt-5', 'mt-6', 'gastro', 'pneumo', 'med-nuc', 'geriatre'];
  const chosen = own.sample(
    doctors.filter((one) => one !== member.plan.doctor),
    own.int(1, 2),
  );
  return {
    resourceType: 'CareTeam',
    id: localId(`correspondents-${member.plan.key}`),
    meta: meta('dcc-care-team'),
    status: 'active',
    subject: refer('Patient', member.plan.key),
    participant: chosen.map((who) => ({
      role: [{ ...concept(R258.CORRE), text: 'Médecin correspondant' }],
      member: roleOf(who),
    })),
  };
}
