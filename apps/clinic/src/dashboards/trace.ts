import { indicatorId } from '@dcc/rules/src/indicators/definition.ts';
import { MEASURE_EXTENSIONS } from '@dcc/rules/src/indicators/extensions.ts';
import { AXIS_SYSTEM, SUB_INDICATOR_SYSTEM } from '@dcc/rules/src/indicators/report.ts';
import type {
  MeasureReport,
  MeasureReportGroup,
  MeasureReportGroupPopulation,
  MeasureReportGroupStratifier,
  MeasureReportGroupStratifierStratum,
  Quantity,
} from '@medplum/fhirtypes';
import type { Axis, Indicator, SubIndicator } from './definitions.ts';
import { newestRuns, type Places } from './figures.ts';

/** One resource and the words of its trace: populations (`sub/numerator`) and places (`axis=code`). */
interface Traced {
  populations: ReadonlySet<string>;
  places: ReadonlyMap<string, readonly string[]>;
}

/**
 * Figures of who may not read the region's reports, out of the companion reports of her own establishments: units
 * counted one by one give the very same number, so those are counted; distinct persons and medians cannot be told from
 * references, and stay without a value (data-absent-reason `unsupported`). One report a month, shaped as the engine's.
 *
 * @param within a place that has a report of its own: only what is there is counted, and only what that report does not
 * cut by is told, as strata crossed with the place.
 */
export function reportsOfTraces(
  indicator: Indicator,
  traces: readonly MeasureReport[],
  within: Places = {},
): MeasureReport[] {
  const own = newestRuns(traces.filter(({ measure }) => indicatorId(measure) === indicator.id));
  const periods = [...new Set(own.map(({ period }) => `${period.start} ${period.end}`))].sort();
  return periods.map((text): MeasureReport => {
    const same = own.filter(({ period }) => `${period.start} ${period.end}` === text);
    const resources = together(same).filter((one) => isWithin(one, within));
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
      group: indicator.groups.flatMap((sub) => groupOf(sub, resources, within)),
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

function groupOf(sub: SubIndicator, resources: readonly Traced[], within: Places): MeasureReportGroup[] {
  const code = { coding: [{ system: SUB_INDICATOR_SYSTEM, code: sub.code }], text: sub.label };
  const isWhole = Object.keys(within).length === 0;
  if (!isCountable(sub)) return isWhole ? [{ code, measureScore: absent(sub, 'unsupported') }] : [];
  const stratifier = sub.axes
    // What cuts the keys of a count (a specialty) cannot be told: the unit is at several places at once.
    .filter(({ code: axis, parts }) => parts.length === 1 && resources.every((one) => isOnce(one, axis)))
    // The report of the place has its sessions.
    .filter(({ code: axis }) => isWhole || (within[axis] === undefined && axis !== 'session'))
    .map((axis) => stratifierOf(axis, sub, resources, within));
  return [{ code, ...(isWhole && figuresOf(sub, resources)), ...(stratifier.length > 0 && { stratifier }) }];
}

const isWithin = ({ places }: Traced, within: Places): boolean =>
  Object.entries(within).every(([axis, code]) => places.get(axis)?.includes(code));

const isOnce = ({ places }: Traced, axis: string): boolean => (places.get(axis)?.length ?? 0) <= 1;

function stratifierOf(
  axis: Axis,
  sub: SubIndicator,
  resources: readonly Traced[],
  within: Places,
): MeasureReportGroupStratifier {
  const at = new Map<string, Traced[]>();
  for (const one of resources) {
    for (const code of new Set(one.places.get(axis.code))) {
      const here = at.get(code);
      if (here) here.push(one);
      else at.set(code, [one]);
    }
  }
  return {
    code: [{ coding: [{ system: AXIS_SYSTEM, code: axis.code }], text: axis.label }],
    stratum: [...at.keys()].sort().map((code) => ({
      ...placeOfStratum(axis.code, code, within),
      ...figuresOf(sub, at.get(code)!),
    })),
  };
}

function placeOfStratum(
  axis: string,
  code: string,
  within: Places,
): Pick<MeasureReportGroupStratifierStratum, 'value' | 'component'> {
  const concept = (one: string) => ({ coding: [{ code: one }], text: one });
  const own = Object.entries(within);
  if (own.length === 0) return { value: concept(code) };
  const component = [...own, [axis, code] as const].map(([name, value]) => ({
    code: { coding: [{ system: AXIS_SYSTEM, code: name }] },
    value: concept(value),
  }));
  return { component };
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
