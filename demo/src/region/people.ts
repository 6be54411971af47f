import { readData } from '../base/data.ts';
import type { Random } from '../base/random.ts';
import type { Birth } from './identity.ts';

interface Names {
  families: string[];
  women: string[];
  men: string[];
  middle: { F: string[]; M: string[] };
  streets: string[];
}
type Town = [code: string, city: string];
interface Towns {
  homes: Town[];
  births: Town[];
  recentBirths: Town[];
  abroad: Town[];
  corsica: Town;
}

const names = readData<Names>('region', 'noms.json');
const towns = readData<Towns>('region', 'communes.json');

/** Departments of the Paris suburbs exist since 1968, those of Corsica since 1976: codes follow the date of birth. */
const SUBURBS_SINCE = 1968;
const CORSICA_SINCE = 1976;

/** A person's civil traits, as an identity paper gives them: capitals, no accent. */
export interface Person extends Birth {
  family: string;
  /** First names of the birth certificate, first one first. */
  given: string[];
  /** Name used, when it is not the birth name. */
  used?: string;
  birthCity: string;
  home: { line: string; postalCode: string; city: string };
}

/** How a person's place of birth is drawn. */
export type Origin = 'france' | 'abroad' | 'corsica';

/** Draws a person. The index makes family names turn: homonyms come by design, not by accident. */
export function person(
  rng: Random,
  index: number,
  sex: 'F' | 'M',
  born: { from: string; to: string },
  origin: Origin,
): Person {
  const date = dayBetween(rng, born.from, born.to);
  const [commune, birthCity] = birthPlace(rng, Number(date.slice(0, 4)), origin);
  const family = names.families[(index * 7) % names.families.length]!;
  const married = sex === 'F' && rng.chance(0.55);
  const others = names.families.filter((one) => one !== family);
  const [postalCode, city] = rng.pick(towns.homes);
  return {
    sex,
    date,
    commune,
    birthCity,
    family,
    given: [rng.pick(sex === 'F' ? names.women : names.men), ...rng.sample(names.middle[sex], rng.int(0, 2))],
    ...(married ? { used: rng.pick(others) } : {}),
    home: { line: `${rng.int(1, 98)} ${rng.pick(names.streets)}`, postalCode, city },
  };
}

/** A first name for a relative. */
export function firstName(rng: Random, sex: 'F' | 'M'): string {
  return rng.pick(sex === 'F' ? names.women : names.men);
}

function birthPlace(rng: Random, year: number, origin: Origin): Town {
  if (origin === 'corsica') {
    if (year < CORSICA_SINCE) throw new RangeError('2A and 2B do not exist before 1976');
    return towns.corsica;
  }
  if (origin === 'abroad') return rng.pick(towns.abroad);
  return rng.pick(year >= SUBURBS_SINCE ? [...towns.births, ...towns.recentBirths] : towns.births);
}

function dayBetween(rng: Random, from: string, to: string): string {
  const [start, end] = [Date.parse(`${from}T00:00:00Z`), Date.parse(`${to}T00:00:00Z`)];
  const days = Math.round((end - start) / 86_400_000);
  return new Date(start + rng.int(0, Math.max(0, days)) * 86_400_000).toISOString().slice(0, 10);
}
