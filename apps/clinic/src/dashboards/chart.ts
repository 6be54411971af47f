import type { RefObject } from 'react';
import type { Bar } from './bars.ts';
import { figureText } from './format.ts';
import { t } from './messages.fr.ts';

/** What a chart is given, whichever way its bars lie. */
export interface ChartProps {
  bars: readonly Bar[];
  label: string;
  /** Pixels; the height follows. */
  width: number;
  svg: RefObject<SVGSVGElement | null>;
}

/** Colours are attributes, not classes: the picture that is exported has no style sheet. */
export const COLOURS = {
  ink: '#17212b',
  quiet: '#4a5560',
  grid: '#e4e8eb',
  now: '#0b5c6b',
  before: '#86c9d4',
  hatch: '#dceef1',
  mark: '#8a4b00',
} as const;

/** Every text of a chart. */
export const TEXT = { fontFamily: 'sans-serif', fill: COLOURS.quiet } as const;

/** A bar in words, for who hears it. */
export function barText({ label, figure, before }: Bar): string {
  if (!before) return t('barOf', { label, value: figureText(figure) });
  return t('barBefore', { label, value: figureText(figure), before: figureText(before) });
}
