import type { SessionPlan } from '@dcc/rules/src/calendar/calendar.ts';
import {
  instantOf,
  isDay,
  isTime,
  wallClock,
  weekdayOf,
  zonedDateTime,
} from '@dcc/rules/src/calendar/civil.ts';
import { holidayName } from '@dcc/rules/src/calendar/holidays.ts';
import { planOf } from '@dcc/rules/src/calendar/plan-extension.ts';
import { isWebAddress } from '@dcc/rules/src/calendar/schedule.ts';
import type { Encounter } from '@medplum/fhirtypes';
import { t } from './messages.fr.ts';

/** When and where, as the fields hold it: all strings, wrong ones included. */
export interface SessionForm {
  day: string;
  time: string;
  minutes: string;
  places: string;
  closes: string;
  room: string;
  video: string;
}
export type FormErrors = Partial<Record<keyof SessionForm, string>>;

export const EMPTY_FORM: SessionForm = {
  day: '',
  time: '18:00',
  minutes: '90',
  places: '12',
  closes: '48',
  room: '',
  video: '',
};

/** The fields filled with what a session or a calendar says. */
export function formOf(start: string, end: string | undefined, plan: SessionPlan): SessionForm {
  const { day, time } = wallClock(start);
  const minutes = end ? Math.round((Date.parse(end) - Date.parse(start)) / 60_000) : 90;
  return { day, time, minutes: String(minutes), ...planFields(plan) };
}

export function planFields(plan: SessionPlan): Pick<SessionForm, 'places' | 'closes' | 'room' | 'video'> {
  return {
    places: plan.places === undefined ? '' : String(plan.places),
    closes: plan.closesHoursBefore === undefined ? '' : String(plan.closesHoursBefore),
    room: plan.room ?? '',
    video: plan.video ?? '',
  };
}

export function sessionForm(session: Encounter): SessionForm {
  return formOf(session.period!.start!, session.period!.end, planOf(session));
}

/** One French sentence per wrong field; empty when the session can be written. */
export function formErrors(form: SessionForm): FormErrors {
  const errors: FormErrors = {};
  if (!isDay(form.day)) errors.day = t('dateNeeded');
  if (!isTime(form.time)) errors.time = t('timeNeeded');
  if (!whole(form.minutes, 5, 720)) errors.minutes = t('minutesRange');
  if (form.places !== '' && !whole(form.places, 1, 200)) errors.places = t('placesRange');
  if (form.closes !== '' && !whole(form.closes, 0, 1000)) errors.closes = t('closesRange');
  if (form.video.trim() !== '' && !isWebAddress(form.video.trim())) errors.video = t('videoHttps');
  return errors;
}

/** What a right form says. Hours are those of the clock on the wall that day. */
export function readForm(form: SessionForm): { start: string; end: string; plan: SessionPlan } {
  const start = instantOf(form.day, form.time);
  return {
    start: zonedDateTime(start),
    end: zonedDateTime(start + Number(form.minutes) * 60_000),
    plan: readPlan(form),
  };
}

export function readPlan(form: Pick<SessionForm, 'places' | 'closes' | 'room' | 'video'>): SessionPlan {
  return {
    ...(form.places === '' ? {} : { places: Number(form.places) }),
    ...(form.closes === '' ? {} : { closesHoursBefore: Number(form.closes) }),
    ...(form.room.trim() ? { room: form.room.trim() } : {}),
    ...(form.video.trim() ? { video: form.video.trim() } : {}),
  };
}

/** What one should know of a day before choosing it; none of it forbids. */
export function dayWarnings(
  day: string,
  today: string,
  others: readonly { day: string; time: string }[] = [],
): string[] {
  if (!isDay(day)) return [];
  const holiday = holidayName(day);
  const same = others.find((one) => one.day === day);
  return [
    ...(day < today ? [t('pastWarning')] : []),
    ...(holiday ? [t('holidayWarning', { name: holiday })] : []),
    ...(!holiday && weekdayOf(day) > 5
      ? [t('weekendWarning', { day: weekdayOf(day) === 6 ? 'samedi' : 'dimanche' })]
      : []),
    ...(same ? [t('sameDayWarning', { time: same.time })] : []),
  ];
}

function whole(text: string, least: number, most: number): boolean {
  return /^\d{1,4}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;
}
