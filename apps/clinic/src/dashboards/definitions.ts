import { axisOf, groupCode, indicatorId } from '@dcc/rules/src/indicators/definition.ts';
import { extensionOf, MEASURE_EXTENSIONS } from '@dcc/rules/src/indicators/extensions.ts';
import type { Measure, MeasureGroup, MeasureGroupPopulation, MeasureReport } from '@medplum/fhirtypes';

/** An axis along which a figure is cut: one part, or several when it is a crossing (`c3.specialite`). */
export interface Axis {
  code: string;
  label: string;
  parts: readonly string[];
}

/** A group of a Measure: what the screen knows of one figure, all of it read from the definition. */
export interface SubIndicator {
  code: string;
  label: string;
  description: string;
  unit: string;
  /** cohort | proportion | ratio | continuous-variable; empty when no definition says. */
  scoring: string;
  /** Months of the rolling window; 1 for the month itself. */
  window: number;
  /** Distinct persons are counted: months and places do not add up. */
  distinct: boolean;
  /** Why it cannot be computed yet, in French. */
  notComputable?: string;
  axes: readonly Axis[];
  /** The group itself, for what is shown on demand. */
  source?: MeasureGroup;
}

export interface Indicator {
  /** `A1`. */
  id: string;
  /** `url|version`: what reports name. */
  canonical: string;
  version: string;
  title: string;
  description: string;
  definition: readonly string[];
  purpose: string;
  groups: readonly SubIndicator[];
}

/** Reads a published Measure; whatever it is about, nothing here knows an indicator by name. */
export function indicatorOf(measure: Measure): Indicator {
  return {
    id: indicatorId(measure),
    canonical: `${measure.url}|${measure.version}`,
    version: measure.version ?? '',
    title: measure.title ?? measure.name ?? indicatorId(measure),
    description: measure.description ?? '',
    definition: measure.definition ?? [],
    purpose: measure.purpose ?? '',
    groups: (measure.group ?? []).map(subIndicatorOf),
  };
}

/** Keys that name the counted record itself: it belongs to one month and one place. Any other may be met again. */
const RECORD_KEYS = new Set(['%setIds', '%validatedIds', '%pendingIds', '%ppsId']);

function countsPersons(population: MeasureGroupPopulation): boolean {
  const key = extensionOf(population, MEASURE_EXTENSIONS.DISTINCT)?.valueExpression?.expression;
  return key !== undefined && !RECORD_KEYS.has(key);
}

function subIndicatorOf(group: MeasureGroup): SubIndicator {
  const extension = (url: string) => extensionOf(group, url);
  const reason = extension(MEASURE_EXTENSIONS.NOT_COMPUTABLE)?.valueString;
  return {
    code: groupCode(group),
    label: group.code?.text ?? groupCode(group),
    description: group.description ?? '',
    unit: extension(MEASURE_EXTENSIONS.SCORING_UNIT)?.valueCodeableConcept?.text ?? '',
    scoring: extension(MEASURE_EXTENSIONS.SCORING)?.valueCodeableConcept?.coding?.[0]?.code ?? '',
    window: extension(MEASURE_EXTENSIONS.WINDOW)?.valueDuration?.value ?? 1,
    distinct: (group.population ?? []).some(countsPersons),
    ...(reason && { notComputable: reason }),
    axes: (group.stratifier ?? []).map((stratifier) => ({
      ...axisOf(stratifier),
      parts: axisOf(stratifier).code.split('.'),
    })),
    source: group,
  };
}

/** Figures whose definition is not published here any more: named by the report alone. */
function indicatorOfReport(report: MeasureReport): Indicator {
  const version = report.measure.split('|')[1] ?? '';
  return {
    id: indicatorId(report.measure),
    canonical: report.measure,
    version,
    title: indicatorId(report.measure),
    description: '',
    definition: [],
    purpose: '',
    groups: (report.group ?? []).map((group) => ({
      code: group.code?.coding?.[0]?.code ?? '',
      label: group.code?.text ?? group.code?.coding?.[0]?.code ?? '',
      description: '',
      unit: group.measureScore?.unit ?? '',
      scoring: '',
      window: 1,
      distinct: true,
      axes: (group.stratifier ?? []).map(({ code }) => {
        const axis = code?.[0]?.coding?.[0]?.code ?? '';
        return { code: axis, label: code?.[0]?.text ?? axis, parts: axis.split('.') };
      }),
    })),
  };
}

/** Every indicator that has a definition or a figure, in natural order (`Q2` before `Q10`). */
export function indicators(measures: readonly Measure[], reports: readonly MeasureReport[]): Indicator[] {
  const known = new Map(measures.filter(({ group }) => group?.length).map((one) => [indicatorId(one), one]));
  const found = [...known.values()].map(indicatorOf);
  for (const report of reports) {
    const id = indicatorId(report.measure);
    if (!found.some((one) => one.id === id)) found.push(indicatorOfReport(report));
  }
  return found.sort((a, b) => a.id.localeCompare(b.id, 'fr', { numeric: true }));
}

/** Families of annex 2 and of the steering of boards, by the letter of their lines; a new letter is apart. */
export type Family = 'activity' | 'quality' | 'plans' | 'care' | 'steering' | 'other';
const FAMILIES: Readonly<Record<string, Family>> = {
  A: 'activity',
  Q: 'quality',
  P: 'plans',
  C: 'care',
  D: 'steering',
};

export function familyOf({ id }: Pick<Indicator, 'id'>): Family {
  return FAMILIES[/^([A-Z])\d+$/.exec(id)?.[1] ?? ''] ?? 'other';
}
