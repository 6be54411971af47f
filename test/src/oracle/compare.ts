import type { Resource } from '@medplum/fhirtypes';
import { parse } from 'csv-parse/sync';
import { type OracleCount, oracleCounts } from './counts.ts';

export type CsvRow = Record<string, string>;

/** The rows of one of our CSV files, by column. */
export function readCsv(text: string): CsvRow[] {
  return parse(text, { columns: true, delimiter: ';', record_delimiter: '\r\n', bom: true });
}

/**
 * Compares `indicateurs.csv` with the independent count: a line per row that is missing, that has another
 * figure, that the oracle does not know, that is there twice, or that is for the dashboards alone. Empty: they
 * agree. Rows of indicators that the oracle does not count are left out.
 * @param months the months of the file; by default those of its rows.
 */
export function compareCsvWithOracle(
  csvText: string,
  resources: readonly Resource[],
  months?: readonly string[],
): string[] {
  const rows = readCsv(csvText);
  const annex = rows.filter(isOfAnnex);
  const others = rows.filter((row) => STEERING.includes(row.indicateur ?? ''));
  return [
    ...others.map((row) => `not of the export: ${key(row)}`),
    ...compare(annex, oracleCounts(resources, months ?? monthsOf(rows)).filter(isOfAnnex)),
  ];
}

/** Counted for the dashboards, and left out of the file. */
const STEERING = ['D1', 'D2', 'D3'];

const isOfAnnex = ({ indicateur }: { indicateur?: string }): boolean => !STEERING.includes(indicateur ?? '');

/** The same on rows that are already read, with those of the dashboards. */
export function compareRowsWithOracle(
  rows: readonly CsvRow[],
  resources: readonly Resource[],
  months: readonly string[] = monthsOf(rows),
): string[] {
  return compare(rows, oracleCounts(resources, months));
}

function compare(rows: readonly CsvRow[], counts: readonly OracleCount[]): string[] {
  const differences: string[] = [];
  const expected = new Map<string, OracleCount>();
  for (const row of counts) expected.set(key(row as unknown as CsvRow), row);
  const known = new Set([...expected.values()].map((row) => row.indicateur));
  const seen = new Set<string>();
  for (const row of rows) {
    if (!known.has(row.indicateur ?? '')) continue;
    const name = key(row);
    const wanted = expected.get(name);
    if (seen.has(name)) differences.push(`twice: ${name}`);
    seen.add(name);
    if (!wanted) differences.push(`unexpected: ${name} = ${row.valeur}`);
    else differences.push(...compareFigures(name, row, wanted));
  }
  for (const name of expected.keys()) if (!seen.has(name)) differences.push(`missing: ${name}`);
  return differences;
}

function compareFigures(name: string, row: CsvRow, wanted: OracleCount): string[] {
  const differences: string[] = [];
  for (const column of ['numerateur', 'denominateur', 'valeur'] as const) {
    const expected = wanted[column];
    const actual = row[column] === '' ? undefined : Number(row[column]);
    // Values are rounded to two decimals in the file; counts are exact.
    const tolerance = column === 'valeur' ? 0.005 + 1e-9 : 0;
    const equal =
      actual === undefined || expected === undefined
        ? actual === expected
        : Math.abs(actual - expected) <= tolerance;
    if (!equal)
      differences.push(`${name}: ${column} is ${row[column] || 'empty'}, expected ${expected ?? 'empty'}`);
  }
  const statut = wanted.valeur === undefined ? 'NC' : 'OK';
  if (row.statut !== statut) differences.push(`${name}: statut is ${row.statut}, expected ${statut}`);
  return differences;
}

function key(row: CsvRow): string {
  const {
    indicateur,
    sous_indicateur,
    periode,
    dimension_level,
    role_finess,
    finess_et,
    c3_id,
    thematique_code,
  } = row;
  const dimensions = [dimension_level, role_finess, finess_et, c3_id, thematique_code];
  return [indicateur, sous_indicateur, periode, ...dimensions].join(' | ');
}

function monthsOf(rows: readonly CsvRow[]): string[] {
  return [
    ...new Set(rows.map((row) => row.periode ?? '').filter((periode) => /^\d{4}-\d{2}$/.test(periode))),
  ].sort();
}
