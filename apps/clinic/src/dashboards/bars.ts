import type { Figure } from './figures.ts';

/** A bar: a month or a place, its figure, and the same of the compared period. */
export interface Bar {
  key: string;
  label: string;
  figure: Figure;
  before?: Figure;
}

/** The highest value of all, for the scale; a percentage is drawn on a hundred. */
export function highest(bars: readonly Bar[]): number {
  const values = bars.flatMap(({ figure, before }) => [figure.value ?? 0, before?.value ?? 0]);
  const isPercent = bars.some(({ figure }) => figure.unit === '%');
  return Math.max(isPercent ? 100 : 0, ...values);
}

/** Places from the highest figure to the lowest; those without a figure last. */
export function byValue(bars: readonly Bar[]): Bar[] {
  const value = ({ figure }: Bar) => figure.value ?? Number.NEGATIVE_INFINITY;
  return [...bars].sort((a, b) => value(b) - value(a) || a.label.localeCompare(b.label, 'fr'));
}

/** Which bar takes the focus when an arrow is typed; undefined: another key. */
export function nextBar(key: string, index: number, count: number): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowDown') return Math.min(index + 1, count - 1);
  if (key === 'ArrowLeft' || key === 'ArrowUp') return Math.max(index - 1, 0);
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return undefined;
}
