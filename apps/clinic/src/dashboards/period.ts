import type { SubIndicator } from './definitions.ts';
import { type Figure, nc } from './figures.ts';
import { t } from './messages.fr.ts';

/** A month and what is known of it; no figure: no report was made. */
export interface MonthFigure {
  month: string;
  figure?: Figure;
}

/**
 * One figure for several months. A report of exactly that period wins: it was counted so. Else months are put together
 * where the definition allows it (units counted one by one), and where it does not (distinct persons, medians) nothing
 * is made up.
 *
 * @param whole the figure of the report of the whole period, when there is one.
 */
export function overPeriod(sub: SubIndicator, months: readonly MonthFigure[], whole?: Figure): Figure {
  if (whole) return whole;
  const known = months.filter(({ figure }) => figure !== undefined).length;
  const figure = together(sub, months);
  return known > 1 && figure.state === 'ok' ? { ...figure, months: known } : figure;
}

function together(sub: SubIndicator, months: readonly MonthFigure[]): Figure {
  const known = months.filter((one): one is Required<MonthFigure> => one.figure !== undefined);
  if (known.length === 0) return nc(sub.unit, sub.notComputable ?? t('ncNoReport'));
  if (known.length === 1 && months.length === 1) return known[0]!.figure;
  // A rolling window already looks back: its last month is the figure.
  if (sub.window > 1) return known.at(-1)!.figure;
  if (known.some(({ figure }) => figure.state === 'secret')) {
    return { state: 'secret', unit: sub.unit, reason: t('secretReason') };
  }
  if (sub.notComputable) return nc(sub.unit, sub.notComputable);
  if (sub.distinct || sub.scoring === 'continuous-variable' || sub.scoring === '') {
    return latest(known, sub.distinct ? t('ncDistinct') : t('ncAggregate'));
  }
  const unsupported = known.find(({ figure }) => figure.numerator === undefined);
  if (unsupported) return unsupported.figure;
  const sum = (of: 'numerator' | 'denominator') =>
    known.reduce((total, { figure }) => total + (figure[of] ?? 0), 0);
  const numerator = sum('numerator');
  const unit = known[0]!.figure.unit || sub.unit;
  if (sub.scoring === 'cohort') return { state: 'ok', value: numerator, numerator, unit };
  const denominator = sum('denominator');
  if (denominator === 0) return { ...nc(unit, t('ncZero')), numerator, denominator };
  const value = (numerator / denominator) * (sub.scoring === 'proportion' ? 100 : 1);
  return { state: 'ok', value: Math.round(value * 100) / 100, numerator, denominator, unit };
}

/** The last month that counted something, and no more: its month is said with it. */
function latest(known: readonly Required<MonthFigure>[], reason: string): Figure {
  if (known.length === 1) return known[0]!.figure;
  const last = known.findLast(({ figure }) => figure.value) ?? known.at(-1)!;
  return last.figure.state === 'ok' ? { ...last.figure, month: last.month, reason } : last.figure;
}

/** How much one figure is above another: percents for numbers, points for percentages. */
export function difference(
  now: Figure,
  before: Figure,
): { by: number; in: 'percent' | 'points' } | undefined {
  if (now.value === undefined || before.value === undefined) return undefined;
  // Months that were not chosen are not compared, nor twelve months with one.
  if (now.month || before.month || now.months !== before.months) return undefined;
  if (now.unit === '%') return { by: now.value - before.value, in: 'points' };
  if (before.value === 0) return undefined;
  return { by: ((now.value - before.value) / before.value) * 100, in: 'percent' };
}
