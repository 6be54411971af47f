import type { Library, Measure } from '@medplum/fhirtypes';
import { Cell, type Score } from './cell.ts';
import { compileMeasure, type Definition, type Group, groupCode, type Stratifier } from './definition.ts';
import { ExpressionPool } from './expression.ts';
import { compareText, UNKNOWN } from './keys.ts';
import type { GroupResult, IndicatorResult, ReportPeriod } from './result.ts';
import type { EvaluationUnit } from './unit.ts';
import { UnitView } from './unit-view.ts';
import { type Placed, Universe } from './universe.ts';

/** Figures of one group: the total, and for each of its stratifiers a cell per stratum. */
interface GroupCells {
  readonly total: Cell;
  readonly strata: Map<string, Cell>[];
}

/** Figures of one period while units are being added: `cells[indicator][group]`. */
interface Tally {
  readonly period: ReportPeriod;
  readonly universe: Universe;
  readonly cells: GroupCells[][];
}

interface Indicator {
  readonly measure: Measure;
  readonly definition?: Definition;
  failure?: string;
}

const NOT_COMPUTED: Score = {};

/**
 * Counts what Measures say over units of evaluation (spec/indicators.md; shape of a Measure: docs/adr/0007).
 *
 * Each unit is added once, in any order; nothing of it is kept but keys and counts. Every month has its own
 * figures, and the whole period too when it has several months, because distinct counts do not add up. An
 * indicator that does not compile or throws is reported by `failures`, its figures are empty, and the others
 * go on.
 */
export class IndicatorEngine {
  readonly #pool = new ExpressionPool();
  readonly #indicators: Indicator[];
  readonly #tallies: Tally[];
  readonly #axes = new Map<string, Stratifier>();
  #undated = 0;

  /** @param months the months that count, `YYYY-MM`, each following the one before. */
  constructor(measures: readonly Measure[], libraries: readonly Library[], months: readonly string[]) {
    this.#indicators = [...measures]
      .sort((a, b) => compareText(a.url ?? '', b.url ?? ''))
      .map((measure) => this.#prepare(measure, libraries));
    for (const { definition } of this.#indicators) {
      for (const group of definition?.groups ?? []) {
        for (const stratifier of group.stratifiers) this.#axes.set(stratifier.axis, stratifier);
      }
    }
    const periods = months.map((month) => ({ first: month, last: month }));
    if (months.length > 1) periods.push({ first: months[0]!, last: months.at(-1)! });
    this.#tallies = periods.map((period) => ({
      period,
      universe: new Universe(),
      cells: this.#indicators.map(({ definition }) => (definition?.groups ?? []).map(emptyCells)),
    }));
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

  add(unit: EvaluationUnit): void {
    const view = new UnitView(this.#pool, unit.bundle);
    const months = new Set<string>();
    let undated = false;
    for (const [index, indicator] of this.#indicators.entries()) {
      if (indicator.failure !== undefined) continue;
      try {
        for (const [position, group] of indicator.definition!.groups.entries()) {
          if (group.unit !== unit.kind || !view.isIn(group)) continue;
          const month = view.monthOf(group);
          if (month === undefined) undated = true;
          else if (this.#count(view, month, index, position, group)) months.add(month);
        }
      } catch (error) {
        indicator.failure = `${unit.kind}/${unit.id} : ${(error as Error).message}`;
      }
    }
    if (undated) this.#undated += 1;
    for (const month of months) this.#see(view, month);
  }

  /** The figures so far: every period, every indicator. */
  results(): IndicatorResult[] {
    return this.#tallies.flatMap((tally) =>
      this.#indicators.map((indicator, index): IndicatorResult => {
        const { measure, failure, definition } = indicator;
        if (failure !== undefined) {
          return { measure, period: tally.period, failure, groups: emptyGroups(measure, tally.universe) };
        }
        const groups = definition!.groups.map((group, position) =>
          groupResult(group, tally.cells[index]![position]!, tally.universe),
        );
        return { measure, period: tally.period, groups };
      }),
    );
  }

  #prepare(measure: Measure, libraries: readonly Library[]): Indicator {
    try {
      return { measure, definition: compileMeasure(measure, libraries, this.#pool) };
    } catch (error) {
      return { measure, failure: (error as Error).message };
    }
  }

  #talliesOf(month: string): Tally[] {
    return this.#tallies.filter(({ period }) => period.first <= month && month <= period.last);
  }

  /** Adds the unit to the cells of one group; false when its month is not asked for. */
  #count(view: UnitView, month: string, index: number, position: number, group: Group): boolean {
    const tallies = this.#talliesOf(month);
    if (tallies.length === 0) return false;
    const contribution = view.contributionTo(group);
    const places = group.stratifiers.map((stratifier) => view.placesOn(stratifier));
    for (const { cells, universe } of tallies) {
      const { total, strata } = cells[index]![position]!;
      total.add(contribution);
      for (const [axis, placed] of places.entries()) {
        for (const { text } of placed) {
          let cell = strata[axis]!.get(text);
          if (!cell) {
            cell = new Cell();
            strata[axis]!.set(text, cell);
          }
          cell.add(contribution);
        }
        // What an axis cannot place is a stratum where it is counted only; #see adds the others.
        universe.add(group.stratifiers[axis]!, placed.filter(isUnplaced));
      }
    }
    return true;
  }

  /**
   * Every axis sees every unit that is counted somewhere, so that a thematic with a session and no fiche has
   * its row. What it cannot place is left out: the axis may be about another kind of unit.
   */
  #see(view: UnitView, month: string): void {
    for (const stratifier of this.#axes.values()) {
      let found: Placed[];
      try {
        found = view.placesOn(stratifier).filter((placed) => !isUnplaced(placed));
      } catch {
        // Where the axis is counted, its failure is reported.
        continue;
      }
      for (const { universe } of this.#talliesOf(month)) universe.add(stratifier, found);
    }
  }
}

function isUnplaced({ keys }: Placed): boolean {
  return keys.includes(UNKNOWN);
}

function emptyCells({ stratifiers }: Group): GroupCells {
  return { total: new Cell(), strata: stratifiers.map(() => new Map()) };
}

function groupResult(group: Group, cells: GroupCells, universe: Universe): GroupResult {
  const empty = new Cell();
  const { code, label, scoringUnit: unit } = group;
  return {
    code,
    label,
    unit,
    total: cells.total.score(group),
    stratifiers: group.stratifiers.map((stratifier, axis) => ({
      code: stratifier.code,
      label: stratifier.label,
      components: stratifier.components.map((component) => component.code),
      strata: universe.strata(stratifier).map(({ text, keys }) => ({
        keys,
        score: (cells.strata[axis]!.get(text) ?? empty).score(group),
      })),
    })),
  };
}

/** The groups of a Measure that cannot be evaluated, read from its codes alone. */
function emptyGroups(measure: Measure, universe: Universe): GroupResult[] {
  return (measure.group ?? []).map((group) => ({
    code: groupCode(group),
    label: group.code?.text ?? '',
    unit: '',
    total: NOT_COMPUTED,
    stratifiers: (group.stratifier ?? []).map((stratifier) => {
      const code = stratifier.code?.coding?.[0]?.code ?? '';
      const parts = stratifier.component?.map((component) => component.code?.coding?.[0]?.code ?? '');
      return {
        code,
        label: stratifier.code?.text ?? code,
        components: parts?.length ? parts : [code],
        strata: universe.strataOfCode(code).map((keys) => ({ keys, score: NOT_COMPUTED })),
      };
    }),
  }));
}
