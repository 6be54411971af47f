import { monthsBetween } from '@dcc/rules';
import { projectThreshold, THRESHOLD_SETTING, wholeSetting } from '../oncorif/settings.ts';

/** Names of the project's secrets that say when and what is exported. */
export const SETTINGS = {
  /** Day of the month, 1 to 28. Absent: nothing is exported by itself. */
  DAY: 'ONCORIF_DAY',
  /** How many months stay open, that is, are sent again; the month before them is sent closed. */
  OPEN_MONTHS: 'ONCORIF_OPEN_MONTHS',
  THRESHOLD: THRESHOLD_SETTING,
} as const;

const OPEN_MONTHS = 3;

/** What is exported by itself this month. */
export interface Schedule {
  /** `YYYY-MM-DD`: from this day on. */
  readonly from: string;
  readonly months: readonly string[];
  /** The month that is sent for the last time. */
  readonly closed: readonly string[];
  readonly threshold?: number;
}

/**
 * What is due on a day, undefined when the day is not yet there or nothing is configured. A server that was
 * off on the day exports on the next one.
 * @param today `YYYY-MM-DD` in Paris.
 * @throws BotError in French that names the setting.
 */
export function scheduleOf(
  settings: Readonly<Record<string, string | undefined>>,
  today: string,
): Schedule | undefined {
  const day = wholeSetting(settings, SETTINGS.DAY, 1, 28);
  if (day === undefined) return undefined;
  const open = wholeSetting(settings, SETTINGS.OPEN_MONTHS, 1, 24) ?? OPEN_MONTHS;
  const threshold = projectThreshold(settings);
  const month = today.slice(0, 7);
  const from = `${month}-${String(day).padStart(2, '0')}`;
  if (today < from) return undefined;
  const first = before(month, open + 1);
  const months = monthsBetween(first, before(month, 1));
  return { from, months, closed: [first], ...(threshold !== undefined && { threshold }) };
}

function before(month: string, count: number): string {
  const [year, number] = month.split('-').map(Number) as [number, number];
  const index = year * 12 + number - 1 - count;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}
