import { Cell, type CellData, type Contribution, type Score } from './cell.ts';
import type { Group, Stratifier } from './definition.ts';
import { byCode, changeKey, withoutCode } from './key-axis.ts';
import type { KeyPool } from './key-pool.ts';
import { isUnknownKey, UNKNOWN } from './keys.ts';
import type { UnitView } from './unit-view.ts';
import { type Placed, stratumText, Universe, type UniverseData } from './universe.ts';

/** Figures of one axis: a cell per stratum; on an axis of keys, the denominators are in cells of their own. */
interface AxisCells {
  readonly strata: Map<string, Cell>;
  readonly bases: Map<string, Cell>;
}

/** Figures of one group in one month: the total, and those of each of its stratifiers. */
interface GroupCells {
  readonly total: Cell;
  readonly axes: AxisCells[];
}

/** The figures of a month as JSON. They hold the keys of patients: to be kept where cases are kept. */
export interface TallyData {
  /** Null where a group is left out. */
  readonly cells: readonly (readonly (GroupData | null)[])[];
  readonly universe: UniverseData;
  readonly windowed: UniverseData;
}
/** Chooses groups: `wanted(indicator, group)`. */
export type Wanted = (index: number, position: number) => boolean;
/** Another text for a key, the same for the same key and no other. */
export type HideKey = (key: string) => string;
type CellList = readonly (readonly [text: string, cell: CellData])[];
interface GroupData {
  readonly total: CellData;
  readonly axes: readonly { readonly strata: CellList; readonly bases: CellList }[];
}

/** The figures of one month while units are being added, or of several months merged: `cells[indicator][group]`. */
export class Tally {
  readonly universe = new Universe();
  /** What groups with a rolling window saw: the same whether the month counts by itself or for a window only. */
  readonly windowed = new Universe();
  readonly #cells: GroupCells[][];
  readonly #pool: KeyPool;
  readonly #hide: HideKey | undefined;

  /**
   * @param pool that of all the tallies that are merged.
   * @param hide what becomes of the keys that rolling windows count.
   */
  constructor(indicators: readonly (readonly Group[])[], pool: KeyPool, hide?: HideKey) {
    this.#cells = indicators.map((groups) => groups.map(emptyCells));
    this.#pool = pool;
    this.#hide = hide;
  }

