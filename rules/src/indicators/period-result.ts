import type { Measure } from '@medplum/fhirtypes';
import type { Score } from './cell.ts';
import { axisOf, type Group, groupCode, type Stratifier } from './definition.ts';
import type { Indicator } from './engine.ts';
import { type ExternalFigures, externalAt, NO_FIGURES } from './external.ts';
import { type Months, windowOf } from './months.ts';
import type { GroupResult, IndicatorResult, ReportPeriod } from './result.ts';
import type { Tally } from './tally.ts';
import type { Placed, Universe } from './universe.ts';

const NOT_COMPUTED: Score = {};

/** Every indicator over one period. */
export function periodResult(
  period: ReportPeriod,
  indicators: readonly Indicator[],
  months: Months,
  external: ExternalFigures = NO_FIGURES,
): IndicatorResult[] {
  const own = months.union(period);
  const windows = windowTallies(period, indicators, months, own.universe);
  return indicators.map(({ measure, failure, definition }, index): IndicatorResult => {
    if (failure !== undefined) {
      return { measure, period, failure, groups: emptyGroups(measure, own.universe) };
    }
    const groups = definition!.groups.map((group, position) => {
      const tally = group.window > 1 ? windows.get(group.window) : own;
      return groupResult(group, index, position, tally, own.universe, period, external);
    });
    return { measure, period, groups };
  });
}

/** The union of each rolling window, by its months; none where a month of it is not known. */
function windowTallies(
  period: ReportPeriod,
  indicators: readonly Indicator[],
  months: Months,
  universe: Universe,
): Map<number, Tally> {
  const groups = indicators.map(({ definition }) => definition?.groups ?? []);
  const lengths = new Set(groups.flat().map(({ window }) => window));
  const tallies = new Map<number, Tally>();
  for (const length of lengths) {
    const window = windowOf(period, length);
    if (length === 1 || !months.covers(window)) continue;
    const tally = months.window(window, (index, position) => groups[index]![position]!.window === length);
    // What the period saw has its row of zeros, seen by a group with a window or not.
    tally.universe.merge(universe);
    tallies.set(length, tally);
  }
  return tallies;
}

/** @param tally undefined when the group cannot be computed: its window is not known whole. */
function groupResult(
  group: Group,
  index: number,
  position: number,
  tally: Tally | undefined,
  universe: Universe,
  period: ReportPeriod,
  external: ExternalFigures,
): GroupResult {
  const { code, label, scoringUnit: unit } = group;
  const known = group.notComputable === undefined ? tally : undefined;
  const loaded = (at: Placed | undefined, axis: string): number | undefined =>
    group.external === undefined ? undefined : externalAt(external, group.external, period, axis, at);
  // A window shows the strata of its period, and those of its other months where it counts something.
  const strataOf = (stratifier: Stratifier, axis: number): Placed[] => {
    if (!known || known.universe === universe) return universe.strata(stratifier);
    const own = new Set(universe.strata(stratifier).map(({ text }) => text));
    const all = known.universe.strata(stratifier);
    return all.filter(({ text }) => own.has(text) || known.counts(index, position, axis, text));
  };
  return {
    code,
    label,
    unit,
    total: known?.total(index, position, group, loaded(undefined, '')) ?? NOT_COMPUTED,
    stratifiers: group.stratifiers.map((stratifier, axis) => ({
      code: stratifier.code,
      label: stratifier.label,
      components: stratifier.components.map((component) => component.code),
      strata: strataOf(stratifier, axis).map((placed) => ({
        keys: placed.keys,
        score:
          known?.stratum(index, position, group, axis, placed, loaded(placed, stratifier.code)) ??
          NOT_COMPUTED,
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
      const { code, label } = axisOf(stratifier);
      const parts = stratifier.component?.map((component) => component.code?.coding?.[0]?.code ?? '');
      return {
        code,
        label,
        components: parts?.length ? parts : [code],
        strata: universe.strataOfCode(code).map((keys) => ({ keys, score: NOT_COMPUTED })),
      };
    }),
  }));
}
