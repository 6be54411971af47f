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
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/;
const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Local `YYYY-MM-DDTHH:MM` of a FHIR dateTime; a bare day is already local. Undefined: not a whole date. */
export function parisMinute(dateTime: string | undefined): string | undefined {
  if (dateTime === undefined) return undefined;
  const isDay = DAY.test(dateTime);
  if (!isDay && !INSTANT.test(dateTime)) return undefined;
  const instant = new Date(dateTime);
  if (Number.isNaN(instant.getTime())) return undefined;
  if (isDay) return `${dateTime}T00:00`;
  const of: Record<string, string> = {};
  for (const { type, value } of parts.formatToParts(instant)) of[type] = value;
  return `${of.year}-${of.month}-${of.day}T${of.hour}:${of.minute}`;
}

/**
 * The same instant as a clock in Paris writes it, `2026-10-06T12:30:00+02:00`, so that an expression may read
 * the local day off it. Undefined: not a whole instant; a bare day stays as it is.
 */
export function inParis(dateTime: string | undefined): string | undefined {
  const local = parisMinute(dateTime);
  if (local === undefined) return undefined;
  if (DAY.test(dateTime!)) return dateTime;
  const instant = new Date(dateTime!);
  const offset = Date.parse(`${local}:00Z`) / 60_000 - Math.floor(instant.getTime() / 60_000);
  const seconds = pad(instant.getUTCSeconds(), 2);
  const hours = pad(Math.floor(Math.abs(offset) / 60), 2);
  return `${local}:${seconds}${offset < 0 ? '-' : '+'}${hours}:${pad(Math.abs(offset) % 60, 2)}`;
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
