import { DCC, TAG_SYSTEM } from '@dcc/fhir-profiles';
import { cellsOfReports, type Directory, MEASURE_EXTENSIONS, type ReportCell, SECRET } from '@dcc/rules';
import type { MeasureReport, MeasureReportGroup } from '@medplum/fhirtypes';
import { hideSmallCells } from './secrecy.ts';

/** System of the tag that says below which threshold small cells of a report are masked: its code is the number. */
export const THRESHOLD_SYSTEM = `${DCC}/oncorif-threshold`;

/** The same reports, each saying the threshold it is masked below: a later run must know which ones are. */
export function withThreshold(
  reports: readonly MeasureReport[],
  threshold: number | undefined,
): readonly MeasureReport[] {
  if (threshold === undefined) return reports;
  const tag = { system: THRESHOLD_SYSTEM, code: String(threshold) };
  return reports.map((one) => ({ ...one, meta: { ...one.meta, tag: [...(one.meta?.tag ?? []), tag] } }));
}

/** The threshold of a stored report; undefined when nothing in it is masked, or an earlier version wrote it. */
export function thresholdOf({ meta }: Pick<MeasureReport, 'meta'>): number | undefined {
  const code = meta?.tag?.find(({ system }) => system === THRESHOLD_SYSTEM)?.code;
  return code === undefined ? undefined : Number(code);
}

export function hasTag({ meta }: Pick<MeasureReport, 'meta'>, code: string): boolean {
  return meta?.tag?.some((tag) => tag.system === TAG_SYSTEM && tag.code === code) ?? false;
}

/**
 * Masks small cells in MeasureReports: the very ones that `hideSmallCells` hides in the rows of these reports,
 * complements included. A masked cell keeps its place and its unit, has no count, and its value is absent with
 * the reason `masked`. Rows made from the result bear the statut SECRET: file and screen hide the same.
 *
 * @param reports all those of one run: a sum over months or indicators would give back what it does not see.
 * @param threshold 3 or more; undefined: nothing is masked.
 */
export function maskReports(
  reports: readonly MeasureReport[],
  directory: Directory,
  threshold: number | undefined,
): readonly MeasureReport[] {
  if (threshold === undefined) return reports;
  const cells = cellsOfReports(reports, directory);
  const rows = hideSmallCells(
    cells.map(({ row }) => row),
    threshold,
  );
  const hidden = new Set(cells.filter((_, index) => rows[index]!.statut === SECRET).map(({ cell }) => cell));
  return reports.map((report) => ({ ...report, group: report.group?.map((group) => masked(group, hidden)) }));
}

function masked(group: MeasureReportGroup, hidden: ReadonlySet<ReportCell>): MeasureReportGroup {
  const stratifier = group.stratifier?.map((one) => ({
    ...one,
    ...(one.stratum && {
      stratum: one.stratum.map((stratum) => (hidden.has(stratum) ? blank(stratum) : stratum)),
    }),
  }));
  const whole = hidden.has(group) ? blank(group) : group;
  return stratifier ? { ...whole, stratifier } : whole;
}

function blank<T extends ReportCell>({ population: _, measureScore, ...others }: T): T {
  const { unit } = measureScore ?? {};
  const extension = [{ url: MEASURE_EXTENSIONS.DATA_ABSENT, valueCode: 'masked' }];
  return { ...others, measureScore: { extension, ...(unit && { unit }) } } as T;
}
