import type { CsvRow } from './compare.ts';

/**
 * The check identities of spec/indicators.md section 4, on the rows of `indicateurs.csv` alone. Each gives a
 * line per period or cell that breaks it; empty: it holds.
 */
export const IDENTITIES = {
  I1: identity1,
  I2: identity2,
  I3: identity3,
  I4: identity4,
  I5: identity5,
} as const;

/** All identities: what is broken, each line beginning with the name of its identity. */
export function checkIdentities(rows: readonly CsvRow[]): string[] {
  return Object.entries(IDENTITIES).flatMap(([name, check]) => check(rows).map((line) => `${name}: ${line}`));
}

/** A1 + A2 = sum over sessions of A3 total. */
export function identity1(rows: readonly CsvRow[]): string[] {
  const table = index(rows);
  return periods(rows).flatMap((periode) => {
    const fiches =
      table.period('A1', 'fiches_validees', periode) + table.period('A2', 'fiches_non_validees', periode);
    const sessions = rows.filter(
      (row) =>
        row.indicateur === 'A3' &&
        row.dimension_level === 'session' &&
        row.periode === periode &&
        row.sous_indicateur!.startsWith('fiches_total:'),
    );
    return differ(periode, fiches, sum(sessions));
  });
}

/** A5(cell) <= A1(cell) + A2(cell). */
export function identity2(rows: readonly CsvRow[]): string[] {
  const table = index(rows);
  return rows
    .filter((row) => row.indicateur === 'A5' && row.dimension_level !== 'session')
    .flatMap((row) => {
      const fiches = table.cell('A1', 'fiches_validees', row) + table.cell('A2', 'fiches_non_validees', row);
      return number(row) <= fiches ? [] : [`${cellName(row)}: ${row.valeur} patients, ${fiches} fiches`];
    });
}

/** Q1 fiche denominator = A1 + A2. */
export function identity3(rows: readonly CsvRow[]): string[] {
  const table = index(rows);
  return rows
    .filter((row) => row.indicateur === 'Q1' && row.sous_indicateur === 'quorum_atteint')
    .flatMap((row) => {
      const fiches = table.cell('A1', 'fiches_validees', row) + table.cell('A2', 'fiches_non_validees', row);
      return differ(cellName(row), Number(row.denominateur), fiches);
    });
}

/** Sum of A4 over thematics = A4 total: a session has one RCP. */
export function identity4(rows: readonly CsvRow[]): string[] {
  const table = index(rows);
  return periods(rows).flatMap((periode) => {
    const thematics = rows.filter(
      (row) =>
        row.indicateur === 'A4' &&
        row.sous_indicateur === 'seances' &&
        row.dimension_level === 'thematique' &&
        row.periode === periode,
    );
    return differ(periode, sum(thematics), table.period('A4', 'seances', periode));
  });
}

/** Sum of A5 over months >= A5 total, and no month is above the total. */
export function identity5(rows: readonly CsvRow[]): string[] {
  const patients = rows.filter((row) => row.indicateur === 'A5');
  const total = sum(patients.filter((row) => row.dimension_level === 'total'));
  const months = patients.filter((row) => row.dimension_level === 'mois');
  const over = months
    .filter((row) => number(row) > total)
    .map((row) => `${row.periode}: ${row.valeur} > total ${total}`);
  return sum(months) >= total ? over : [...over, `months ${sum(months)} < total ${total}`];
}

interface Table {
  period(indicateur: string, sous: string, periode: string): number;
  cell(indicateur: string, sous: string, like: CsvRow): number;
}

function index(rows: readonly CsvRow[]): Table {
  const values = new Map(
    rows.map((row) => [`${row.indicateur} ${row.sous_indicateur} ${cellName(row)}`, number(row)]),
  );
  const at = (name: string): number => values.get(name) ?? Number.NaN;
  return {
    period: (indicateur, sous, periode) => {
      const level = /\//.test(periode) ? 'total' : 'mois';
      const found = rows.find(
        (row) =>
          row.indicateur === indicateur &&
          row.sous_indicateur === sous &&
          row.periode === periode &&
          row.dimension_level === level,
      );
      return found ? number(found) : Number.NaN;
    },
    cell: (indicateur, sous, like) => at(`${indicateur} ${sous} ${cellName(like)}`),
  };
}

function cellName(row: CsvRow): string {
  const { periode, dimension_level, role_finess, finess_et, c3_id, thematique_code } = row;
  return [periode, dimension_level, role_finess, finess_et, c3_id, thematique_code].join(' | ');
}

function periods(rows: readonly CsvRow[]): string[] {
  return [...new Set(rows.map((row) => row.periode!))];
}

function number(row: CsvRow): number {
  return row.valeur === '' ? Number.NaN : Number(row.valeur);
}

function sum(rows: readonly CsvRow[]): number {
  return rows.reduce((total, row) => total + number(row), 0);
}

// NaN (a row that is missing) is equal to nothing: it shows.
function differ(where: string, left: number, right: number): string[] {
  return left === right ? [] : [`${where}: ${left} is not ${right}`];
}
