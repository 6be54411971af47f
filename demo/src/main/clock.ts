import { lastDay, parisInstant } from '../base/time.ts';

/** Last instant of the story: fiches of the last session are signed, then amended twice, one day after another. */
const DAYS_AFTER = 6;

/**
 * Says in French why a month cannot be played now; undefined when it can. Signing refuses a date in the future, so a
 * month is played once it is over.
 */
export function clockProblem(month: string, now: number): string | undefined {
  const over = parisInstant(lastDay(month), 0, 0) + DAYS_AFTER * 86_400_000;
  if (now >= over) return undefined;
  return (
    `L’horloge de cette machine dit ${new Date(now).toISOString().slice(0, 10)} : le mois ${month} n’est pas fini, ` +
    'ses fiches ne peuvent pas être signées. Choisissez un mois passé avec --month AAAA-MM.'
  );
}

/** The month played when none is asked for: October 2026, or the last month that is over on this machine. */
export function defaultMonth(now: number): string {
  const wanted = '2026-10';
  if (!clockProblem(wanted, now)) return wanted;
  const date = new Date(now);
  for (let back = 1; ; back++) {
    const month = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - back, 1))
      .toISOString()
      .slice(0, 7);
    if (!clockProblem(month, now)) return month;
  }
}
