import { codeSystem, DCC, TAG_SYSTEM, TAGS } from '@dcc/fhir-profiles';
import type {
  CodeableConcept,
  MeasureReport,
  MeasureReportGroup,
  MeasureReportGroupPopulation,
  MeasureReportGroupStratifier,
  MeasureReportGroupStratifierStratum,
  Organization,
  Quantity,
  Reference,
} from '@medplum/fhirtypes';
import type { Score } from './cell.ts';
import { indicatorId } from './definition.ts';
import { MEASURE_EXTENSIONS } from './extensions.ts';
import { type Key, UNKNOWN } from './keys.ts';
import { daysOfMonth } from './paris-time.ts';
import type { GroupResult, IndicatorResult, StratifierResult, Stratum } from './result.ts';

export const SUB_INDICATOR_SYSTEM = codeSystem('dcc-sous-indicateur');
export const AXIS_SYSTEM = codeSystem('dcc-axe');
/** System of the identifiers of stored reports: the same run written twice is one resource. */
export const REPORT_SYSTEM = `${DCC}/identifier/measure-report`;

const POPULATION_SYSTEM = 'http://terminology.hl7.org/CodeSystem/measure-population';
/** One object for all the counts of a month, some hundred thousand. */
const POPULATIONS = {
  denominator: concept(POPULATION_SYSTEM, 'denominator'),
  numerator: concept(POPULATION_SYSTEM, 'numerator'),
};

/**
 * A report with more strata is continued in a second one: a body stays well under the 1 MB that servers
 * accept by default (spec/medplum.md section 11).
 */
export const MAX_STRATA = 500;

export interface ReportOptions {
  /** Day of the extraction, `YYYY-MM-DD`; with the period, it names the run. */
  readonly extraction: string;
  /** Who reports: the regional network when the directory has one. */
  readonly reporter?: Reference<Organization>;
  /** Of one place alone: see `placeReports`. */
  readonly place?: { readonly axis: string; readonly tag: string };
}

/**
 * MeasureReports (type summary) of results: for each indicator and period one of totals, with a group per
 * sub-indicator, then as many as its strata need, and as its crossed strata need. They stand apart, each under a
 * tag, because a screen reads no more than it shows: totals are a hundredth of the whole, and what is crossed is
 * most of it. The identifier is the same for the same indicator, version, period, reporter and day, so that
 * writing again replaces.
 */
export function toMeasureReports(
  results: readonly IndicatorResult[],
  options: ReportOptions,
): MeasureReport[] {
  const { extraction: date, reporter, place } = options;
  return results.flatMap((result) =>
    pages(result, place !== undefined).map(({ tag, group }, page): MeasureReport => {
      const { measure, period, failure } = result;
      return {
        resourceType: 'MeasureReport',
        meta: {
          ...(place && reporter && { accounts: [reporter] }),
          tag: [place?.tag ?? TAGS.AGGREGATE, tag].map((code) => ({ system: TAG_SYSTEM, code })),
        },
        identifier: [{ system: REPORT_SYSTEM, value: reportId(result, options, page) }],
        status: failure === undefined ? 'complete' : 'error',
        type: 'summary',
        measure: `${measure.url}|${measure.version}`,
        date,
        ...(reporter && { reporter }),
        period: { start: daysOfMonth(period.first).start, end: daysOfMonth(period.last).end },
        group,
      };
    }),
  );
}

// Neither `|` nor `,`: the value is searched for as a token.
function reportId({ measure, period }: IndicatorResult, options: ReportOptions, page: number): string {
  const months = period.first === period.last ? period.first : `${period.first}_${period.last}`;
  const reporter = options.reporter?.reference?.split('/').pop() ?? 'region';
  const parts = [indicatorId(measure), measure.version ?? '0', months, reporter, options.extraction];
  if (options.place) parts.push(options.place.axis);
  return [...parts, ...(page > 0 ? [`suite-${page}`] : [])].join(':');
}

interface Page {
  readonly tag: string;
  readonly group: MeasureReportGroup[];
}

