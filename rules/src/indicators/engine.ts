import type { Library, Measure } from '@medplum/fhirtypes';
import { compileMeasure, type Definition, type Group, type Stratifier } from './definition.ts';
import { ExpressionPool } from './expression.ts';
import type { ExternalFigures } from './external.ts';
import { compareText } from './keys.ts';
import { type Kept, Months } from './months.ts';
import { periodResult } from './period-result.ts';
import type { IndicatorResult } from './result.ts';
import { type HideKey, isUnplaced } from './tally.ts';
import { placesOf, type TraceSink } from './trace.ts';
import type { EvaluationUnit } from './unit.ts';
import { UnitView } from './unit-view.ts';
import type { Placed } from './universe.ts';

export interface Indicator {
  readonly measure: Measure;
  readonly definition?: Definition;
  failure?: string;
}

export interface EngineOptions {
  /**
   * The months whose units are added, in order; by default those that count. A sub-indicator over a rolling
   * window is NC where a month of its window is neither read nor kept.
   */
  readonly read?: readonly string[];
  /** Figures of months that need no reading again, from `keep` of an earlier count by the same definitions. */
  readonly kept?: readonly Kept[];
  /**
   * What becomes of the keys that rolling windows count, so that `keepWindows` holds no identifier: a keyed
   * hash. Figures that are kept and those that are read must be hidden in the same way.
   */
  readonly hide?: HideKey;
  /** Denominators loaded from outside. */
  readonly external?: ExternalFigures;
  /** Told where each unit is counted: the way from a cell back to its resources. */
  readonly trace?: TraceSink;
}

/** An indicator and its groups that evaluate units of one kind, as the tally knows them. */
interface Asking {
  readonly index: number;
  readonly indicator: Indicator;
  readonly groups: readonly { readonly position: number; readonly group: Group }[];
}

/** A group that counts a unit, and where. */
interface Counted {
  readonly month: string;
  readonly group: Group;
}

const NO_MONTHS: ReadonlySet<string> = new Set();

/**
 * Counts what Measures say over units of evaluation (spec/indicators.md; shape of a Measure: docs/adr/0007).
 *
 * Each unit is added once, in any order; nothing of it is kept but keys and counts. Figures are held by month;
 * a period of several months, or a rolling window, is the union of its months, because distinct counts do not
 * add up. An indicator that does not compile or throws is reported by `failures`, its figures are empty, and
 * the others go on.
 */
export class IndicatorEngine {
  readonly #pool = new ExpressionPool();
  readonly #indicators: Indicator[];
  readonly #wanted: readonly string[];
  readonly #months: Months;
  readonly #axes = new Map<string, Stratifier>();
  readonly #options: EngineOptions;
  /** By kind of unit: who evaluates it. */
  readonly #asking = new Map<string, Asking[]>();
  readonly #view: UnitView;
  #undated = 0;

  /** @param months the months that count, `YYYY-MM`, each following the one before. */
  constructor(
    measures: readonly Measure[],
    libraries: readonly Library[],
    months: readonly string[],
    options: EngineOptions = {},
  ) {
    this.#wanted = months;
    this.#options = options;
    this.#indicators = [...measures]
      .sort((a, b) => compareText(a.url ?? '', b.url ?? ''))
      .map((measure) => this.#prepare(measure, libraries));
    for (const { definition } of this.#indicators) {
      for (const group of definition?.groups ?? []) {
        for (const stratifier of group.stratifiers) this.#axes.set(stratifier.axis, stratifier);
      }
    }
    const groups = this.#indicators.map(({ definition }) => definition?.groups ?? []);
    for (const [index, indicator] of this.#indicators.entries()) this.#register(index, indicator);
    this.#view = new UnitView(this.#pool);
    this.#months = new Months(groups, [...measures, ...libraries], options.read ?? months, {
      kept: options.kept,
      counts: months,
      hide: options.hide,
    });
  }