  /** Adds what a unit brings to a group, to the total and to each of its places. */
  add(index: number, position: number, group: Group, view: UnitView): void {
    const { ofKeys, stratifiers } = group;
    const contribution = this.#hidden(group, view.contributionTo(group));
    const { total, axes } = this.#cells[index]![position]!;
    const plain = this.#numbered(
      ofKeys ? { ...contribution, numerator: withoutCode(contribution.numerator) } : contribution,
    );
    total.add(plain);
    for (let axis = 0; axis < stratifiers.length; axis++) {
      const stratifier = stratifiers[axis]!;
      const placed = view.placesOn(stratifier);
      if (stratifier.ofKeys) this.#addKeys(axes[axis]!, group, stratifier, placed, contribution);
      else {
        for (const one of placed) {
          cellOf(axes[axis]!.strata, one.text).add(plain);
          // What an axis cannot place is a stratum where it is counted only; the engine adds the others.
          if (isUnplaced(one)) this.#see(group, stratifier, [one]);
        }
      }
    }
  }

  #see({ window }: Group, stratifier: Stratifier, placed: readonly Placed[]): void {
    this.universe.add(stratifier, placed);
    if (window > 1) this.windowed.add(stratifier, placed);
  }

  #hidden({ window, ofKeys }: Group, contribution: Contribution): Contribution {
    const hide = this.#hide;
    if (!hide || window === 1) return contribution;
    const { numerator, denominator } = contribution;
    const each = (keys: Contribution['numerator'], change: HideKey) =>
      Array.isArray(keys) ? keys.map(change) : keys;
    return {
      ...contribution,
      numerator: each(numerator, ofKeys ? (key) => changeKey(key, hide) : hide),
      denominator: each(denominator, hide),
    };
  }

  #numbered({ numerator, denominator, observations }: Contribution): Contribution<number> {
    const pool = this.#pool;
    return { numerator: pool.numbersOf(numerator), denominator: pool.numbersOf(denominator), observations };
  }

  #addKeys(
    cells: AxisCells,
    group: Group,
    stratifier: Stratifier,
    placed: readonly Placed[],
    { numerator, denominator, observations }: Contribution,
  ): void {
    const keys = Array.isArray(numerator) ? byCode(numerator) : new Map<string, string[]>();
    const unknown = keys.has('') ? placed.map((one) => withUnknown(stratifier, one)) : [];
    const places = new Map([...placed, ...unknown].map((one) => [one.text, one]));
    const bases = new Set<string>();
    for (const one of places.values()) {
      bases.add(baseText(stratifier, one.keys));
      const own = keys.get(codeAt(stratifier, one.keys));
      if (!own) continue;
      cellOf(cells.strata, one.text).add(this.#numbered({ numerator: own }));
      if (isUnplaced(one)) this.#see(group, stratifier, [one]);
    }
    const plain = this.#numbered({ denominator, observations });
    for (const base of bases) cellOf(cells.bases, base).add(plain);
  }

  /** Adds the figures of another month. */
  merge(other: Tally): void {
    this.universe.merge(other.universe);
    this.#mergeCells(other, () => true);
  }

  /** Adds what another month gives to a rolling window; `wanted` chooses the groups. */
  mergeWindow(other: Tally, wanted: Wanted): void {
    this.universe.merge(other.windowed);
    this.#mergeCells(other, wanted);
  }

  #mergeCells(other: Tally, wanted: Wanted): void {
    for (const [index, groups] of other.#cells.entries()) {
      for (const [position, group] of groups.entries()) {
        if (!wanted(index, position)) continue;
        const own = this.#cells[index]![position]!;
        own.total.merge(group.total);
        for (const [axis, { strata, bases }] of group.axes.entries()) {
          for (const [text, cell] of strata) cellOf(own.axes[axis]!.strata, text).merge(cell);
          for (const [text, cell] of bases) cellOf(own.axes[axis]!.bases, text).merge(cell);
        }
      }
    }
  }

  /** True when something is counted in a stratum. */
  counts(index: number, position: number, axis: number, text: string): boolean {
    return this.#cells[index]![position]!.axes[axis]!.strata.has(text);
  }

  total(index: number, position: number, group: Group, external?: number): Score {
    return this.#cells[index]![position]!.total.score(group, undefined, external);
  }

  stratum(
    index: number,
    position: number,
    group: Group,
    axis: number,
    placed: Placed,
    external?: number,
  ): Score {
    const { strata, bases } = this.#cells[index]![position]!.axes[axis]!;
    const stratifier = group.stratifiers[axis]!;
    const cell = strata.get(placed.text) ?? new Cell();
    if (!stratifier.ofKeys) return cell.score(group, undefined, external);
    return cell.score(group, bases.get(baseText(stratifier, placed.keys)) ?? new Cell(), external);
  }

  /** @param wanted the groups that are kept; with it, the strata are those of rolling windows only. */
  data(wanted?: Wanted): TallyData {
    const list = (cells: ReadonlyMap<string, Cell>) =>
      [...cells].map(([text, cell]) => [text, cell.data(this.#pool)] as const);
    return {
      universe: wanted ? [] : this.universe.data,
      windowed: this.windowed.data,
      cells: this.#cells.map((groups, index) =>
        groups.map(({ total, axes }, position) => {
          if (wanted && !wanted(index, position)) return null;
          return {
            total: total.data(this.#pool),
            axes: axes.map(({ strata, bases }) => ({ strata: list(strata), bases: list(bases) })),
          };
        }),
      ),
    };
  }

  static from(
    { cells, universe, windowed }: TallyData,
    indicators: readonly (readonly Group[])[],
    pool: KeyPool,
  ): Tally {
    const tally = new Tally(indicators, pool);
    tally.universe.load(universe);
    tally.windowed.load(windowed);
    for (const [index, groups] of cells.entries()) {
      for (const [position, group] of groups.entries()) {
        if (!group) continue;
        const { total, axes } = group;
        const own = tally.#cells[index]![position]!;
        own.total.merge(Cell.from(total, pool));
        for (const [axis, { strata, bases }] of axes.entries()) {
          for (const [text, cell] of strata)
            cellOf(own.axes[axis]!.strata, text).merge(Cell.from(cell, pool));
          for (const [text, cell] of bases) cellOf(own.axes[axis]!.bases, text).merge(Cell.from(cell, pool));
        }
      }
    }
    return tally;
  }
}

/** True where an axis found nothing: a stratum only where something is counted in it. */
export function isUnplaced({ keys }: Placed): boolean {
  for (let i = 0; i < keys.length; i++) if (isUnknownKey(keys[i]!)) return true;
  return false;
}

/** The code of the component that cuts the keys. */
function codeAt({ components }: Stratifier, keys: Placed['keys']): string {
  const key = keys[components.findIndex(({ ofKeys }) => ofKeys)]!;
  return isUnknownKey(key) ? '' : key.code;
}

/** The same place with nothing on the component that cuts the keys. */
function withUnknown({ components }: Stratifier, placed: Placed): Placed {
  const keys = placed.keys.map((key, place) => (components[place]!.ofKeys ? UNKNOWN : key));
  return { text: stratumText(keys), keys };
}

/** The stratum without the component that cuts the keys: where the denominator is counted. */
function baseText({ components }: Stratifier, keys: Placed['keys']): string {
  return stratumText(keys.filter((_, place) => !components[place]!.ofKeys));
}

function cellOf(cells: Map<string, Cell>, text: string): Cell {
  let cell = cells.get(text);
  if (!cell) {
    cell = new Cell();
    cells.set(text, cell);
  }
  return cell;
}

function emptyCells({ stratifiers }: Group): GroupCells {
  return { total: new Cell(), axes: stratifiers.map(() => ({ strata: new Map(), bases: new Map() })) };
}
