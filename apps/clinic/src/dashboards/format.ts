import type { Figure } from './figures.ts';
import { t } from './messages.fr.ts';

const number = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 2 });
const signed = new Intl.NumberFormat('fr-FR', { maximumFractionDigits: 1, signDisplay: 'exceptZero' });
const month = new Intl.DateTimeFormat('fr-FR', { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** `1 234,5`, with French spaces. */
export const numberText = (value: number): string => number.format(value);

/** A Measure names its unit in the plural (`fiches par séance`): below two, French has the singular. */
const unitFor = (value: number, unit: string): string =>
  Math.abs(value) < 2 ? unit.replace(/^(?!mois\b)(\p{L}{2,})s(?!\p{L})/u, '$1') : unit;

/** `1 234 fiches`, `97,4 %`; `NC` or `Secret` when there is no number: never zero. */
export function figureText({ state, value, unit }: Figure): string {
  if (state === 'secret') return t('secret');
  if (state === 'nc' || value === undefined) return t('nc');
  return unit ? `${numberText(value)}\u00a0${unitFor(value, unit)}` : numberText(value);
}

/** `+12,5 %` or `−3 points`. */
export function differenceText({ by, in: unit }: { by: number; in: 'percent' | 'points' }): string {
  const text = signed.format(by).replace('-', '−');
  if (unit === 'percent') return `${text}\u00a0%`;
  return `${text}\u00a0${Math.abs(by) < 2 ? 'point' : 'points'}`;
}

/** `oct. 2026` from `2026-10`. */
export const monthLabel = (text: string): string => month.format(new Date(`${text}-01T00:00:00Z`));