  /** Why indicators could not be computed, by canonical. */
  get failures(): { measure: string; reason: string }[] {
    return this.#indicators.flatMap(({ measure, failure }) =>
      failure === undefined ? [] : [{ measure: measure.url ?? '', reason: failure }],
    );
  }

  /** Units in a population of an indicator whose reference date cannot be read: counted nowhere. */
  get undated(): number {
    return this.#undated;
  }

  /** The months that must be read: those given, without those that are kept. */
  get open(): string[] {
    return this.#months.open;
  }

  /** @returns the months where a rolling window counts it, kept ones and those that are not known included. */
  add(unit: EvaluationUnit): ReadonlySet<string> {
    const asking = this.#asking.get(unit.kind);
    if (!asking) return NO_MONTHS;
    const view = this.#view;
    view.moveTo(unit.bundle);
    let dated: Set<string> | undefined;
    /** Months where it is counted, true where by a rolling window. */
    const months = new Map<string, boolean>();
    let undated = false;
    for (const { index, indicator, groups } of asking) {
      if (indicator.failure !== undefined) continue;
      const counted: Counted[] = [];
      try {
        for (const one of groups) {
          const { position, group } = one;
          if (!view.isIn(group)) continue;
          const month = view.monthOf(group);
          if (month === undefined) {
            undated = true;
            continue;
          }
          if (group.window > 1) dated = (dated ?? new Set()).add(month);
          const tally = this.#months.tally(month);
          if (tally && this.#isNeeded(group, month)) {
            tally.add(index, position, group, view);
            counted.push({ month, group });
          }
        }
        this.#tell(unit, indicator, counted, view);
        for (const { month, group } of counted) months.set(month, months.get(month) || group.window > 1);
      } catch (error) {
        indicator.failure = `${unit.kind}/${unit.id} : ${(error as Error).message}`;
      }
    }
    if (undated) this.#undated += 1;
    for (const [month, isWindowed] of months) this.#see(view, month, isWindowed);
    return dated ?? NO_MONTHS;
  }

  /** The figures so far: every month, the whole period when it has several, every indicator. */
  results(): IndicatorResult[] {
    const periods = this.#wanted.map((month) => ({ first: month, last: month }));
    if (periods.length > 1) periods.push({ first: this.#wanted[0]!, last: this.#wanted.at(-1)! });
    return periods.flatMap((period) =>
      periodResult(period, this.#indicators, this.#months, this.#options.external),
    );
  }

  /**
   * The figures of a month, to be given to a later count that does not read it again. Undefined when an
   * indicator failed: what was counted before it did is not the whole.
   */
  keep(month: string): Kept | undefined {
    return this.failures.length > 0 ? undefined : this.#months.keep(month);
  }

  /**
   * The same for rolling windows only, far smaller: other months are counted with it, this month itself is not.
   */
  keepWindows(month: string): Kept | undefined {
    return this.failures.length > 0 ? undefined : this.#months.keepWindows(month);
  }

  #prepare(measure: Measure, libraries: readonly Library[]): Indicator {
    try {
      return { measure, definition: compileMeasure(measure, libraries, this.#pool) };
    } catch (error) {
      return { measure, failure: (error as Error).message };
    }
  }

  #register(index: number, indicator: Indicator): void {
    const computable = (indicator.definition?.groups ?? [])
      .map((group, position) => ({ group, position }))
      .filter(({ group }) => group.notComputable === undefined);
    for (const kind of new Set(computable.flatMap(({ group }) => group.units))) {
      const groups = computable.filter(({ group }) => group.units.includes(kind));
      this.#asking.set(kind, [...(this.#asking.get(kind) ?? []), { index, indicator, groups }]);
    }
  }

  /** A month that is read for the windows of later ones is counted by the groups that have a window. */
  #isNeeded({ window }: Group, month: string): boolean {
    return window > 1 || this.#wanted.includes(month);
  }

  #tell(unit: EvaluationUnit, { measure }: Indicator, counted: readonly Counted[], view: UnitView): void {
    const { trace } = this.#options;
    if (!trace) return;
    for (const month of new Set(counted.map((one) => one.month))) {
      const groups = counted.flatMap((one) => (one.month === month ? one.group : []));
      trace({ unit, measure, month, ...placesOf(groups, view) });
    }
  }

  /**
   * Every axis sees every unit that is counted somewhere, so that a thematic with a session and no fiche has
   * its row. What it cannot place is left out: the axis may be about another kind of unit.
   */
  #see(view: UnitView, month: string, isWindowed: boolean): void {
    const { universe, windowed } = this.#months.tally(month)!;
    for (const stratifier of this.#axes.values()) {
      let found: Placed[];
      try {
        found = view.placesOn(stratifier).filter((placed) => !isUnplaced(placed));
      } catch {
        // Where the axis is counted, its failure is reported.
        continue;
      }
      universe.add(stratifier, found);
      if (isWindowed) windowed.add(stratifier, found);
    }
  }
}
