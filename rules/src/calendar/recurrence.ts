import * as library from 'rrule';
import { isDay } from './civil.ts';

// rrule ships CommonJS under `main` and ESM under `module`: Node sees the first (its names under `default`),
// a bundler the second, and warns of a `default` asked for by its name.
const { RRule } = (Reflect.get(library, 'default') as typeof library | undefined) ?? library;

/** A recurrence rule that cannot be used. The message is French and says what is expected. */
export class RecurrenceError extends RangeError {
  override readonly name = 'RecurrenceError';
}

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof WEEKDAYS)[number];
const NAMES = ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'];

/** The recurrences an RCP has; anything else of RFC 5545 is refused rather than half understood. */
export type Recurrence =
  | { kind: 'weekly'; interval: number; weekdays: Weekday[] }
  /** `nth`: 1 to 5, or -1 for the last. */
  | { kind: 'monthly'; interval: number; nth: number[]; weekday: Weekday }
  /** `monthDay`: 1 to 31, or -1 for the last; a month that lacks the day has no session. */
  | { kind: 'month-day'; interval: number; monthDay: number };

const PART = /^(FREQ|INTERVAL|BYDAY|BYMONTHDAY|WKST)=([A-Z0-9,+-]+)$/;
const BYDAY = /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)$/;

/** Reads `FREQ=MONTHLY;BYDAY=1MO,3MO`. @throws RecurrenceError */
export function parseRecurrence(rule: string): Recurrence {
  const part: Record<string, string> = {};
  for (const text of rule.split(';')) {
    const found = PART.exec(text);
    if (!found || part[found[1]!]) throw unreadable(rule, `« ${text} » n’est pas admis`);
    part[found[1]!] = found[2]!;
  }
  const interval = Number(part.INTERVAL ?? 1);
  if (!Number.isInteger(interval) || interval < 1 || interval > 52) {
    throw unreadable(rule, 'l’intervalle va de 1 à 52');
  }
  const days = (part.BYDAY?.split(',') ?? []).map((text) => {
    const found = BYDAY.exec(text);
    if (!found) throw unreadable(rule, `le jour « ${text} » est inconnu`);
    return { nth: found[1] === undefined ? undefined : Number(found[1]), weekday: found[2] as Weekday };
  });
  if (part.FREQ === 'WEEKLY') {
    if (days.length === 0 || part.BYMONTHDAY || days.some(({ nth }) => nth !== undefined)) {
      throw unreadable(rule, 'une règle hebdomadaire donne un ou plusieurs jours de la semaine');
    }
    return { kind: 'weekly', interval, weekdays: inOrder(days.map(({ weekday }) => weekday)) };
  }
  if (part.FREQ !== 'MONTHLY') throw unreadable(rule, 'la fréquence est hebdomadaire ou mensuelle');
  if (part.BYMONTHDAY) return monthDay(rule, interval, part.BYMONTHDAY, days.length);
  const nth = days.map((one) => one.nth ?? 0);
  const oneDay = new Set(days.map(({ weekday }) => weekday)).size === 1;
  if (!oneDay || nth.some((n) => n !== -1 && (n < 1 || n > 5))) {
    throw unreadable(rule, 'une règle mensuelle donne un seul jour, du 1er au 5e ou le dernier');
  }
  return { kind: 'monthly', interval, nth: ranks(nth), weekday: days[0]!.weekday };
}

function monthDay(rule: string, interval: number, text: string, others: number): Recurrence {
  const day = Number(text);
  if (others > 0 || !Number.isInteger(day) || day === 0 || day < -1 || day > 31) {
    throw unreadable(rule, 'le jour du mois va de 1 à 31, ou -1 pour le dernier');
  }
  return { kind: 'month-day', interval, monthDay: day };
}

/** The rule in the words of RFC 5545, always written the same way. */
export function recurrenceRule(one: Recurrence): string {
  const every = one.interval === 1 ? '' : `;INTERVAL=${one.interval}`;
  if (one.kind === 'weekly') return `FREQ=WEEKLY${every};BYDAY=${inOrder(one.weekdays).join(',')}`;
  if (one.kind === 'month-day') return `FREQ=MONTHLY${every};BYMONTHDAY=${one.monthDay}`;
  return `FREQ=MONTHLY${every};BYDAY=${ranks(one.nth)
    .map((n) => `${n}${one.weekday}`)
    .join(',')}`;
}

/**
 * The days of a rule from `start` on, inside [from, to[. Days only: they are counted on a calendar without
 * hours, so no clock change can move one.
 * @throws RecurrenceError, also when the range is longer than ten years.
 */
export function recurringDays(rule: string, start: string, from: string, to: string): string[] {
  const one = parseRecurrence(rule);
  for (const day of [start, from, to]) {
    if (!isDay(day)) throw new RecurrenceError(`Date « ${day} » illisible (attendu : AAAA-MM-JJ).`);
  }
  if (Number(to.slice(0, 4)) - Number(from.slice(0, 4)) > 10) {
    throw new RecurrenceError('La période demandée dépasse dix ans.');
  }
  const first = from > start ? from : start;
  if (first >= to) return [];
  const made = new RRule({
    ...RRule.parseString(recurrenceRule(one)),
    wkst: RRule.MO,
    dtstart: new Date(`${start}T00:00:00Z`),
  });
  return made
    .between(new Date(`${first}T00:00:00Z`), new Date(`${to}T00:00:00Z`), true)
    .map((date) => date.toISOString().slice(0, 10))
    .filter((day) => day < to);
}

/** "chaque mardi", "les 1er et 3e lundis du mois", "le dernier jour du mois, tous les 2 mois". */
export function describeRecurrence(rule: string): string {
  const one = parseRecurrence(rule);
  if (one.kind === 'weekly') {
    const names = list(one.weekdays.map(nameOf));
    if (one.interval === 1) return `chaque ${names}`;
    return one.interval === 2
      ? `${names}, une semaine sur deux`
      : `${names}, toutes les ${one.interval} semaines`;
  }
  const every = one.interval === 1 ? 'du mois' : `du mois, tous les ${one.interval} mois`;
  if (one.kind === 'month-day') {
    if (one.monthDay === -1) return `le dernier jour ${every}`;
    return `le ${one.monthDay === 1 ? '1er' : one.monthDay} ${every}`;
  }
  const name = nameOf(one.weekday);
  const which = one.nth.map((n) => (n === -1 ? 'dernier' : n === 1 ? '1er' : `${n}e`));
  return which.length === 1 ? `le ${which[0]} ${name} ${every}` : `les ${list(which)} ${name}s ${every}`;
}

function nameOf(weekday: Weekday): string {
  return NAMES[WEEKDAYS.indexOf(weekday)]!;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} et ${words.at(-1)}`;
}

function inOrder(weekdays: readonly Weekday[]): Weekday[] {
  return WEEKDAYS.filter((one) => weekdays.includes(one));
}

/** In the order of the month, the last one last. */
function ranks(nth: readonly number[]): number[] {
  return [...new Set(nth)].sort((a, b) => (a === -1 ? 9 : a) - (b === -1 ? 9 : b));
}

function unreadable(rule: string, why: string): RecurrenceError {
  return new RecurrenceError(`Règle de récurrence « ${rule} » refusée : ${why}.`);
}
