import type { Aggregate, Group } from './definition.ts';

/** What one unit brings to every cell it belongs to. Undefined: the unit is not in that population. */
export interface Contribution {
  readonly numerator?: true | readonly string[];
  readonly denominator?: true | readonly string[];
  readonly observations?: readonly number[];
}

/** A figure. `value` undefined: it cannot be computed (NC), which is not zero. */
export interface Score {
  readonly numerator?: number;
  readonly denominator?: number;
  readonly value?: number;
}

/** What a cell holds, as JSON: of numerator and denominator the units and the keys, then the observations. */
export type CellData = readonly [CounterData, CounterData, readonly number[]];
type CounterData = readonly [units: number, keys: readonly string[]];

/** Counts units, or distinct keys when it is given keys. */
class Counter {
  #units = 0;
  #keys: Set<string> | undefined;

  add(what: true | readonly string[] | undefined): void {
    if (what === true) this.#units += 1;
    else if (what) {
      this.#keys ??= new Set();
      for (const key of what) this.#keys.add(key);
    }
  }

  merge(other: Counter): void {
    this.#units += other.#units;
    if (other.#keys) this.add([...other.#keys]);
  }

  get count(): number {
    return this.#units + (this.#keys?.size ?? 0);
  }

  get data(): CounterData {
    return [this.#units, [...(this.#keys ?? [])]];
  }

  load([units, keys]: CounterData): void {
    this.#units += units;
    if (keys.length > 0) this.add(keys);
  }
}

/** One figure of one group for one period and one stratum, while units are being added. */
export class Cell {
  readonly #numerator = new Counter();
  readonly #denominator = new Counter();
  readonly #observations: number[] = [];

  add(contribution: Contribution): void {
    this.#numerator.add(contribution.numerator);
    this.#denominator.add(contribution.denominator);
    if (contribution.observations) this.#observations.push(...contribution.observations);
  }

  /** Adds what another month counted: distinct keys stay distinct. */
  merge(other: Cell): void {
    this.#numerator.merge(other.#numerator);
    this.#denominator.merge(other.#denominator);
    this.#observations.push(...other.#observations);
  }

  get data(): CellData {
    return [this.#numerator.data, this.#denominator.data, this.#observations];
  }

  static from([numerator, denominator, observations]: CellData): Cell {
    const cell = new Cell();
    cell.#numerator.load(numerator);
    cell.#denominator.load(denominator);
    cell.#observations.push(...observations);
    return cell;
  }

  /**
   * @param base the cell that holds the denominator, when it is not this one: on an axis of keys.
   * @param external the denominator that was loaded, for a group that wants one.
   */
  score(group: Group, base: Cell = this, external?: number): Score {
    const numerator = this.#numerator.count;
    const denominator = group.external === undefined ? base.#denominator.count : external;
    if (group.scoring === 'cohort') return { numerator, value: numerator };
    if (group.scoring === 'continuous-variable') {
      const value = aggregate(this.#observations, group.observation!.aggregate);
      return { denominator: this.#observations.length, value };
    }
    if (denominator === undefined) return { numerator };
    if (denominator === 0) return { numerator, denominator };
    const ratio = numerator / denominator;
    return { numerator, denominator, value: round(group.scoring === 'proportion' ? ratio * 100 : ratio) };
  }
}

/** Two decimals: the exact figures are the numerator and the denominator beside it. */
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

/** No observation has a count and a sum of 0 but neither mean, median nor extremes. */
export function aggregate(values: readonly number[], method: Aggregate): number | undefined {
  if (method === 'count') return values.length;
  const sum = values.reduce((total, value) => total + value, 0);
  if (method === 'sum') return round(sum);
  if (values.length === 0) return undefined;
  if (method === 'average') return round(sum / values.length);
  const sorted = [...values].sort((a, b) => a - b);
  if (method === 'minimum') return sorted[0];
  if (method === 'maximum') return sorted.at(-1);
  const middle = sorted.length >> 1;
  return round(sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2);
}
