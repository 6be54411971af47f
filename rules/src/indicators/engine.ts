import type { Library, Measure } from '@medplum/fhirtypes';
import { Cell, type Contribution, type Score } from './cell.ts';
import {
  compileMeasure,
  type Definition,
  type Group,
  groupCode,
  type Population,
  type Stratifier,
} from './definition.ts';
import { type CompiledExpression, ExpressionPool, type Scope } from './expression.ts';
import { compareText, type Key, keyText, toKey, UNKNOWN } from './keys.ts';
import { parisMonth } from './paris-time.ts';
import type { GroupResult, IndicatorResult, ReportPeriod } from './result.ts';
import type { EvaluationUnit } from './unit.ts';
import { axisOf, stratumText, Universe } from './universe.ts';

/** Figures of one period while units are being added: `cells[indicator][group]` by stratum, '' for the total. */
interface Tally {
  readonly period: ReportPeriod;
  readonly universe: Universe;
  readonly cells: Map<string, Cell>[][];
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
 * Each unit is added once, in any order; nothing of it is kept but keys and counts. Every month has its own figures,
 * and the whole period too when it has several months, because distinct counts do not add up. An indicator that does
 * not compile or throws is reported by `failures`, its figures are empty, and the others go on.
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
        for (const stratifier of group.stratifiers) this.#axes.set(axisOf(stratifier), stratifier);
      }
    }
    const periods = months.map((month) => ({ first: month, last: month }));
    if (months.length > 1) periods.push({ first: months[0]!, last: months.at(-1)! });
    this.#tallies = periods.map((period) => ({
      period,
      universe: new Universe(),
      cells: this.#indicators.map(({ definition }) => (definition?.groups ?? []).map(() => new Map())),
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
    const scope = this.#pool.scope(unit.bundle);
    const months = new Set<string>();
    let undated = false;
    for (const [index, indicator] of this.#indicators.entries()) {
      if (indicator.failure !== undefined) continue;
      try {
        for (const [position, group] of indicator.definition!.groups.entries()) {
          if (group.unit !== unit.kind || !scope.isTrue(group.initial)) continue;
          const month = parisMonth(String(scope.values(group.referenceDate)[0] ?? ''));
          if (month === undefined) undated = true;
          else if (this.#count(scope, month, index, position, group)) months.add(month);
        }
      } catch (error) {
        indicator.failure = `${unit.kind}/${unit.id} : ${(error as Error).message}`;
      }
    }
    if (undated) this.#undated += 1;
    for (const month of months) this.#see(scope, month);
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
  #count(scope: Scope, month: string, index: number, position: number, group: Group): boolean {
    const tallies = this.#talliesOf(month);
    if (tallies.length === 0) return false;
    const contribution: Contribution = {
      numerator: counted(scope, group.numerator),
      denominator: counted(scope, group.denominator),
      observations: group.observation && numbers(scope, group.observation.criteria),
    };
    const placed = group.stratifiers.map((stratifier) => ({
      stratifier,
      found: combinations(scope, stratifier),
    }));
    const strata = placed.flatMap(({ stratifier, found }) =>
      found.map((keys) => cellText(stratifier, stratumText(keys))),
    );
    for (const { cells, universe } of tallies) {
      for (const { stratifier, found } of placed) universe.add(stratifier, found);
      const own = cells[index]![position]!;
      for (const text of ['', ...strata]) {
        let cell = own.get(text);
        if (!cell) {
          cell = new Cell();
          own.set(text, cell);
        }
        cell.add(contribution);
      }
    }
    return true;
  }

  /**
   * Every axis sees every unit that is counted somewhere, so that a thematic with a session and no fiche has its row.
   * What an axis cannot place here is not a stratum: the axis may be about another kind of unit.
   */
  #see(scope: Scope, month: string): void {
    for (const stratifier of this.#axes.values()) {
      let found: Key[][];
      try {
        found = combinations(scope, stratifier).filter((keys) => !keys.includes(UNKNOWN));
      } catch {
        // Where the axis is counted, its failure is reported.
        continue;
      }
      for (const { universe } of this.#talliesOf(month)) universe.add(stratifier, found);
    }
  }
}

function cellText(stratifier: Stratifier, stratum: string): string {
  return `${axisOf(stratifier)}\u0002${stratum}`;
}

function counted(scope: Scope, population: Population | undefined): true | string[] | undefined {
  if (!population || !scope.isTrue(population.criteria)) return undefined;
  const { distinct } = population;
  return distinct ? scope.values(distinct).map((value) => keyText(toKey(value, distinct.text))) : true;
}

function numbers(scope: Scope, expression: CompiledExpression): number[] {
  return scope.values(expression).map((value) => {
    if (typeof value === 'number') return value;
    throw new Error(`« ${expression.text} » ne donne pas un nombre`);
  });
}

/** Every combination of the components' keys; a component that gives nothing gives UNKNOWN. */
function combinations(scope: Scope, stratifier: Stratifier): Key[][] {
  let all: Key[][] = [[]];
  for (const { expression } of stratifier.components) {
    const keys = scope.values(expression).map((value) => toKey(value, expression.text));
    const distinct = [
      ...new Map((keys.length ? keys : [UNKNOWN]).map((key) => [keyText(key), key])).values(),
    ];
    all = all.flatMap((before) => distinct.map((key) => [...before, key]));
  }
  return all;
}

function groupResult(group: Group, cells: ReadonlyMap<string, Cell>, universe: Universe): GroupResult {
  const empty = new Cell();
  const { code, label, scoringUnit: unit } = group;
  return {
    code,
    label,
    unit,
    total: (cells.get('') ?? empty).score(group),
    stratifiers: group.stratifiers.map((stratifier) => ({
      code: stratifier.code,
      label: stratifier.label,
      components: stratifier.components.map((component) => component.code),
      strata: universe.strata(stratifier).map(([text, keys]) => ({
        keys,
        score: (cells.get(cellText(stratifier, text)) ?? empty).score(group),
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
