import type { Stratifier } from './definition.ts';
import { type Key, keyText } from './keys.ts';

/** The text that two stratifiers share when they cut in the same way. */
export function axisOf(stratifier: Stratifier): string {
  return [stratifier.code, ...stratifier.components.map((part) => `${part.code}=${part.expression.id}`)].join(
    ' ',
  );
}

/** The strata seen in one period, per axis: what had a session gets a row, be it of zeros. */
export class Universe {
  readonly #axes = new Map<string, Map<string, Key[]>>();

  add(stratifier: Stratifier, combinations: readonly (readonly Key[])[]): void {
    const axis = axisOf(stratifier);
    let strata = this.#axes.get(axis);
    if (!strata) {
      strata = new Map();
      this.#axes.set(axis, strata);
    }
    for (const keys of combinations) {
      const text = stratumText(keys);
      const known = strata.get(text);
      strata.set(text, known ? known.map((key, i) => withDisplay(key, keys[i]!)) : [...keys]);
    }
  }

  /** Every stratum of the axis, in the order of the keys. */
  strata(stratifier: Stratifier): [text: string, keys: readonly Key[]][] {
    const strata = this.#axes.get(axisOf(stratifier)) ?? new Map<string, Key[]>();
    return [...strata.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  }

  /** The strata of every axis with this code: for an indicator whose own expressions cannot be used. */
  strataOfCode(code: string): (readonly Key[])[] {
    const found = new Map<string, readonly Key[]>();
    for (const [axis, strata] of this.#axes) {
      if (axis.split(' ')[0] === code) for (const [text, keys] of strata) found.set(text, keys);
    }
    return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, keys]) => keys);
  }
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
