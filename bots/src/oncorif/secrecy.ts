import { type IndicatorRow, SECRET } from '@dcc/rules';
import { type Figure, readFigures } from './secrecy-figures.ts';
import { determined, type Relation } from './secrecy-solve.ts';

/** Below 3 a hidden count would be known: 1. */
export const MIN_THRESHOLD = 3;

/**
 * Hides small cells (statistical secrecy) in rows of `indicateurs.csv`.
 *
 * First every count of patients or fiches from 1 to `threshold` - 1, and every proportion whose complement is
 * that small. Then as many others as it takes for none of them to be got back: not by any chain of sums of
 * the file (an axis, sessions of a place, months, indicators that add up), and so that what is hidden in one
 * sum is `threshold` or more together. Zero is shown: it is about nobody. Both kinds bear the same `statut`,
 * so that a reader cannot tell which was small. Counts of sessions and professionals are never hidden.
 *
 * @param threshold 3 or more.
 */
export function hideSmallCells(rows: readonly IndicatorRow[], threshold: number): IndicatorRow[] {
  if (!Number.isInteger(threshold) || threshold < MIN_THRESHOLD) {
    throw new RangeError(`seuil de secret : un entier d'au moins ${MIN_THRESHOLD} est attendu`);
  }
  const { figures, relations } = readFigures(rows);
  const hidden = new Set<number>();
  for (const [index, { value }] of figures.entries()) if (isSmall(value, threshold)) hidden.add(index);
  hideComplements(rows, figures, hidden, threshold);
  protect(figures, relations, hidden, threshold);
  const hiddenRows = new Set([...hidden].flatMap((index) => figures[index]!.rows));
  return rows.map((row, index) => (hiddenRows.has(index) ? blank(row) : row));
}

function isSmall(value: number, threshold: number): boolean {
  return value > 0 && value < threshold;
}

function blank(row: IndicatorRow): IndicatorRow {
  return { ...row, numerateur: '', denominateur: '', valeur: '', statut: SECRET };
}

/** 9 fiches of 10 says as much of the tenth as 1 of 10. */
function hideComplements(
  rows: readonly IndicatorRow[],
  figures: readonly Figure[],
  hidden: Set<number>,
  threshold: number,
): void {
  const small = new Set<number>();
  for (const [index, row] of rows.entries()) {
    if (row.unite !== '%' || row.numerateur === '' || row.denominateur === '') continue;
    if (isSmall(Number(row.denominateur) - Number(row.numerateur), threshold)) small.add(index);
  }
  for (const [index, { rows: shown, value }] of figures.entries()) {
    const isNumerator = shown.some((row) => small.has(row) && Number(rows[row]!.numerateur) === value);
    if (isNumerator) hidden.add(index);
  }
}

function protect(
  figures: readonly Figure[],
  relations: readonly Relation[],
  hidden: Set<number>,
  threshold: number,
): void {
  const byFigure = new Map<number, Relation[]>();
  for (const relation of relations) {
    for (const one of [relation.whole, ...relation.parts]) {
      const known = byFigure.get(one);
      if (known) known.push(relation);
      else byFigure.set(one, [relation]);
    }
  }
  // Each turn hides at least one figure more, or ends.
  for (;;) {
    const weak = relations.filter((relation) => isWeak(relation, figures, hidden, threshold));
    const known = determined(relations, (figure) => hidden.has(figure));
    const wanted = new Set<number>();
    for (const relation of weak) hideOneMore(relation, figures, hidden, wanted);
    for (const figure of known) {
      // The sum that holds it may be hidden whole, and the figure known by way of another one.
      const near = byFigure.get(figure)!.filter((relation) => hasShown(relation, figures, hidden));
      const [relation] = near.length > 0 ? near : relations.filter((one) => isLoose(one, figures, hidden));
      if (relation) hideOneMore(relation, figures, hidden, wanted);
    }
    if (wanted.size === 0) return;
    for (const figure of wanted) hidden.add(figure);
  }
}

/** The whole is shown and what is hidden below it is small together, or one figure alone. */
function isWeak(
  { whole, parts }: Relation,
  figures: readonly Figure[],
  hidden: ReadonlySet<number>,
  threshold: number,
): boolean {
  if (hidden.has(whole)) return false;
  const own = parts.filter((part) => hidden.has(part));
  if (own.length === 0) return false;
  const sum = own.reduce((total, part) => total + figures[part]!.value, 0);
  return own.length === 1 || sum < threshold || sum === own.length;
}

/** Hides the smallest figure of the sum that is still shown, the whole last. */
function hideOneMore(
  { whole, parts }: Relation,
  figures: readonly Figure[],
  hidden: ReadonlySet<number>,
  wanted: Set<number>,
): void {
  if ([whole, ...parts].some((one) => wanted.has(one))) return;
  const shown = parts.filter((part) => !hidden.has(part) && figures[part]!.value > 0);
  const smallest = shown.sort((a, b) => figures[a]!.value - figures[b]!.value || a - b)[0];
  if (smallest !== undefined) wanted.add(smallest);
  else if (!hidden.has(whole)) wanted.add(whole);
}

function hasShown(
  { whole, parts }: Relation,
  figures: readonly Figure[],
  hidden: ReadonlySet<number>,
): boolean {
  return [whole, ...parts].some((one) => !hidden.has(one) && figures[one]!.value > 0);
}

function isLoose(relation: Relation, figures: readonly Figure[], hidden: ReadonlySet<number>): boolean {
  return (
    hasShown(relation, figures, hidden) && [relation.whole, ...relation.parts].some((one) => hidden.has(one))
  );
}
