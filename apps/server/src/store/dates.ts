import type { Period, Timing } from '@medplum/fhirtypes';

/** Milliseconds since 1970, both ends included. An open end is ±8.64e15, the ends of JavaScript's time. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

export const MIN_TIME = -8.64e15;
export const MAX_TIME = 8.64e15;

const PATTERN =
  /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:\d\d)?)?)?)?$/;

/**
 * The range a FHIR date, dateTime or instant covers: "2026-02" is the whole of February.
 * Without an offset it is read as UTC, as Medplum does; statistics must send instants with their offset.
 * @returns undefined when the text is not a date, or names a day that does not exist.
 */
export function dateRange(text: string): Range | undefined {
  const match = PATTERN.exec(text);
  if (!match) {
    return undefined;
  }
  const [, y, mo, d, h, mi, s, fraction, zone] = match;
  const [year, month, day] = [Number(y), Number(mo ?? 1), Number(d ?? 1)];
  // A leap second counts as the last one of its minute: JavaScript has no place for it.
  const [hour, minute, second] = [Number(h ?? 0), Number(mi ?? 0), Math.min(Number(s ?? 0), 59)];
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59) {
    return undefined;
  }
  const millis = fraction ? Math.floor(Number(`0.${fraction}`) * 1000) : 0;
  const low = utc(year, month - 1, day, hour, minute, second, millis) - offset(zone);
  return { low, high: low + duration(year, month, { mo, d, h, s, fraction }) - 1 };
}

/** The range of a Period; a missing end is open. Undefined when neither end is a date. */
export function periodRange(period: Period): Range | undefined {
  const start = period.start ? dateRange(period.start) : undefined;
  const end = period.end ? dateRange(period.end) : undefined;
  if (!start && !end) {
    return undefined;
  }
  return { low: start?.low ?? MIN_TIME, high: end?.high ?? MAX_TIME };
}

/** The range from the first to the last event of a Timing, or its bounds. */
export function timingRange(timing: Timing): Range | undefined {
  const ranges = (timing.event ?? []).map(dateRange).filter((range) => range !== undefined);
  if (timing.repeat?.boundsPeriod) {
    const bounds = periodRange(timing.repeat.boundsPeriod);
    if (bounds) {
      ranges.push(bounds);
    }
  }
  if (ranges.length === 0) {
    return undefined;
  }
  return { low: Math.min(...ranges.map((r) => r.low)), high: Math.max(...ranges.map((r) => r.high)) };
}

function utc(year: number, month: number, day: number, h: number, m: number, s: number, ms: number): number {
  const date = new Date(0);
  // Not Date.UTC: it reads the years 0 to 99 as 1900 to 1999.
  date.setUTCFullYear(year, month, day);
  date.setUTCHours(h, m, s, ms);
  return date.getTime();
}

function daysIn(year: number, month: number): number {
  return new Date(utc(year, month, 0, 0, 0, 0, 0)).getUTCDate();
}

function offset(zone: string | undefined): number {
  if (!zone || zone === 'Z') {
    return 0;
  }
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

const DAY = 86_400_000;

type Parts = Record<'mo' | 'd' | 'h' | 's' | 'fraction', string | undefined>;

function duration(year: number, month: number, parts: Parts): number {
  if (parts.fraction) {
    return 1;
  }
  if (parts.s) {
    return 1_000;
  }
  if (parts.h) {
    return 60_000;
  }
  if (parts.d) {
    return DAY;
  }
  if (parts.mo) {
    return daysIn(year, month) * DAY;
  }
  return utc(year + 1, 0, 1, 0, 0, 0, 0) - utc(year, 0, 1, 0, 0, 0, 0);
}
