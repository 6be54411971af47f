import { useCallback, useEffect, useRef, useState } from 'react';
import { Echoes } from './echoes.ts';

/** Milliseconds: somebody who walks a list is written down where she stops, not at each line she passes. */
const STOPS = 300;

/**
 * Which line of a list is open, also in the address. The router changes the address when it has time; the screen, and
 * the next key, go by what was chosen last.
 * @param asked what the address says.
 * @param write puts a choice in the address.
 * @returns what is chosen, and the way to choose: always the same function.
 */
export function useChosen(
  asked: string | undefined,
  write: (id: string | undefined) => void,
): [string | undefined, (id: string | undefined) => void] {
  const [chosen, setChosen] = useState(asked);
  const echoes = useRef<Echoes>(undefined);
  echoes.current ??= new Echoes();
  const newest = useRef(write);
  newest.current = write;
  const before = useRef(asked);
  useEffect(() => {
    if (before.current === asked) return;
    before.current = asked;
    if (!echoes.current!.isEcho(asked)) setChosen(asked);
  }, [asked]);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  // Gone to another screen meanwhile: nothing calls back to this one.
  useEffect(() => () => clearTimeout(timer.current), []);
  const choose = useCallback((id: string | undefined) => {
    setChosen(id);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      echoes.current!.wrote(id);
      newest.current(id);
    }, STOPS);
  }, []);
  return [chosen, choose];
}
