import { DCC, profile } from '@dcc/fhir-profiles/src/canonical.ts';
import type { Extension, Schedule } from '@medplum/fhirtypes';
import {
  type CalendarException,
  HOLIDAY_POLICIES,
  type HolidayPolicy,
  type RcpCalendar,
} from './calendar.ts';
import { instantOf, isDay, isTime, wallClock, zonedDateTime } from './civil.ts';
import { HOLIDAY_REGIONS, type HolidayRegion } from './holidays.ts';
import { CALENDAR_EXTENSIONS, planOf, withPlan } from './plan-extension.ts';
import { parseRecurrence, recurrenceRule, type Weekday } from './recurrence.ts';

/** System of `Schedule.identifier`: the series of a calendar. */
export const CALENDAR_SYSTEM = `${DCC}/calendar`;
/** System of the identifier of one availability: the day the rule gave. */
export const OCCURRENCE_SYSTEM = `${DCC}/calendar-day`;
const SCHEDULE_TYPE = 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-schedule-type';
const FREE = { system: SCHEDULE_TYPE, code: 'free', display: 'Disponibilité' };
const BUSY = { system: SCHEDULE_TYPE, code: 'busy-unavailable', display: 'Indisponibilité' };
const RRULE_SYSTEM = 'https://www.ietf.org/rfc/rfc2445';

/** A calendar that is stored wrong or filled in wrong. The message is French and names the field. */
export class CalendarError extends Error {
  override readonly name = 'CalendarError';
}

/**
 * Checks a calendar as a person fills it in.
 * @returns one French sentence per wrong field, by field; empty when all is well.
 */
export function calendarDefects(calendar: RcpCalendar): Partial<Record<keyof RcpCalendar, string>> {
  const found: Partial<Record<keyof RcpCalendar, string>> = {};
  if (!isDay(calendar.start)) found.start = 'La première date est obligatoire.';
  if (calendar.end !== undefined && !(isDay(calendar.end) && calendar.end >= calendar.start)) {
    found.end = 'La dernière date doit suivre la première.';
  }
  if (!isTime(calendar.time)) found.time = 'L’heure de début est obligatoire (HH:MM).';
  if (!Number.isInteger(calendar.minutes) || calendar.minutes < 5 || calendar.minutes > 720) {
    found.minutes = 'La durée va de 5 minutes à 12 heures.';
  }
  try {
    parseRecurrence(calendar.rule);
  } catch (error) {
    found.rule = (error as Error).message;
  }
  const { places, closesHoursBefore, video } = calendar.plan;
  if (places !== undefined && (!Number.isInteger(places) || places < 1 || places > 200)) {
    found.plan = 'Le nombre de places va de 1 à 200.';
  } else if (closesHoursBefore !== undefined && !(closesHoursBefore >= 0 && closesHoursBefore <= 1000)) {
    found.plan = 'La clôture des inscriptions va de 0 à 1000 heures avant la session.';
  } else if (video && !isWebAddress(video)) {
    found.plan = 'Le lien de visioconférence doit commencer par https://.';
  }
  return found;
}

/** Only addresses that a browser opens safely: a `javascript:` link in an invitation would run in the app. */
export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === 'https:';
}

/** The Schedule that stores a calendar. @throws CalendarError with every defect. */
export function scheduleOf(calendar: RcpCalendar, stored?: Schedule): Schedule {
  const defects = Object.values(calendarDefects(calendar));
  if (defects.length > 0) throw new CalendarError(defects.join(' '));
  const { zone, region, onHoliday, minutes, start, end } = calendar;
  const settings: Extension = {
    url: CALENDAR_EXTENSIONS.CALENDAR,
    extension: [
      { url: 'zone', valueString: zone },
      { url: 'holidays', valueCode: region },
      { url: 'onHoliday', valueCode: onHoliday },
      { url: 'minutes', valueInteger: minutes },
    ],
  };
  const times = [recurring(calendar), ...calendar.exceptions.map((one) => exceptional(calendar, one))];
  return {
    ...(stored ?? {}),
    resourceType: 'Schedule',
    meta: { ...stored?.meta, profile: [profile('dcc-rcp-calendar')] },
    extension: withPlan([settings, ...times], calendar.plan),
    identifier: [{ system: CALENDAR_SYSTEM, value: calendar.series }],
    active: calendar.active,
    actor: [{ reference: calendar.rcp }],
    planningHorizon: { start, ...(end ? { end } : {}) },
  };
}

function recurring({ rule, start, time, minutes, zone, series }: RcpCalendar): Extension {
  const one = parseRecurrence(rule);
  const days = /BYDAY=([^;]+)/.exec(recurrenceRule(one))?.[1]?.split(',') ?? [];
  const parts: Extension[] = [
    {
      url: 'freq',
      valueCoding: { system: RRULE_SYSTEM, code: one.kind === 'weekly' ? 'WEEKLY' : 'MONTHLY' },
    },
    { url: 'interval', valueInteger: one.interval },
    ...days.map((day) => ({ url: 'byDay', valueString: day })),
  ];
  if (one.kind === 'month-day') parts.push({ url: 'byMonthDay', valueInteger: one.monthDay });
  return availability(FREE, series, instantOf(start, time, zone), minutes, zone, [
    { url: 'rrule', extension: parts },
  ]);
}

