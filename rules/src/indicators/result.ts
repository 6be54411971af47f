import type { Measure } from '@medplum/fhirtypes';
import type { Score } from './cell.ts';
import type { Key } from './keys.ts';

/** The period a figure is about: whole months, both included. */
export interface ReportPeriod {
  readonly first: string;
  readonly last: string;
}

/** One value of a stratifier: a key per component. */
export interface Stratum {
  readonly keys: readonly Key[];
  readonly score: Score;
}

export interface StratifierResult {
  readonly code: string;
  readonly label: string;
  readonly components: readonly string[];
  readonly strata: readonly Stratum[];
}

export interface GroupResult {
  readonly code: string;
  readonly label: string;
  readonly unit: string;
  readonly total: Score;
  readonly stratifiers: readonly StratifierResult[];
}

/** One indicator over one period. */
export interface IndicatorResult {
  readonly measure: Measure;
  readonly period: ReportPeriod;
  /** Why the indicator could not be computed, in French; its scores are then empty. */
  readonly failure?: string;
  readonly groups: readonly GroupResult[];
}
