import type { Measure } from '@medplum/fhirtypes';
import type { Group } from './definition.ts';
import type { EvaluationUnit } from './unit.ts';
import type { UnitView } from './unit-view.ts';

/** Where one unit is counted by one Measure in one month. */
export interface TraceEntry {
  readonly unit: EvaluationUnit;
  readonly measure: Measure;
  readonly month: string;
  /** `sub-indicator/population`: `quorum_atteint/numerator`. */
  readonly populations: readonly string[];
  /** `axis=code`, one per component of the axes: `thematique=sein`. */
  readonly places: readonly string[];
}

export type TraceSink = (entry: TraceEntry) => void;

/** The populations and places of a unit in groups that it is counted by. */
export function placesOf(
  groups: readonly Group[],
  view: UnitView,
): Pick<TraceEntry, 'populations' | 'places'> {
  const populations = new Set<string>();
  const places = new Set<string>();
  for (const group of groups) {
    const { numerator, denominator, observations } = view.contributionTo(group);
    if (numerator === true || numerator?.length) populations.add(`${group.code}/numerator`);
    if (denominator === true || denominator?.length) populations.add(`${group.code}/denominator`);
    if (observations?.length) populations.add(`${group.code}/measure-observation`);
    for (const stratifier of group.stratifiers) {
      for (const { keys } of view.placesOn(stratifier)) {
        for (const [i, key] of keys.entries()) places.add(`${stratifier.components[i]!.code}=${key.code}`);
      }
    }
  }
  return { populations: [...populations], places: [...places] };
}
