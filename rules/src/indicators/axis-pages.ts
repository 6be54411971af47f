import { DCC, TAG_SYSTEM, TAGS } from '@dcc/fhir-profiles';
import type {
  Coding,
  MeasureReport,
  MeasureReportGroup,
  MeasureReportGroupStratifier,
  MeasureReportGroupStratifierStratum,
} from '@medplum/fhirtypes';
import { AXIS_SYSTEM, MAX_STRATA, REPORT_SYSTEM } from './report.ts';

/** System of the tags that name the places which a page tells of, `axis=code`. */
export const PLACE_SYSTEM = `${DCC}/tag-place`;

/** Axes whose places are looked at one at a time: a page of theirs holds few, and names them. */
export const PLACE_AXES: readonly string[] = ['finess-organisateur', 'finess-demandeur', 'c3', 'thematique'];

/**
 * Of sixty establishments, 8 a page: the year of all indicators at one of them is then 2.5 MB in 216 reports, and the
 * pages of an export are a tenth more than without.
 */
export const MAX_PLACES = 8;

/** The tag of a page of this axis. @param axis code of a stratifier: `c3`, `c3.specialite`. */
export const axisTag = (axis: string): Coding => ({ system: AXIS_SYSTEM, code: axis });

/** The tag of a page that tells of this place. Escaped: codes of 3C are free, and a token is cut at `|` and `,`. */
export const placeTag = (axis: string, code: string): Coding => ({
  system: PLACE_SYSTEM,
  code: `${axis}=${encodeURIComponent(code)}`,
});

/** All strata of one axis, of every sub-indicator. */
interface Axis {
  readonly code: string;
  readonly tag: string;
  readonly cells: Cell[];
}

interface Cell {
  /** Rank of its sub-indicator. */
  readonly group: number;
  readonly stratifier: MeasureReportGroupStratifier;
  readonly stratum: MeasureReportGroupStratifierStratum;
  /** Code at the first of its places; undefined on an axis of none. */
  readonly place?: string;
}

/**
 * The same reports, their strata laid out for screens: each page is of one axis, which a tag names, and on an axis of
 * places of a few of them, each with a tag, and all that is told of them. A screen that shows one axis, or one place,
 * then reads little else. Totals say by a tag that their strata are so. Figures are the same, and those who put rows of a
 * file in an order take the reports as they were.
 *
 * @param reports of `toMeasureReports`, whole runs.
 */
export function byAxis(reports: readonly MeasureReport[]): MeasureReport[] {
  const runs = Map.groupBy(reports, (one) => nameOf(one).replace(/:suite-\d+$/, ''));
  return [...runs].flatMap(([name, [totals, ...pages]]) => [
    tagged(totals!, [{ system: TAG_SYSTEM, code: TAGS.BY_AXIS }]),
    ...axesOf(pages)
      .flatMap((axis) => paged(axis.cells).map((cells) => pageOf(totals!, axis, cells)))
      .map((page, index) => ({
        ...page,
        identifier: [{ system: REPORT_SYSTEM, value: `${name}:suite-${index + 1}` }],
      })),
  ]);
}

const nameOf = ({ identifier }: MeasureReport): string =>
  identifier?.find(({ system }) => system === REPORT_SYSTEM)?.value ?? '';

const tagged = (report: MeasureReport, tags: readonly Coding[]): MeasureReport => ({
  ...report,
  meta: { ...report.meta, tag: [...(report.meta?.tag ?? []), ...tags] },
});

function axesOf(pages: readonly MeasureReport[]): Axis[] {
  const axes = new Map<string, Axis>();
  for (const { meta, group } of pages) {
    const isCrossed = meta?.tag?.some(({ code }) => code === TAGS.CROSSED);
    for (const [index, { stratifier = [] }] of (group ?? []).entries()) {
      for (const one of stratifier) {
        const code = one.code?.[0]?.coding?.[0]?.code ?? '';
        const axis = axes.get(code) ?? { code, tag: isCrossed ? TAGS.CROSSED : TAGS.STRATA, cells: [] };
        axes.set(code, axis);
        for (const stratum of one.stratum ?? []) {
          axis.cells.push({ group: index, stratifier: one, stratum, place: placeOf(code, stratum)?.code });
        }
      }
    }
  }
  return [...axes.values()];
}

function placeOf(
  axis: string,
  { value, component }: MeasureReportGroupStratifierStratum,
): { axis: string; code: string } | undefined {
  const parts = component?.map((part) => ({ axis: part.code.coding?.[0]?.code ?? '', value: part.value }));
  const lead = (parts ?? [{ axis, value }]).find((part) => PLACE_AXES.includes(part.axis));
  return lead && { axis: lead.axis, code: lead.value?.coding?.[0]?.code ?? '' };
}

/** As many cells as a page takes: of a few places, or where there are none in the order that they come in. */
function paged(cells: readonly Cell[]): Cell[][] {
  if (cells[0]?.place === undefined) return chunks(cells, MAX_STRATA);
  const places = [...Map.groupBy(cells, ({ place }) => place!)].sort(([a], [b]) => (a < b ? -1 : 1));
  return chunks(places, MAX_PLACES).flatMap((few) =>
    chunks(
      few.flatMap(([, own]) => own),
      MAX_STRATA,
    ),
  );
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size));
}

function pageOf(totals: MeasureReport, { code, tag }: Axis, cells: readonly Cell[]): MeasureReport {
  const kind = (totals.meta?.tag ?? []).filter((one) => one.code !== TAGS.TOTALS);
  const lead = placeOf(code, cells[0]!.stratum)?.axis;
  const places = lead ? [...new Set(cells.map(({ place }) => place!))].map((one) => placeTag(lead, one)) : [];
  const groups = [...Map.groupBy(cells, ({ group }) => group)].sort(([a], [b]) => a - b);
  return {
    ...totals,
    meta: {
      ...totals.meta,
      tag: [...kind, { system: TAG_SYSTEM, code: tag }, axisTag(code), ...places],
    },
    group: groups.map(
      ([index, own]): MeasureReportGroup => ({
        code: totals.group![index]!.code,
        stratifier: [{ code: own[0]!.stratifier.code, stratum: own.map(({ stratum }) => stratum) }],
      }),
    ),
  };
}
