/**
 * Days and months as the region reads them: a session belongs to the month of its start in Europe/Paris
 * (spec/indicators.md 1.1 and 6), whatever offset the record was written with.
 */
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const DAY_LENGTH = 10;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Local `YYYY-MM-DDTHH:MM` of a FHIR dateTime; a bare day is already local. Undefined: not a whole date. */
export function parisMinute(dateTime: string | undefined): string | undefined {
  const local = inParis(dateTime);
  return local?.length === DAY_LENGTH ? `${local}T00:00` : local?.slice(0, 16);
}

/**
 * The same instant as a clock in Paris writes it, `2026-10-06T12:30:00+02:00`, so that an expression may read
 * the local day off it. Undefined: not a whole instant; a bare day stays as it is.
 */
export function inParis(dateTime: string | undefined): string | undefined {
  if (dateTime === undefined) return undefined;
  if (IN_HOUR.test(dateTime)) return sameInParis(dateTime);
  const time = timeOf(dateTime);
  if (time === undefined) return undefined;
  if (DAY.test(dateTime)) return dateTime;
  return localOf(time) + offsetAt(time).text;
}

/**
 * An instant after 1999 written to the second, its offset in whole hours: Paris writes the same minutes and
 * seconds, and all the instants of one written hour are in one hour of Paris.
 */
const IN_HOUR = /^2\d{3}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?(Z|[+-]\d{2}:00)$/;
/** By written hour and offset: the hour as Paris writes it, and its offset. Undefined: there is no such day. */
const hours = new Map<string, { readonly hour: string; readonly offset: string } | undefined>();

function sameInParis(dateTime: string): string | undefined {
  const written = dateTime.slice(0, 13);
  const offset = dateTime.endsWith('Z') ? 'Z' : dateTime.slice(-6);
  const key = written + offset;
  let hour = hours.get(key);
  if (hour === undefined && !hours.has(key)) {
    const time = timeOf(`${written}:00:00${offset}`);
    hour = time === undefined ? undefined : { hour: localOf(time).slice(0, 13), offset: offsetAt(time).text };
    if (hours.size >= MOST_HOURS) hours.clear();
    hours.set(key, hour);
  }
  return hour && hour.hour + dateTime.slice(13, 19) + hour.offset;
}

/** Milliseconds since 1970. Undefined: not a whole date. */
function timeOf(dateTime: string | undefined): number | undefined {
  if (dateTime === undefined || !(INSTANT.test(dateTime) || DAY.test(dateTime))) return undefined;
  const time = Date.parse(dateTime);
  return Number.isNaN(time) ? undefined : time;
}

/** `2026-10-06T12:30:00` of an instant, as a clock in Paris shows it. */
function localOf(time: number): string {
  return new Date(time + offsetAt(time).ms).toISOString().slice(0, 19);
}

interface Offset {
  /** Milliseconds that Paris is ahead of UTC. */
  readonly ms: number;
  /** `+02:00`. */
  readonly text: string;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** From here on the legal time of Paris changes at whole hours only: an offset holds for its hour. */
const WHOLE_HOURS = Date.parse('1980-01-01T00:00:00Z');
/** Offsets by hour since 1970, as they were asked for: a month has 744, and the time zone tables are slow. */
const offsets = new Map<number, Offset>();
const MOST_HOURS = 20_000;

function offsetAt(time: number): Offset {
  if (time < WHOLE_HOURS) return tableOffset(time);
  const hour = Math.floor(time / HOUR);
  let offset = offsets.get(hour);
  if (!offset) {
    offset = tableOffset(hour * HOUR);
    if (offsets.size >= MOST_HOURS) offsets.clear();
    offsets.set(hour, offset);
  }
  return offset;
}

/** To the minute, as a dateTime can say it. */
function tableOffset(time: number): Offset {
  const of: Record<string, string> = {};
  for (const { type, value } of parts.formatToParts(time)) of[type] = value;
  const year = of.year!.padStart(4, '0');
  const local = Date.parse(`${year}-${of.month}-${of.day}T${of.hour}:${of.minute}:00Z`);
  // The last hours of the year 9999: a year of five digits is no date.
  if (Number.isNaN(local)) return { ms: 0, text: '+00:00' };
  const minutes = local / MINUTE - Math.floor(time / MINUTE);
  const hours = pad(Math.floor(Math.abs(minutes) / 60), 2);
  const text = `${minutes < 0 ? '-' : '+'}${hours}:${pad(Math.abs(minutes) % 60, 2)}`;
  return { ms: minutes * MINUTE, text };
}

/** Local day, `YYYY-MM-DD`. */
export function parisDay(dateTime: string | undefined): string | undefined {
  return parisMinute(dateTime)?.slice(0, 10);
}

/** Local month, `YYYY-MM`. */
export function parisMonth(dateTime: string | undefined): string | undefined {
  return parisMinute(dateTime)?.slice(0, 7);
}

/** The instant a local day begins, with the offset in force that day: `2026-10-01T00:00:00+02:00`. */
export function startOfParisDay(day: string): string {
  for (const offset of ['+01:00', '+02:00']) {
    const instant = `${day}T00:00:00${offset}`;
    if (parisMinute(instant) === `${day}T00:00`) return instant;
  }
  throw new RangeError(`Date invalide : « ${day} » (attendu : AAAA-MM-JJ)`);
}

/** True for `YYYY-MM`. */
export function isMonth(text: string): boolean {
  return MONTH.test(text);
}

/** First and last day of a month. */
export function daysOfMonth(month: string): { start: string; end: string } {
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate();
  return { start: `${month}-01`, end: `${month}-${last}` };
}

/** The month after. */
export function nextMonth(month: string): string {
  const year = Number(month.slice(0, 4));
  return month.endsWith('-12')
    ? `${pad(year + 1, 4)}-01`
    : `${pad(year, 4)}-${pad(Number(month.slice(5)) + 1, 2)}`;
}

/** The month that is so many months before. */
export function monthsBefore(month: string, count: number): string {
  const index = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 - count;
  return `${pad(Math.floor(index / 12), 4)}-${pad((index % 12) + 1, 2)}`;
}

/** Every month from the first to the last, both included; empty when the last is before the first. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
