import { indicatorId } from '@dcc/rules/src/indicators/definition.ts';
import { MEASURE_EXTENSIONS } from '@dcc/rules/src/indicators/extensions.ts';
import { AXIS_SYSTEM, SUB_INDICATOR_SYSTEM } from '@dcc/rules/src/indicators/report.ts';
import type {
  MeasureReport,
  MeasureReportGroup,
  MeasureReportGroupPopulation,
  MeasureReportGroupStratifier,
  Quantity,
} from '@medplum/fhirtypes';
import type { Axis, Indicator, SubIndicator } from './definitions.ts';
import { newestRuns } from './figures.ts';

/** One resource and the words of its trace: populations (`sub/numerator`) and places (`axis=code`). */
interface Traced {
  populations: ReadonlySet<string>;
  places: ReadonlyMap<string, readonly string[]>;
}

/**
 * Figures of who may not read the region's reports, out of the companion reports of her own establishments: units
 * counted one by one give the very same number, so those are counted; distinct persons and medians cannot be told from
 * references, and stay without a value (data-absent-reason `unsupported`). One report a month, shaped as the engine's.
 */
export function reportsOfTraces(indicator: Indicator, traces: readonly MeasureReport[]): MeasureReport[] {
  const own = newestRuns(traces.filter(({ measure }) => indicatorId(measure) === indicator.id));
  const periods = [...new Set(own.map(({ period }) => `${period.start} ${period.end}`))].sort();
  return periods.map((text): MeasureReport => {
    const same = own.filter(({ period }) => `${period.start} ${period.end}` === text);
    const resources = together(same);
    return {
      resourceType: 'MeasureReport',
      status: 'complete',
      type: 'summary',
      measure: same[0]!.measure,
      date: same
        .map(({ date }) => date ?? '')
        .sort()
        .at(-1),
      period: same[0]!.period,
      group: indicator.groups.map((sub) => groupOf(sub, resources)),
    };
  });
}

/** A case organised by one establishment and asked by another is in the companions of both. */
function together(traces: readonly MeasureReport[]): Traced[] {
  const words = new Map<string, Set<string>>();
  for (const { reference, extension } of traces.flatMap(({ evaluatedResource }) => evaluatedResource ?? [])) {
    const text = extension?.find(({ url }) => url === MEASURE_EXTENSIONS.TRACE)?.valueString ?? '';
    const known = words.get(reference ?? '') ?? new Set<string>();
    for (const word of text.split(' ')) known.add(word);
    words.set(reference ?? '', known);
  }
  return [...words.values()].map((own) => {
    const places = new Map<string, string[]>();
    for (const word of own) {
      const at = word.indexOf('=');
      if (at < 0) continue;
      const axis = word.slice(0, at);
      places.set(axis, [...(places.get(axis) ?? []), word.slice(at + 1)]);
    }
    return { populations: own, places };
  });
}

/** Can it be told from references? Not persons, not medians, not years gone by, not figures loaded from outside. */
export function isCountable(sub: SubIndicator): boolean {
  const counted = sub.scoring === 'cohort' || sub.scoring === 'proportion';
  return counted && !sub.distinct && sub.window === 1 && sub.notComputable === undefined;
}

function groupOf(sub: SubIndicator, resources: readonly Traced[]): MeasureReportGroup {
  const code = { coding: [{ system: SUB_INDICATOR_SYSTEM, code: sub.code }], text: sub.label };
  if (!isCountable(sub)) return { code, measureScore: absent(sub, 'unsupported') };
  const stratifier = sub.axes
    // What cuts the keys of a count (a specialty) cannot be told: the unit is at several places at once.
    .filter(({ code: axis, parts }) => parts.length === 1 && resources.every((one) => isOnce(one, axis)))
    .map((axis) => stratifierOf(axis, sub, resources));
  return { code, ...figuresOf(sub, resources), ...(stratifier.length > 0 && { stratifier }) };
}

const isOnce = ({ places }: Traced, axis: string): boolean => (places.get(axis)?.length ?? 0) <= 1;

function stratifierOf(
  axis: Axis,
  sub: SubIndicator,
  resources: readonly Traced[],
): MeasureReportGroupStratifier {
  const codes = [...new Set(resources.flatMap(({ places }) => places.get(axis.code) ?? []))].sort();
  return {
    code: [{ coding: [{ system: AXIS_SYSTEM, code: axis.code }], text: axis.label }],
    stratum: codes.map((code) => ({
      value: { coding: [{ code }], text: code },
      ...figuresOf(
        sub,
        resources.filter(({ places }) => places.get(axis.code)?.includes(code)),
      ),
    })),
  };
}

function figuresOf(
  sub: SubIndicator,
  resources: readonly Traced[],
): { population: MeasureReportGroupPopulation[]; measureScore: Quantity } {
  const count = (population: string) =>
    resources.filter(({ populations }) => populations.has(`${sub.code}/${population}`)).length;
  const numerator = count('numerator');
  if (sub.scoring === 'cohort') {
    return {
      population: [counted('numerator', numerator)],
      measureScore: { value: numerator, unit: sub.unit },
    };
  }
  const denominator = count('denominator');
  const value = Math.round((numerator / denominator) * 10_000) / 100;
  return {
    population: [counted('denominator', denominator), counted('numerator', numerator)],
    measureScore: denominator === 0 ? absent(sub, 'not-applicable') : { value, unit: sub.unit },
  };
}

const counted = (code: string, count: number): MeasureReportGroupPopulation => ({
  code: { coding: [{ code }] },
  count,
});

const absent = ({ unit }: SubIndicator, reason: string): Quantity => ({
  extension: [{ url: MEASURE_EXTENSIONS.DATA_ABSENT, valueCode: reason }],
  unit,
});
