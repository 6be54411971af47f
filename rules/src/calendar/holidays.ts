import { addDays } from './civil.ts';

/** A day of the year: fixed (`MM-JJ`), or counted from Easter Sunday. */
type Feast = { name: string } & ({ date: string } | { easter: number });

/** Public holidays of the whole country (code du travail, L. 3133-1). */
const NATIONAL: readonly Feast[] = [
  { name: 'Jour de l’An', date: '01-01' },
  { name: 'Lundi de Pâques', easter: 1 },
  { name: 'Fête du Travail', date: '05-01' },
  { name: 'Victoire de 1945', date: '05-08' },
  { name: 'Ascension', easter: 39 },
  { name: 'Lundi de Pentecôte', easter: 50 },
  { name: 'Fête nationale', date: '07-14' },
  { name: 'Assomption', date: '08-15' },
  { name: 'Toussaint', date: '11-01' },
  { name: 'Armistice de 1918', date: '11-11' },
  { name: 'Noël', date: '12-25' },
];

const ABOLITION = 'Abolition de l’esclavage';

/**
 * What each territory adds (code du travail, L. 3134-13 for Alsace-Moselle, L. 3422-2 for overseas), with the
 * clock it lives by. Data: a territory or a feast more is a line here. Whit Monday is kept although some work
 * on it.
 */
export const HOLIDAY_REGIONS = {
  metropole: { label: 'France métropolitaine', zone: 'Europe/Paris', feasts: [] },
  'alsace-moselle': {
    label: 'Alsace-Moselle',
    zone: 'Europe/Paris',
    feasts: [
      { name: 'Vendredi saint', easter: -2 },
      { name: 'Saint-Étienne', date: '12-26' },
    ],
  },
  guadeloupe: {
    label: 'Guadeloupe',
    zone: 'America/Guadeloupe',
    feasts: [{ name: ABOLITION, date: '05-27' }],
  },
  martinique: {
    label: 'Martinique',
    zone: 'America/Martinique',
    feasts: [{ name: ABOLITION, date: '05-22' }],
  },
  guyane: { label: 'Guyane', zone: 'America/Cayenne', feasts: [{ name: ABOLITION, date: '06-10' }] },
  reunion: { label: 'La Réunion', zone: 'Indian/Reunion', feasts: [{ name: ABOLITION, date: '12-20' }] },
  mayotte: { label: 'Mayotte', zone: 'Indian/Mayotte', feasts: [{ name: ABOLITION, date: '04-27' }] },
  'saint-barthelemy': {
    label: 'Saint-Barthélemy',
    zone: 'America/St_Barthelemy',
    feasts: [{ name: ABOLITION, date: '10-09' }],
  },
  'saint-martin': {
    label: 'Saint-Martin',
    zone: 'America/Marigot',
    feasts: [{ name: ABOLITION, date: '05-28' }],
  },
} as const satisfies Record<string, { label: string; zone: string; feasts: readonly Feast[] }>;

export type HolidayRegion = keyof typeof HOLIDAY_REGIONS;

/** Easter Sunday of a Gregorian year (Meeus, Jones and Butcher's computation). */
export function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const ofCentury = year % 100;
  const moon = (century - Math.floor((century + 8) / 25) + 1) / 3;
  const epact = (19 * golden + century - Math.floor(century / 4) - Math.floor(moon) + 15) % 30;
  const weekday = (32 + 2 * (century % 4) + 2 * Math.floor(ofCentury / 4) - epact - (ofCentury % 4)) % 7;
  const late = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * late + 114;
  return `${year}-${pad(Math.floor(days / 31))}-${pad((days % 31) + 1)}`;
}

const known = new Map<string, ReadonlyMap<string, string>>();

/** The public holidays of a year in a territory: day -> French name, in the order of the year. */
export function holidaysOf(year: number, region: HolidayRegion = 'metropole'): ReadonlyMap<string, string> {
  const key = `${year} ${region}`;
  const found = known.get(key);
  if (found) return found;
  const easter = easterSunday(year);
  const feasts: readonly Feast[] = [...NATIONAL, ...HOLIDAY_REGIONS[region].feasts];
  const days = feasts.map((one): [string, string] => [
    'date' in one ? `${year}-${one.date}` : addDays(easter, one.easter),
    one.name,
  ]);
  // Two feasts may fall together (Ascension and 8 May in 1997): both names are said.
  const made = new Map<string, string>();
  for (const [day, name] of days.sort(([a], [b]) => a.localeCompare(b))) {
    made.set(day, made.has(day) ? `${made.get(day)} et ${name}` : name);
  }
  known.set(key, made);
  return made;
}

/** Name of the public holiday that a day is, if it is one. */
export function holidayName(day: string, region: HolidayRegion = 'metropole'): string | undefined {
  return holidaysOf(Number(day.slice(0, 4)), region).get(day);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
