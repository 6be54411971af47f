/**
 * A source of chance that gives the same numbers for the same seed on every machine: the demonstration is
 * reproducible, and no data depends on `Math.random` or on the clock.
 */
export interface Random {
  /** A number in [0, 1[. */
  next(): number;
  /** An integer, both bounds included. */
  int(min: number, max: number): number;
  /** True with this probability. */
  chance(probability: number): boolean;
  /** One of the items. @throws RangeError when there is none. */
  pick<T>(items: readonly T[]): T;
  /** `count` different items in random order, fewer when there are fewer. */
  sample<T>(items: readonly T[], count: number): T[];
  /**
   * Another source, that depends on this one's seed and on the label only. What is drawn for one patient never
   * moves what is drawn for the next: a change in a scenario changes the fiches of that scenario.
   */
  fork(label: string): Random;
}

/** A source from a seed of any text. */
export function random(seed: string): Random {
  let state = hash(seed);
  const next = (): number => {
    // mulberry32 (public domain, T. Ettinger): 32 bits of state are enough for a month of fictive fiches.
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (min: number, max: number): number => min + Math.floor(next() * (max - min + 1));
  const sample = <T>(items: readonly T[], count: number): T[] => {
    const rest = [...items];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0) taken.push(...rest.splice(int(0, rest.length - 1), 1));
    return taken;
  };
  return {
    next,
    int,
    chance: (probability) => next() < probability,
    pick: (items) => {
      if (items.length === 0) throw new RangeError('Nothing to pick from');
      return items[int(0, items.length - 1)]!;
    },
    sample,
    fork: (label) => random(`${seed}/${label}`),
  };
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value;
}
