import { TAGS } from '@dcc/fhir-profiles/src/codes.ts';
import { indicatorId } from '@dcc/rules/src/indicators/definition.ts';
import { MEASURE_EXTENSIONS } from '@dcc/rules/src/indicators/extensions.ts';
import type {
  MeasureReport,
  MeasureReportGroup,
  MeasureReportGroupPopulation,
  Quantity,
} from '@medplum/fhirtypes';
import type { SubIndicator } from './definitions.ts';
import { t } from './messages.fr.ts';
import { type Places, strataBy, stratumAt } from './strata.ts';

/** One figure. `nc`: not computable, with its reason; `secret`: hidden because it is about few people. */
export interface Figure {
  state: 'ok' | 'nc' | 'secret';
  value?: number;
  numerator?: number;
  denominator?: number;
  unit: string;
  /** In French; when there is no value, or when it is of one month of several. */
  reason?: string;
  /** `YYYY-MM`: the only month that the value is of, among those asked for. */
  month?: string;
  /** Of how many months it was put together. */
  months?: number;
}

export type { Places } from './strata.ts';

/** A place of an axis. */
export interface Place {
  code: string;
  label: string;
  /** Codes of each part, in the order of the axis. */
  parts: readonly string[];
}

export const nc = (unit: string, reason: string): Figure => ({ state: 'nc', unit, reason });

const KINDS: ReadonlySet<string | undefined> = new Set([
  TAGS.AGGREGATE,
  TAGS.ESTABLISHMENT_FIGURES,
  TAGS.CENTRE_FIGURES,
  TAGS.TRACE,
]);

/**
 * The reports of the newest run, of one indicator and one period, pages together. Several runs of a month are kept on
 * the server; the last day of extraction counts.
 */
export function newestRuns(reports: readonly MeasureReport[]): MeasureReport[] {
  const runOf = ({ measure, period, reporter, meta }: MeasureReport) => {
    // An organisation may report as establishment and as 3C.
    const kind = meta?.tag?.find(({ code }) => KINDS.has(code))?.code;
    return [indicatorId(measure), period.start, period.end, reporter?.reference, kind].join(' ');
  };
  const last = new Map<string, string>();
  for (const one of reports) {
    const known = last.get(runOf(one));
    if (known === undefined || dayOf(one) > known) last.set(runOf(one), dayOf(one));
  }
  return reports.filter((one) => last.get(runOf(one)) === dayOf(one));
}

const dayOf = ({ date, meta }: MeasureReport): string =>
  `${date?.slice(0, 10)} ${date ? '' : meta?.lastUpdated}`;

/** The month that a report is about, `YYYY-MM`; undefined when it covers several. */
export function monthOf({ period }: MeasureReport): string | undefined {
  const first = period.start?.slice(0, 7);
  return first === period.end?.slice(0, 7) ? first : undefined;
}

/** The figure of one report, all pages, at a place; undefined when nothing is told of it. */
export function figureAt(
  pages: readonly MeasureReport[],
  sub: SubIndicator,
  places: Places = {},
): Figure | undefined {
  const isWhole = Object.keys(places).length === 0;
  const failed = pages.some(({ status }) => status === 'error');
  for (const group of groupsOf(pages, sub.code)) {
    if (isWhole) {
      if (group.measureScore || group.population) return figureOf(group, sub, failed);
      continue;
    }
    const stratum = stratumAt(group, places);
    if (stratum) return figureOf(stratum, sub, failed);
  }
  return undefined;
}

/** Places of an axis, among those at `within`: the strata whose other parts are there. */
export function placesOf(
  pages: readonly MeasureReport[],
  sub: SubIndicator,
  axis: string,
  within: Places = {},
): Place[] {
  const own = axis.split('.');
  const fixed = Object.keys(within);
  const found = new Map<string, Place>();
  for (const group of groupsOf(pages, sub.code)) {
    for (const { parts } of strataBy(group, [...own, ...fixed])) {
      const others = parts.filter((part) => !own.includes(part.axis));
      if (!others.every((part) => within[part.axis] === part.code)) continue;
      const here = parts.filter((part) => own.includes(part.axis));
      const code = here.map((part) => part.code).join('.');
      const label = here.map((part) => part.label).join(' · ');
      if (!found.has(code)) found.set(code, { code, label, parts: here.map((part) => part.code) });
    }
  }
  return [...found.values()];
}

/** The places of a stratum as they are asked for. */
export function placesAt(axis: string, place: Place, within: Places): Places {
  const parts = axis.split('.').map((one, index) => [one, place.parts[index]!] as const);
  return { ...within, ...Object.fromEntries(parts) };
}

function groupsOf(pages: readonly MeasureReport[], code: string): MeasureReportGroup[] {
  return pages.flatMap(({ group }) => (group ?? []).filter((one) => one.code?.coding?.[0]?.code === code));
}

type Counted = { population?: MeasureReportGroupPopulation[]; measureScore?: Quantity };

function figureOf({ population, measureScore }: Counted, sub: SubIndicator, failed: boolean): Figure {
  const count = (code: string) =>
    population?.find((one) => one.code?.coding?.[0]?.code === code)?.count ?? undefined;
  const unit = measureScore?.unit ?? sub.unit;
  const counts = { numerator: count('numerator'), denominator: count('denominator') };
  if (measureScore?.value !== undefined) return { state: 'ok', value: measureScore.value, unit, ...counts };
  const absent = measureScore?.extension?.find(
    ({ url }) => url === MEASURE_EXTENSIONS.DATA_ABSENT,
  )?.valueCode;
  if (absent === 'masked') return { state: 'secret', unit, reason: t('secretReason') };
  return { ...nc(unit, reasonOf(sub, absent, counts.denominator, failed)), ...counts };
}

function reasonOf(
  sub: SubIndicator,
  absent: string | undefined,
  denominator: number | undefined,
  failed: boolean,
): string {
  if (sub.notComputable) return sub.notComputable;
  if (failed) return t('ncFailed');
  if (absent === 'unsupported') return t('ncDistinctOfTrace');
  if (denominator === 0) return t('ncZero');
  return t('ncAbsent');
}
