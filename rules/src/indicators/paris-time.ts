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

/** Every month from the first to the last, both included; empty when the last is before the first. */
export function monthsBetween(first: string, last: string): string[] {
  const months: string[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

function pad(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
