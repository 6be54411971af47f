import type { Stratifier } from './definition.ts';
import { type Key, keyText } from './keys.ts';

/** A value of an axis: the key of each of its components, and the text that is equal when they all are. */
export interface Placed {
  readonly text: string;
  readonly keys: readonly Key[];
}

/** Strata by axis, as JSON. */
export type UniverseData = readonly (readonly [axis: string, strata: readonly (readonly Key[])[]])[];

/** The strata seen in one period, per axis: what had a session gets a row, be it of zeros. */
export class Universe {
  readonly #axes = new Map<string, Map<string, Key[]>>();

  add(stratifier: Pick<Stratifier, 'axis'>, found: readonly Placed[]): void {
    if (found.length === 0) return;
    let strata = this.#axes.get(stratifier.axis);
    if (!strata) {
      strata = new Map();
      this.#axes.set(stratifier.axis, strata);
    }
    for (const { text, keys } of found) {
      const known = strata.get(text);
      if (!known) strata.set(text, [...keys]);
      else for (const [i, key] of known.entries()) known[i] = withDisplay(key, keys[i]!);
    }
  }

  /** Adds what another month saw. */
  merge(other: Universe): void {
    this.load(other.data);
  }

  get data(): UniverseData {
    return [...this.#axes].map(([axis, strata]) => [axis, [...strata.values()]]);
  }

  load(data: UniverseData): void {
    for (const [axis, strata] of data) {
      this.add(
        { axis },
        strata.map((keys) => ({ text: stratumText(keys), keys })),
      );
    }
  }

  /** Every stratum of the axis, in the order of the keys. */
  strata(stratifier: Stratifier): Placed[] {
    return inOrder(this.#axes.get(stratifier.axis) ?? new Map());
  }

  /** The strata of every axis with this code: for an indicator whose own expressions cannot be used. */
  strataOfCode(code: string): (readonly Key[])[] {
    const found = new Map<string, readonly Key[]>();
    for (const [axis, strata] of this.#axes) {
      if (axis.split(' ')[0] === code) for (const [text, keys] of strata) found.set(text, keys);
    }
    return inOrder(found).map(({ keys }) => keys);
  }
}

function inOrder(strata: ReadonlyMap<string, readonly Key[]>): Placed[] {
  const sorted = [...strata].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted.map(([text, keys]) => ({ text, keys }));
}

/** Text that is equal when and only when every key is. */
export function stratumText(keys: readonly Key[]): string {
  return keys.map(keyText).join('\u0001');
}

// Labels differ between records; the same one must win whatever the order of reading.
function withDisplay(a: Key, b: Key): Key {
  if (b.display === undefined || (a.display !== undefined && a.display <= b.display)) return a;
  return b;
}
