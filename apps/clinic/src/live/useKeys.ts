import { useEffect, useRef } from 'react';
import { actOf, type KeyAct } from './keys.ts';

/** Tells of each key that asks for something; Escape leaves a field. */
export function useKeys(onAct: (act: KeyAct) => void): void {
  const newest = useRef(onAct);
  newest.current = onAct;
  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (
        event.key === 'Escape' &&
        target instanceof HTMLElement &&
        target.matches('textarea, input, select')
      ) {
        target.blur();
        return;
      }
      const act = actOf(event, target);
      if (!act) return;
      event.preventDefault();
      newest.current(act);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

/** On the wall every size grows with the root: the smallest text is read at five metres. */
export function useProjection(projected: boolean): void {
  useEffect(() => {
    document.documentElement.classList.toggle('dcc-projected', projected);
    return () => document.documentElement.classList.remove('dcc-projected');
  }, [projected]);
}
