import { type KeyboardEvent, useRef, useState } from 'react';
import { nextBar } from './bars.ts';

/** One stop of Tab for a chart; inside, arrows go from bar to bar and each says its figure. */
export function useBars(count: number) {
  const [active, setActive] = useState(0);
  const groups = useRef<(SVGGElement | null)[]>([]);
  const stop = Math.min(active, count - 1);
  return (index: number, text: string) => ({
    role: 'img',
    'aria-label': text,
    className: 'dcc-bar',
    tabIndex: index === stop ? 0 : -1,
    ref: (element: SVGGElement | null) => {
      groups.current[index] = element;
    },
    onKeyDown: (event: KeyboardEvent) => {
      const next = nextBar(event.key, index, count);
      if (next === undefined) return;
      event.preventDefault();
      setActive(next);
      groups.current[next]?.focus();
    },
  });
}
