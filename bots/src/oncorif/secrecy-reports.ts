import { cellsOfReports, type Directory, MEASURE_EXTENSIONS, type ReportCell, SECRET } from '@dcc/rules';
import type { MeasureReport, MeasureReportGroup } from '@medplum/fhirtypes';
import { hideSmallCells } from './secrecy.ts';

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
