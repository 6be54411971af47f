/**
 * Which unknowns of a system of sums can be computed? Used to know whether what a table hides can be got
 * back from what it shows.
 */

/** A sum that a reader knows to hold: `whole` = the sum of `parts`. Numbers name the variables. */
export interface Relation {
  readonly whole: number;
  readonly parts: readonly number[];
}

/** A prime below 2^26, so that products stay exact; a determined unknown is one modulo any prime. */
const P = 67_108_859;

/**
 * The unknowns that have one possible value when every other variable is known.
 *
 * Gauss-Jordan elimination modulo a prime: an unknown is determined when a reduced row holds it alone. Rows
 * are sparse: a table of one month has thousands of unknowns and each sum a few of them.
 */
export function determined(
  relations: readonly Relation[],
  isUnknown: (variable: number) => boolean,
): number[] {
  const pivots = new Map<number, Map<number, number>>();
  for (const { whole, parts } of relations) {
    let row = new Map<number, number>();
    for (const part of parts) if (isUnknown(part)) add(row, part, 1);
    if (isUnknown(whole)) add(row, whole, P - 1);
    row = reduce(row, pivots);
    const [pivot] = row.keys();
    if (pivot === undefined) continue;
    row = scale(row, inverse(row.get(pivot)!));
    for (const [other, known] of pivots) {
      const factor = known.get(pivot);
      if (factor !== undefined) pivots.set(other, plus(known, row, P - factor));
    }
    pivots.set(pivot, row);
  }
  return [...pivots].filter(([, row]) => row.size === 1).map(([pivot]) => pivot);
}

function reduce(
  row: Map<number, number>,
  pivots: ReadonlyMap<number, ReadonlyMap<number, number>>,
): Map<number, number> {
  let reduced = row;
  for (const variable of [...row.keys()]) {
    const pivot = pivots.get(variable);
    const factor = reduced.get(variable);
    // Rows of pivots hold no other pivot: one pass is enough.
    if (pivot && factor !== undefined) reduced = plus(reduced, pivot, P - factor);
  }
  return reduced;
}

function plus(
  row: ReadonlyMap<number, number>,
  other: ReadonlyMap<number, number>,
  factor: number,
): Map<number, number> {
  const sum = new Map(row);
  for (const [variable, value] of other) add(sum, variable, times(value, factor));
  return sum;
}

function add(row: Map<number, number>, variable: number, value: number): void {
  const sum = ((row.get(variable) ?? 0) + value) % P;
  if (sum === 0) row.delete(variable);
  else row.set(variable, sum);
}

function scale(row: ReadonlyMap<number, number>, factor: number): Map<number, number> {
  return new Map([...row].map(([variable, value]) => [variable, times(value, factor)]));
}

function times(a: number, b: number): number {
  return (a * b) % P;
}

/** Fermat: a^(P-2). */
function inverse(a: number): number {
  let [result, base, exponent] = [1, a, P - 2];
  while (exponent > 0) {
    if (exponent % 2 === 1) result = times(result, base);
    base = times(base, base);
    exponent = Math.floor(exponent / 2);
  }
  return result;
}
