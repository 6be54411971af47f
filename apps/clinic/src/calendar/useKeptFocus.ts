import { type RefObject, useEffect, useRef } from 'react';

/**
 * Keeps the focus in the calendar. Changing view or page takes away what had it, and the keys with it: it
 * then goes to the day in hand, else to the page.
 * @param change what is drawn: anew whenever it differs.
 */
export function useKeptFocus(
  box: RefObject<HTMLDivElement | null>,
  change: string,
  day: string,
): {
  /** Something inside took the focus; before that, nothing is taken from the rest of the screen. */
  onInside: () => void;
  /** A day takes the focus: at once when it is drawn, else as soon as it is. */
  onDay: (day: string) => void;
} {
  const inside = useRef(false);
  const wanted = useRef<string>(undefined);
  const take = (one: string): boolean => {
    const cell = box.current?.querySelector<HTMLElement>(`[data-day="${one}"]`);
    cell?.focus({ preventScroll: true });
    return !!cell;
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change is what draws anew.
  useEffect(() => {
    if (wanted.current && take(wanted.current)) wanted.current = undefined;
    if (!inside.current || document.activeElement !== document.body) return;
    if (!take(day)) box.current?.focus({ preventScroll: true });
  }, [change]);
  return {
    onInside: () => {
      inside.current = true;
    },
    onDay: (one) => {
      wanted.current = take(one) ? undefined : one;
    },
  };
}
