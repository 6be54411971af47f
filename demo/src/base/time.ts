const ZONE = 'Europe/Paris';
const DAY_MS = 86_400_000;

/** A civil month, `YYYY-MM`. */
export type Month = string;

/** Reads a month. @throws RangeError with a French message when it is not `AAAA-MM`. */
export function parseMonth(text: string): { year: number; month: number } {
  const found = /^(\d{4})-(0[1-9]|1[0-2])$/.exec(text);
  if (!found) throw new RangeError(`Mois « ${text} » illisible : la forme attendue est AAAA-MM.`);
  return { year: Number(found[1]), month: Number(found[2]) };
}

/** Minutes that Paris is ahead of UTC at an instant: the month of October has both 120 and 60. */
function offsetAt(instant: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: ZONE, timeZoneName: 'longOffset' });
  const name = parts.formatToParts(instant).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const found = /GMT\+(\d{2}):(\d{2})/.exec(name);
  return found ? Number(found[1]) * 60 + Number(found[2]) : 0;
}

/** FHIR dateTime in Paris time of an instant: `2026-10-06T17:30:00+02:00`. */
export function parisTime(instant: number): string {
  const offset = offsetAt(instant);
  const local = new Date(instant + offset * 60_000).toISOString().slice(0, 19);
  return `${local}+${String(offset / 60).padStart(2, '0')}:00`;
}

/** The instant of a civil time in Paris: `parisInstant('2026-10-31', 23, 30)`. */
export function parisInstant(day: string, hour: number, minute: number): number {
  const asUtc = Date.parse(`${day}T00:00:00Z`) + (hour * 60 + minute) * 60_000;
  // Paris is never further from UTC than two hours, so the offset of the guess is that of the answer.
  return asUtc - offsetAt(asUtc - 60 * 60_000) * 60_000;
}

/** The n-th (from 1) given weekday (0 = Sunday) of a month, `YYYY-MM-DD`. */
export function nthWeekday(month: Month, weekday: number, n: number): string {
  const { year, month: number } = parseMonth(month);
  const first = new Date(Date.UTC(year, number - 1, 1)).getUTCDay();
  const day = 1 + ((weekday - first + 7) % 7) + (n - 1) * 7;
  return new Date(Date.UTC(year, number - 1, day)).toISOString().slice(0, 10);
}

/** The last day of a month, `YYYY-MM-DD`. */
export function lastDay(month: Month): string {
  const { year, month: number } = parseMonth(month);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

/** A civil day moved by a number of days. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day.slice(0, 10)}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** `06/10/2026`, as a French document writes it. */
export function frenchDate(day: string): string {
  const [year, month, date] = day.slice(0, 10).split('-');
  return `${date}/${month}/${year}`;
}

/** Age in whole years at a day. */
export function ageAt(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5, 10) < birthDate.slice(5, 10) ? years - 1 : years;
}
