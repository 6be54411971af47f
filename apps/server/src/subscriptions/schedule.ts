import type { Bot, Timing } from '@medplum/fhirtypes';
import { Cron } from 'croner';

const DAYS: Record<string, number> = { sun: 0, mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6 };
const FIVE_FIELDS = /^\s*\S+(?:\s+\S+){4}\s*$/;

const MINUTES_A_DAY = 1440;

/**
 * When a bot runs by itself, as cron patterns of five fields in the server's time zone: `Bot.cronString` as
 * it is, or `Bot.cronTiming` translated. None when it does not.
 * @throws Error with a French text when it cannot be read.
 */
export function patternsOf({ cronString, cronTiming }: Bot): string[] {
  if (cronString !== undefined) {
    if (!FIVE_FIELDS.test(cronString)) {
      throw new Error('cronString : cinq champs sont attendus (minute heure jour mois jour-de-semaine)');
    }
    parse(cronString);
    return [cronString];
  }
  return cronTiming ? fromTiming(cronTiming) : [];
}

/** The next time after `now` (milliseconds since 1970); undefined when there is none any more. */
export function nextTime(patterns: readonly string[], now: number): number | undefined {
  const times = patterns.flatMap((pattern) => parse(pattern).nextRun(new Date(now))?.getTime() ?? []);
  return times.length > 0 ? Math.min(...times) : undefined;
}

function parse(pattern: string): Cron {
  try {
    return new Cron(pattern, { paused: true, mode: '5-part' });
  } catch {
    throw new Error(`Planification illisible : ${pattern.slice(0, 100)}`);
  }
}

/**
 * `timeOfDay` on `dayOfWeek` (every day without); or `frequency` times a `period` of minutes, hours or days,
 * when that divides the day evenly. Seconds do not count.
 */
function fromTiming({ repeat = {} }: Timing): string[] {
  const days = repeat.dayOfWeek?.map((day) => DAYS[day] ?? fail(`jour inconnu : ${day}`)).join(',') || '*';
  if (repeat.timeOfDay?.length) {
    return repeat.timeOfDay.map((time) => {
      const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(time) ?? fail(`heure illisible : ${time}`);
      return `${Number(minute)} ${Number(hour)} * * ${days}`;
    });
  }
  const every = interval(repeat);
  if (every < 60 && 60 % every === 0) {
    return [`*/${every} * * * ${days}`];
  }
  const hours = every / 60;
  return Number.isInteger(hours) && 24 % hours === 0
    ? [`0 ${hours === 24 ? '0' : `*/${hours}`} * * ${days}`]
    : fail('période non prise en charge ; donnez timeOfDay ou cronString');
}

/** Minutes between two runs. */
function interval({ period = 1, periodUnit = 'd', frequency = 1 }: NonNullable<Timing['repeat']>): number {
  const unit = { min: 1, h: 60, d: MINUTES_A_DAY }[periodUnit as string] ?? fail(`unité ${periodUnit}`);
  const every = (period * unit) / frequency;
  return Number.isInteger(every) && every >= 1 ? every : fail('moins d’une minute entre deux exécutions');
}

function fail(text: string): never {
  throw new Error(`cronTiming : ${text}`);
}
