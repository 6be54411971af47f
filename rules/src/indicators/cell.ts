import type { Aggregate, Group } from './definition.ts';
import { IntSet } from './int-set.ts';
import type { KeyPool } from './key-pool.ts';

/**
 * What one unit brings to every cell it belongs to: that it is in a population, or its keys there. Undefined:
 * the unit is not in that population.
 */
export interface Contribution<K = string> {
  readonly numerator?: true | readonly K[];
  readonly denominator?: true | readonly K[];
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

/** Counts units, or distinct keys when it is given keys, by their numbers in the pool of the count. */
class Counter {
  #units = 0;
  #keys: IntSet | undefined;

  add(what: true | readonly number[] | undefined): void {
    if (what === true) this.#units += 1;
    else if (what && what.length > 0) {
      this.#keys ??= new IntSet();
      for (const key of what) this.#keys.add(key);
    }
  }

  merge(other: Counter): void {
    this.#units += other.#units;
    if (!other.#keys) return;
    this.#keys ??= new IntSet();
    this.#keys.addAll(other.#keys);
  }

  get count(): number {
    return this.#units + (this.#keys?.size ?? 0);
  }

  data(pool: KeyPool): CounterData {
    return [this.#units, [...(this.#keys ?? [])].map((key) => pool.textOf(key)).sort()];
  }

  load([units, keys]: CounterData, pool: KeyPool): void {
    this.#units += units;
    this.add(keys.map((key) => pool.numberOf(key)));
  }
}

const NONE: readonly number[] = Object.freeze([]);

/**
 * One figure of one group for one period and one stratum, while units are being added. Cells that are merged
 * have the keys of one pool.
 */
export class Cell {
  // Most cells are of one session, and count one of the three.
  #numerator: Counter | undefined;
  #denominator: Counter | undefined;
  #observations: number[] | undefined;

  add({ numerator, denominator, observations }: Contribution<number>): void {
    if (numerator !== undefined) this.#ofNumerator().add(numerator);
    if (denominator !== undefined) this.#ofDenominator().add(denominator);
    if (observations) this.#observe(observations);
  }

  /** Adds what another month counted: distinct keys stay distinct. */
  merge(other: Cell): void {
    if (other.#numerator) this.#ofNumerator().merge(other.#numerator);
    if (other.#denominator) this.#ofDenominator().merge(other.#denominator);
    if (other.#observations) this.#observe(other.#observations);
  }

  /** Keys as text, in their order. */
  data(pool: KeyPool): CellData {
    const none: CounterData = [0, []];
    const [numerator, denominator] = [this.#numerator?.data(pool), this.#denominator?.data(pool)];
    return [numerator ?? none, denominator ?? none, this.#observations ?? NONE];
  }

  static from([numerator, denominator, observations]: CellData, pool: KeyPool): Cell {
    const cell = new Cell();
    if (numerator[0] > 0 || numerator[1].length > 0) cell.#ofNumerator().load(numerator, pool);
    if (denominator[0] > 0 || denominator[1].length > 0) cell.#ofDenominator().load(denominator, pool);
    if (observations.length > 0) cell.#observe(observations);
    return cell;
  }

  #ofNumerator(): Counter {
    this.#numerator ??= new Counter();
    return this.#numerator;
  }

  #ofDenominator(): Counter {
    this.#denominator ??= new Counter();
    return this.#denominator;
  }

  #observe(values: readonly number[]): void {
    this.#observations ??= [];
    for (const value of values) this.#observations.push(value);
  }

  /**
   * @param base the cell that holds the denominator, when it is not this one: on an axis of keys.
   * @param external the denominator that was loaded, for a group that wants one.
   */
  score(group: Group, base: Cell = this, external?: number): Score {
    const numerator = this.#numerator?.count ?? 0;
    const denominator = group.external === undefined ? (base.#denominator?.count ?? 0) : external;
    if (group.scoring === 'cohort') return { numerator, value: numerator };
    if (group.scoring === 'continuous-variable') {
      const observations = this.#observations ?? NONE;
      const value = aggregate(observations, group.observation!.aggregate);
      return { denominator: observations.length, value };
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
