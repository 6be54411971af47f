import type { Random } from '../base/random.ts';
import { addDays, type Month } from '../base/time.ts';
import { type Disease, disease } from '../clinical/disease.ts';
import { type Scenario, scenariosOf } from '../clinical/scenario.ts';
import type { IdentityKind, PatientPlan } from '../region/patients.ts';
import { type Origin, type Person, person } from '../region/people.ts';
import { suffix } from './calendar.ts';

/** A patient with his disease and the thematic that follows it. */
export interface CastMember {
  plan: PatientPlan;
  disease: Disease;
  thematic: string;
  /** Duplicate record of another patient, merged at the end of the month. */
  duplicateOf?: string;
}

/** How many patients each thematic follows: 120 records, two of them duplicates. */
const PATIENTS: Record<string, number> = {
  sein: 31,
  digestif: 29,
  thorax: 20,
  urologie: 18,
  hematologie: 20,
};
const DOCTORS = ['mt-1', 'mt-2', 'mt-3', 'mt-4', 'mt-5', 'mt-6', 'mt-7'];

/** Ranks, from 0, of the records that are out of the ordinary; every other identity is qualified. */
const SPECIAL: ReadonlyMap<number, IdentityKind> = new Map([
  [7, 'validated'],
  [22, 'validated'],
  [41, 'validated'],
  [58, 'validated'],
  [77, 'validated'],
  [96, 'validated'],
  [13, 'provisional'],
  [66, 'provisional'],
  [104, 'provisional'],
  [33, 'fictive'],
  [18, 'retrieved'],
  [51, 'retrieved'],
]);
const ABROAD = new Set([4, 11, 27, 36, 45, 55, 64, 73, 82, 91, 100, 109]);
const WITH_NIA = new Set([27, 73]);
const UNKNOWN_DOCTOR = new Set([3, 16, 29, 47, 60, 71, 85, 99, 112]);
const GUARDIANS = new Set([9, 30, 48, 69, 88, 103]);
const CORSICAN = 'hematologie-hodgkin';
/** Rank of a patient -> rank of the homonym (same names, other birth). */
const HOMONYM = new Map([[20, 6]]);
/** Rank of a patient -> rank of the twin (same name, birth and place). */
const TWIN = new Map([[38, 37]]);

/** The 120 patients of a district with their diseases. */
export function cast(month: Month, rng: Random, district = 0): CastMember[] {
  const first = `${month}-01`;
  const members: CastMember[] = [];
  for (const [thematic, count] of Object.entries(PATIENTS)) {
    const scenarios = spread(scenariosOf(thematic), count);
    for (const scenario of scenarios) {
      const rank = members.length;
      members.push(member(scenario, thematic, rank, first, rng.fork(`patient ${rank}`), members, district));
    }
  }
  const duplicates = [5, 40].map((rank, index) =>
    duplicate(members[rank]!, members.length + index, rng.fork(`duplicate ${index}`), district),
  );
  return [...members, ...duplicates];
}

/** `count` scenarios in the proportion of their weights, the same ones far apart. */
function spread(scenarios: readonly Scenario[], count: number): Scenario[] {
  const total = scenarios.reduce((sum, { weight }) => sum + (weight ?? 1), 0);
  const due = scenarios.map(() => 0);
  return Array.from({ length: count }, () => {
    scenarios.forEach(({ weight }, i) => {
      due[i]! += (weight ?? 1) / total;
    });
    const next = due.indexOf(Math.max(...due));
    due[next]! -= 1;
    return scenarios[next]!;
  });
}

function member(
  scenario: Scenario,
  thematic: string,
  rank: number,
  first: string,
  rng: Random,
  before: readonly CastMember[],
  district: number,
): CastMember {
  const sex = scenario.sex === 'any' || !scenario.sex ? (rng.chance(0.5) ? 'F' : 'M') : scenario.sex;
  const [min, max] = scenario.age ?? [50, 80];
  const born = { from: yearsBefore(first, max + 1, 1), to: yearsBefore(first, min, 0) };
  const drawn = person(rng, rank + district * 131, sex, born, origin(rank, scenario, before));
  const someone = like(drawn, before[TWIN.get(rank) ?? HOMONYM.get(rank) ?? -1]?.plan.person, TWIN.has(rank));
  const identity = SPECIAL.get(rank) ?? 'qualified';
  const abroad = someone.commune.startsWith('99');
  return {
    thematic,
    disease: disease(scenario, rng.fork('disease')),
    plan: {
      key: `patient-${String(rank + 1).padStart(3, '0')}${suffix(district)}`,
      index: rank + 1 + district * 1000,
      person: someone,
      identity,
      ...(abroad && WITH_NIA.has(rank) ? { nia: true } : {}),
      order: 100 + ((rank * 7 + district * 13) % 899),
      places: [],
      ...(UNKNOWN_DOCTOR.has(rank) ? {} : { doctor: DOCTORS[rank % DOCTORS.length]! }),
      ...(GUARDIANS.has(rank) ? { guardian: true } : {}),
    },
  };
}

/** One patient is born in Corsica: the youngest scenario, since the code 2A exists for people born from 1976. */
function origin(rank: number, scenario: Scenario, before: readonly CastMember[]): Origin {
  if (ABROAD.has(rank)) return 'abroad';
  const first = !before.some(({ plan }) => plan.person.commune.startsWith('2A'));
  return scenario.id === CORSICAN && first ? 'corsica' : 'france';
}

/** A homonym has the names of another; a twin also the birth, with another first name. */
function like(own: Person, other: Person | undefined, twin: boolean): Person {
  if (!other) return own;
  if (!twin) return { ...own, sex: other.sex, family: other.family, given: other.given };
  const { family, date, commune, birthCity } = other;
  return { ...own, family, date, commune, birthCity };
}

function duplicate(of: CastMember, rank: number, rng: Random, district: number): CastMember {
  const { nia: _, ...plan } = of.plan;
  return {
    ...of,
    plan: {
      ...plan,
      key: `patient-${String(rank + 1).padStart(3, '0')}${suffix(district)}`,
      index: rank + 1 + district * 1000,
      identity: 'provisional',
      places: [],
      person: { ...plan.person, given: [plan.person.given[0]!] },
    },
    disease: disease(of.disease.scenario, rng),
    duplicateOf: of.plan.key,
  };
}

function yearsBefore(day: string, years: number, plusDays: number): string {
  return addDays(`${Number(day.slice(0, 4)) - years}${day.slice(4)}`, plusDays);
}