function exceptional(calendar: RcpCalendar, one: CalendarException): Extension {
  const { zone, time, minutes } = calendar;
  const why = [{ url: 'unavailabilityReason', valueCodeableConcept: { text: one.reason } }];
  if (one.kind === 'skip') {
    return availability(BUSY, one.day, instantOf(one.day, time, zone), minutes, zone, why);
  }
  // FR Core has no "moved": an availability under the day of the rule replaces it, one under `+day` adds to
  // it.
  if (one.kind === 'move') {
    return availability(FREE, one.day, instantOf(one.toDay, one.toTime, zone), minutes, zone, why);
  }
  return availability(FREE, `+${one.day}`, instantOf(one.day, one.time, zone), minutes, zone, why);
}

function availability(
  type: typeof FREE,
  id: string,
  start: number,
  minutes: number,
  zone: string,
  more: readonly Extension[],
): Extension {
  return {
    url: CALENDAR_EXTENSIONS.AVAILABILITY,
    extension: [
      { url: 'identifier', valueIdentifier: { system: OCCURRENCE_SYSTEM, value: id } },
      { url: 'type', valueCoding: { ...type } },
      { url: 'start', valueDateTime: zonedDateTime(start, zone) },
      { url: 'end', valueDateTime: zonedDateTime(start + minutes * 60_000, zone) },
      ...more,
    ],
  };
}

/** Reads a stored calendar. @throws CalendarError when something that cannot be guessed is missing. */
export function calendarOf(schedule: Schedule): RcpCalendar {
  const series = schedule.identifier?.find(({ system }) => system === CALENDAR_SYSTEM)?.value;
  const times = (schedule.extension ?? []).filter(({ url }) => url === CALENDAR_EXTENSIONS.AVAILABILITY);
  const regular = times.find((one) => part(one, 'rrule'));
  const settings = schedule.extension?.find(({ url }) => url === CALENDAR_EXTENSIONS.CALENDAR);
  const begins = regular && part(regular, 'start')?.valueDateTime;
  const rcp = schedule.actor?.[0]?.reference;
  if (!series || !regular || !begins || !rcp) {
    throw new CalendarError('Calendrier illisible : série, RCP, récurrence ou première date absente.');
  }
  const zone = part(settings, 'zone')?.valueString ?? 'Europe/Paris';
  const first = wallClock(begins, zone);
  return {
    series,
    rcp,
    active: schedule.active ?? true,
    rule: ruleOf(part(regular, 'rrule')!),
    start: schedule.planningHorizon?.start?.slice(0, 10) ?? first.day,
    ...(schedule.planningHorizon?.end ? { end: schedule.planningHorizon.end.slice(0, 10) } : {}),
    time: first.time,
    minutes: part(settings, 'minutes')?.valueInteger ?? 90,
    zone,
    region: known(HOLIDAY_REGIONS, part(settings, 'holidays')?.valueCode, 'metropole') as HolidayRegion,
    onHoliday: known(HOLIDAY_POLICIES, part(settings, 'onHoliday')?.valueCode, 'skip') as HolidayPolicy,
    exceptions: times.filter((one) => one !== regular).map((one) => exceptionOf(one, zone)),
    plan: planOf(schedule),
  };
}

function ruleOf(rrule: Extension): string {
  const byDay = (rrule.extension ?? []).flatMap((one) =>
    one.url === 'byDay' && one.valueString ? [one.valueString as Weekday] : [],
  );
  const monthDay = part(rrule, 'byMonthDay')?.valueInteger;
  const text = [
    `FREQ=${part(rrule, 'freq')?.valueCoding?.code ?? ''}`,
    `INTERVAL=${part(rrule, 'interval')?.valueInteger ?? 1}`,
    ...(byDay.length > 0 ? [`BYDAY=${byDay.join(',')}`] : []),
    ...(monthDay === undefined ? [] : [`BYMONTHDAY=${monthDay}`]),
  ].join(';');
  return recurrenceRule(parseRecurrence(text));
}

function exceptionOf(time: Extension, zone: string): CalendarException {
  const id = part(time, 'identifier')?.valueIdentifier?.value ?? '';
  const start = part(time, 'start')?.valueDateTime;
  const reason = part(time, 'unavailabilityReason')?.valueCodeableConcept?.text ?? '';
  if (!start || !isDay(id.replace(/^\+/, ''))) {
    throw new CalendarError(`Calendrier illisible : exception « ${id} » sans date.`);
  }
  if (part(time, 'type')?.valueCoding?.code === BUSY.code) return { kind: 'skip', day: id, reason };
  const to = wallClock(start, zone);
  return id.startsWith('+')
    ? { kind: 'add', day: id.slice(1), time: to.time, reason }
    : { kind: 'move', day: id, toDay: to.day, toTime: to.time, reason };
}

function part(extension: Extension | undefined, url: string): Extension | undefined {
  return extension?.extension?.find((one) => one.url === url);
}

/** A code of a table, or the usual one: a value written by a later version must not close the calendar. */
function known(table: object, code: string | undefined, usual: string): string {
  return code !== undefined && Object.hasOwn(table, code) ? code : usual;
}
