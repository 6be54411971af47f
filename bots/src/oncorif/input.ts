import { daysOfMonth, isMonth, monthsBetween, nextMonth } from '@dcc/rules';
import type { Parameters, ParametersParameter } from '@medplum/fhirtypes';
import { invalid } from '../shared/operation-outcome.ts';
import { MIN_THRESHOLD } from './secrecy.ts';

/** What an export is asked for. */
export interface ExportRequest {
  /** Whole months that follow one another, `YYYY-MM`. */
  readonly months: readonly string[];
  /** Day of the extraction, `YYYY-MM-DD`: it is in every row, and with the months it names the run. */
  readonly extraction: string;
  /** Months declared closed; the others are open, that is, sent again. */
  readonly closed: readonly string[];
  /** Counts of patients or fiches from 1 to this less one are hidden; none are when it is absent. */
  readonly threshold?: number;
  /** Reads every month again, whatever is kept of earlier exports. */
  readonly recount?: boolean;
  /** UUID under which the count tells how far it is (`Progress`); nobody waits without. */
  readonly progress?: string;
}

/** Ten years: the history of the region; more is a typing error. */
const MAX_MONTHS = 120;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Reads the Parameters of an export: `period` (`YYYY-MM`, one or several), or `periodStart` and `periodEnd`
 * (first day of the first month, last day of the last one); `extractionDate` (default: today in Paris);
 * `closedPeriod` (0..*); `threshold` (integer): small cells are hidden below it;
 * `recount` (boolean): reads every month again, also those of rolling windows that did not change;
 * `progress` (UUID): how far the count is stands in a Task with this identifier (`PROGRESS_SYSTEM`).
 * @throws BotError in French that names the field.
 */
export function readRequest(input: unknown, today: string): ExportRequest {
  const parameters =
    (input as Parameters | undefined)?.resourceType === 'Parameters' ? (input as Parameters) : undefined;
  if (!parameters) throw invalid('Parameters', 'une ressource Parameters est attendue.');
  const values = (name: string): string[] =>
    (parameters.parameter ?? []).filter((one) => one.name === name).map((one) => textOf(one) ?? '');
  const months = monthsOf(values('period'), values('periodStart')[0], values('periodEnd')[0]);
  const closed = values('closedPeriod');
  const outside = closed.find((month) => !months.includes(month));
  if (outside !== undefined) throw invalid('closedPeriod', `« ${outside} » n'est pas un mois de l'export.`);
  const extraction = dayOf('extractionDate', values('extractionDate')[0] ?? today);
  const recount = parameters.parameter?.some((one) => one.name === 'recount' && isTrue(one)) ?? false;
  const [progress] = values('progress');
  if (progress !== undefined && !UUID.test(progress)) {
    throw invalid('progress', `« ${progress} » n'est pas un UUID.`);
  }
  return {
    months,
    extraction,
    closed,
    ...(recount && { recount }),
    ...(progress !== undefined && { progress }),
    ...thresholdOf(parameters),
  };
}

function isTrue({ valueBoolean, valueString }: ParametersParameter): boolean {
  return valueBoolean ?? valueString === 'true';
}

function thresholdOf(parameters: Parameters): { threshold?: number } {
  const given = (parameters.parameter ?? []).find((one) => one.name === 'threshold');
  if (!given) return {};
  const threshold = given.valueInteger ?? Number(given.valueString ?? Number.NaN);
  if (!Number.isInteger(threshold) || threshold < MIN_THRESHOLD) {
    throw invalid('threshold', `un entier d'au moins ${MIN_THRESHOLD} est attendu.`);
  }
  return { threshold };
}

function monthsOf(periods: readonly string[], start: string | undefined, end: string | undefined): string[] {
  if (periods.length > 0) {
    if (start !== undefined || end !== undefined) {
      throw invalid('period', 'donner soit period, soit periodStart et periodEnd.');
    }
    const wrong = periods.find((period) => !isMonth(period));
    if (wrong !== undefined) throw invalid('period', `« ${wrong} » n'est pas un mois (AAAA-MM).`);
    const sorted = [...new Set(periods)].sort();
    const gap = sorted.find((month, i) => i > 0 && nextMonth(sorted[i - 1]!) !== month);
    if (gap !== undefined)
      throw invalid('period', `les mois ne se suivent pas : « ${gap} » vient après un mois manquant.`);
    return limited(sorted, 'period');
  }
  if (start === undefined || end === undefined) {
    throw invalid('period', 'un mois (AAAA-MM), ou periodStart et periodEnd, est attendu.');
  }
  const [first, last] = [dayOf('periodStart', start).slice(0, 7), dayOf('periodEnd', end).slice(0, 7)];
  if (start !== daysOfMonth(first).start) {
    throw invalid('periodStart', `« ${start} » n'est pas le premier jour d'un mois.`);
  }
  if (end !== daysOfMonth(last).end)
    throw invalid('periodEnd', `« ${end} » n'est pas le dernier jour d'un mois.`);
  if (last < first) throw invalid('periodEnd', `« ${end} » est avant le début « ${start} ».`);
  return limited(monthsBetween(first, last), 'periodEnd');
}

function limited(months: string[], field: string): string[] {
  if (months.length > MAX_MONTHS)
    throw invalid(field, `${months.length} mois demandés, ${MAX_MONTHS} au plus.`);
  return months;
}

function dayOf(field: string, text: string): string {
  const real = /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text);
  if (!real) throw invalid(field, `« ${text} » n'est pas une date (AAAA-MM-JJ).`);
  return text;
}

// A month is text or a FHIR date without a day; a day is a date or a dateTime.
function textOf(one: ParametersParameter): string | undefined {
  return one.valueString ?? one.valueDate ?? one.valueDateTime?.slice(0, 10) ?? one.valueCode;
}
