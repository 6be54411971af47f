import type { Directory } from '@dcc/rules/src/indicators/directory.ts';
import { INDICATOR_COLUMNS, type IndicatorRow, reportsToRows } from '@dcc/rules/src/indicators/rows.ts';
import type { MeasureReport, MeasureReportGroup } from '@medplum/fhirtypes';
import { monthOf, type Places } from './figures.ts';
import { type StratumPart, strataOf } from './strata.ts';

/** What is on the screen: one figure of one indicator, here, and cut along an axis. */
export interface Shown {
  sub: string;
  places: Places;
  axis?: string;
}

/**
 * Rows of `indicateurs.csv`, the very ones of the pack, of the cells that are shown and of no other. Reports of one
 * month only, so that nothing depends on which months are on the screen.
 */
export function shownRows(
  reports: readonly MeasureReport[],
  shown: Shown,
  directory: Directory,
): IndicatorRow[] {
  return reports.flatMap((report) => {
    const group = (report.group ?? []).flatMap((one) => sliced(one, shown));
    const rows = reportsToRows([{ ...report, group }], directory);
    // A report of one month is also the whole of what is given: its total is said once, as the month's.
    return rows.filter(({ dimension_level: level }) => level !== 'total' || monthOf(report) === undefined);
  });
}

/** A group with its total alone when that is shown, then one per stratum that is. */
function sliced(group: MeasureReportGroup, shown: Shown): MeasureReportGroup[] {
  const { code, population, measureScore } = group;
  if (code?.coding?.[0]?.code !== shown.sub) return [];
  const isTotal = Object.keys(shown.places).length === 0 && measureScore !== undefined;
  const strata = (group.stratifier ?? []).flatMap((stratifier) =>
    strataOf({ stratifier: [stratifier] })
      .filter(({ parts }) => isShown(parts, shown))
      .map(({ stratum }) => ({ code, stratifier: [{ ...stratifier, stratum: [stratum] }] })),
  );
  return [...(isTotal ? [{ code, population, measureScore }] : []), ...strata];
}

/** The place itself, or a place of the axis there. */
function isShown(parts: readonly StratumPart[], { places, axis }: Shown): boolean {
  const at = (fixed: Places, free: readonly string[]) =>
    parts.length === Object.keys(fixed).length + free.length &&
    parts.every((part) => free.includes(part.axis) || fixed[part.axis] === part.code);
  if (parts.length > 0 && at(places, [])) return true;
  if (!axis) return false;
  const cut = axis.split('.');
  const others = Object.entries(places).filter(([one]) => !cut.includes(one));
  return at(Object.fromEntries(others), cut);
}

const NUMBERS: readonly string[] = ['numerateur', 'denominateur', 'valeur'];

/** As the pack's file for people: byte order mark, `;`, CRLF, decimal commas, nothing a spreadsheet would run. */
export function csvText(rows: readonly IndicatorRow[]): string {
  const lines = rows.map((row) =>
    INDICATOR_COLUMNS.map((column) =>
      NUMBERS.includes(column) ? row[column].replace('.', ',') : cell(row[column]),
    ).join(';'),
  );
  return `\uFEFF${[INDICATOR_COLUMNS.join(';'), ...lines].join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[;"\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
