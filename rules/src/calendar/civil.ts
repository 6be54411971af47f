/**
 * Civil days (`AAAA-MM-JJ`) and wall-clock times (`HH:MM`) of a place. A session is set at 18:00 on the clock
 * of its room; the instant is worked out day by day, so that summer time never moves the meeting (ADR 14).
 */
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const CIVIL_DAY = /^\d{4}-\d{2}-\d{2}$/;
const WALL_TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The clock of mainland France: what a calendar runs on unless it says otherwise. */
export const PARIS = 'Europe/Paris';

/** A day, a time or a place that cannot be read. The message is French and quotes what was given. */
export class CivilTimeError extends RangeError {
  override readonly name = 'CivilTimeError';
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  const known = clocks.get(zone);
  if (known) return known;
  let made: Intl.DateTimeFormat;
  try {
    made = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
  } catch {
    throw new CivilTimeError(
      `Fuseau horaire « ${zone} » inconnu (attendu : Europe/Paris, Indian/Reunion...).`,
    );
  }
  clocks.set(zone, made);
  return made;
}

/** The instant as if the wall clock of the zone were UTC: its difference with the instant is the offset. */
function asIfUtc(instant: number, zone: string): number {
  const part: Record<string, number> = {};
  for (const { type, value } of clockOf(zone).formatToParts(instant)) part[type] = Number(value);
  return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
}

/** Minutes that the zone is ahead of UTC at an instant (ms). */
export function offsetMinutes(instant: number, zone: string): number {
  const whole = Math.floor(instant / 1000) * 1000;
  return (asIfUtc(whole, zone) - whole) / MINUTE_MS;
}

/** True for a day that exists. */
export function isDay(text: string): boolean {
  return CIVIL_DAY.test(text) && !Number.isNaN(Date.parse(text)) && dayOf(Date.parse(text)) === text;
}

export function isTime(text: string): boolean {
  return WALL_TIME.test(text);
}

/** Milliseconds of UTC's midnight of that day: a number to count days with, never an instant. */
function midnight(day: string): number {
  if (!isDay(day)) throw new CivilTimeError(`Date « ${day} » illisible (attendu : AAAA-MM-JJ).`);
  return Date.parse(`${day}T00:00:00Z`);
}

function dayOf(utc: number): string {
  return new Date(utc).toISOString().slice(0, 10);
}

/**
 * The instant (ms) at which the clock of the zone shows that time. An hour that summer time skips is read as
 * the clock of before would have shown it (02:30 becomes 03:30); one that comes twice is the first (RFC 5545,
 * 3.3.5).
 * @throws CivilTimeError
 */
export function instantOf(day: string, time: string, zone = PARIS): number {
  if (!isTime(time)) throw new CivilTimeError(`Heure « ${time} » illisible (attendu : HH:MM).`);
  const [hour, minute] = time.split(':').map(Number);
  const wall = midnight(day) + (hour! * 60 + minute!) * MINUTE_MS;
  const before = wall - offsetMinutes(wall - DAY_MS, zone) * MINUTE_MS;
  if (asIfUtc(before, zone) === wall) return before;
  const after = wall - offsetMinutes(wall + DAY_MS, zone) * MINUTE_MS;
  return asIfUtc(after, zone) === wall ? after : before;
}

/** FHIR dateTime of an instant (ms) with the offset in force there: `2026-10-06T18:00:00+02:00`. */
export function zonedDateTime(instant: number, zone = PARIS): string {
  const offset = offsetMinutes(instant, zone);
  const local = new Date(instant + offset * MINUTE_MS).toISOString().slice(0, 19);
  const size = Math.abs(offset);
  return `${local}${offset < 0 ? '-' : '+'}${two(Math.trunc(size / 60))}:${two(size % 60)}`;
}

/** Day and time on the clock of the zone, of an instant (ms) or a FHIR dateTime. */
export function wallClock(instant: number | string, zone = PARIS): { day: string; time: string } {
  const ms = typeof instant === 'number' ? instant : Date.parse(instant);
  if (Number.isNaN(ms)) throw new CivilTimeError(`Date et heure « ${instant} » illisibles.`);
  const local = new Date(asIfUtc(Math.floor(ms / 1000) * 1000, zone)).toISOString();
  return { day: local.slice(0, 10), time: local.slice(11, 16) };
}

export function addDays(day: string, days: number): string {
  return dayOf(midnight(day) + days * DAY_MS);
}

/** Whole days from the first to the second, negative when it is before. */
export function daysBetween(first: string, second: string): number {
  return (midnight(second) - midnight(first)) / DAY_MS;
}

/** 1 = Monday ... 7 = Sunday. */
export function weekdayOf(day: string): number {
  return new Date(midnight(day)).getUTCDay() || 7;
}

/** The Monday of the week that holds the day. */
export function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day));
}

/** The first day of a month moved by a number of months: `firstOfMonth('2026-11-23', 2)` is `2027-01-01`. */
export function firstOfMonth(day: string, months = 0): string {
  const date = new Date(midnight(day));
  return dayOf(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1));
}

/** The days of a range, the first included and the last not. */
export function daysIn(from: string, to: string): string[] {
  const count = Math.max(0, daysBetween(from, to));
  return Array.from({ length: count }, (_, index) => addDays(from, index));
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