/** Totals on the first page; then the strata in order, then the crossed ones, as many as a page takes. */
function pages(result: IndicatorResult, isOfPlace: boolean): Page[] {
  const isCrossed = ({ components }: StratifierResult) => components.length > (isOfPlace ? 2 : 1);
  return [
    { tag: TAGS.TOTALS, group: result.groups.map(totalOf) },
    ...strataPages(result, (one) => !isCrossed(one)).map((group) => ({ tag: TAGS.STRATA, group })),
    ...strataPages(result, isCrossed).map((group) => ({ tag: TAGS.CROSSED, group })),
  ];
}

function strataPages(
  { groups }: IndicatorResult,
  wanted: (stratifier: StratifierResult) => boolean,
): MeasureReportGroup[][] {
  const all: MeasureReportGroup[][] = [];
  let room = 0;
  for (const [index, group] of groups.entries()) {
    for (const stratifier of group.stratifiers.filter(wanted)) {
      for (let rest = stratifier.strata; rest.length > 0; ) {
        if (room === 0) {
          all.push(groups.map(({ code, label }) => ({ code: concept(SUB_INDICATOR_SYSTEM, code, label) })));
          room = MAX_STRATA;
        }
        const page = all.at(-1)![index]!;
        page.stratifier = [...(page.stratifier ?? []), toStratifier(group, stratifier, rest.slice(0, room))];
        const taken = Math.min(room, rest.length);
        room -= taken;
        rest = rest.slice(taken);
      }
    }
  }
  return all;
}

function totalOf(group: GroupResult): MeasureReportGroup {
  return {
    code: concept(SUB_INDICATOR_SYSTEM, group.code, group.label),
    ...figures(group.total, group.unit),
  };
}

function toStratifier(
  group: GroupResult,
  { code, label, components }: StratifierResult,
  strata: readonly Stratum[],
): MeasureReportGroupStratifier {
  return {
    code: [concept(AXIS_SYSTEM, code, label)],
    ...(strata.length > 0 && {
      stratum: strata.map(({ keys, score }): MeasureReportGroupStratifierStratum => {
        const named =
          components.length === 1
            ? { value: keyConcept(keys[0]!) }
            : {
                component: components.map((part, i) => ({
                  code: concept(AXIS_SYSTEM, part),
                  value: keyConcept(keys[i]!),
                })),
              };
        return { ...named, ...figures(score, group.unit) };
      }),
    }),
  };
}

/** Counts and value; a value that cannot be computed is absent with its reason, never 0. */
function figures(
  { numerator, denominator, value }: Score,
  unit: string,
): { population?: MeasureReportGroupPopulation[]; measureScore: Quantity } {
  const population = [
    ...(denominator === undefined ? [] : [count('denominator', denominator)]),
    ...(numerator === undefined ? [] : [count('numerator', numerator)]),
  ];
  const reason = population.length === 0 ? 'error' : 'not-applicable';
  const measureScore: Quantity =
    value === undefined
      ? { extension: [{ url: MEASURE_EXTENSIONS.DATA_ABSENT, valueCode: reason }], ...(unit && { unit }) }
      : { value, ...(unit && { unit }) };
  return { ...(population.length > 0 && { population }), measureScore };
}

function count(code: keyof typeof POPULATIONS, value: number): MeasureReportGroupPopulation {
  return { code: POPULATIONS[code], count: value };
}

function concept(system: string, code: string, text?: string): CodeableConcept {
  return { coding: [{ system, code }], ...(text && { text }) };
}

/** A session has a stratum in each sub-indicator: its concept is made once, and never changed. */
const concepts = new WeakMap<Key, CodeableConcept>();

function keyConcept(key: Key): CodeableConcept {
  const known = concepts.get(key);
  if (known) return known;
  const { system, code, display } = key;
  const coding = { ...(system && { system }), code, ...(display && { display }) };
  const made = { coding: [coding], text: display ?? code };
  concepts.set(key, made);
  return made;
}

/** True for the value of units that an axis could not place. */
export function isUnknown(value: CodeableConcept | undefined): boolean {
  const coding = value?.coding?.[0];
  return coding?.system === UNKNOWN.system && coding?.code === UNKNOWN.code;
}
