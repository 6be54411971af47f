import { addDays, weekdayOf } from '@dcc/rules/src/calendar/civil.ts';
import type { View } from './address.ts';

/** What a key asks of the calendar. */
export type KeyWish =
  | { go: string }
  | { turn: 1 | -1 }
  | { view: View }
  | { open: true }
  | { create: true }
  | { today: true };

const VIEWS: Record<string, View> = { m: 'mois', s: 'semaine', l: 'liste' };
const STEPS: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

/**
 * Reads a key of the calendar, undefined when it is not ours.
 * @param onDay whether a day has the focus: arrows and Enter belong to the grid, elsewhere they scroll and
 * click.
 */
export function keyWish(key: string, day: string, onDay: boolean): KeyWish | undefined {
  const view = VIEWS[key.toLowerCase()];
  if (view) return { view };
  if (key.toLowerCase() === 'n') return { create: true };
  if (key.toLowerCase() === 't') return { today: true };
  if (key === 'PageDown') return { turn: 1 };
  if (key === 'PageUp') return { turn: -1 };
  if (!onDay) return undefined;
  if (STEPS[key]) return { go: addDays(day, STEPS[key]) };
  if (key === 'Home') return { go: addDays(day, 1 - weekdayOf(day)) };
  if (key === 'End') return { go: addDays(day, 7 - weekdayOf(day)) };
  return key === 'Enter' ? { open: true } : undefined;
}

/** Keys typed into a field are words, and those with a modifier are the browser's. */
export function isTyping(event: {
  target: EventTarget | null;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
}): boolean {
  const element = event.target as Partial<HTMLElement> | null;
  const tag = element?.tagName ?? '';
  return (
    event.ctrlKey ||
    event.metaKey ||
    event.altKey ||
    ['INPUT', 'TEXTAREA', 'SELECT'].includes(tag) ||
    element?.isContentEditable === true
  );
}
