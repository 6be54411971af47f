import { INDICATOR_COLUMNS, type IndicatorRow, SECRET } from '@dcc/rules';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hideSmallCells } from './secrecy.ts';
import { readFigures } from './secrecy-figures.ts';
import { determined } from './secrecy-solve.ts';

const EMPTY = Object.fromEntries(INDICATOR_COLUMNS.map((column) => [column, ''])) as IndicatorRow;

function row(more: Partial<IndicatorRow>, numerateur: number, denominateur?: number): IndicatorRow {
  const share = denominateur === undefined ? numerateur : (numerateur / denominateur) * 100;
  return {
    ...EMPTY,
    periode: '2026-10',
    indicateur: 'A1',
    sous_indicateur: 'fiches_validees',
    unite: denominateur === undefined ? 'fiches' : '%',
    statut: 'OK',
    ...more,
    numerateur: String(numerateur),
    denominateur: denominateur === undefined ? '' : String(denominateur),
    valeur: String(share),
  };
}

const total = { dimension_level: 'total' } as const;
const thematic = (code: string): Partial<IndicatorRow> => ({
  dimension_level: 'thematique',
  thematique_code: code,
});

function hidden(rows: readonly IndicatorRow[]): string[] {
  return rows
    .filter((one) => one.statut === SECRET)
    .map((one) => one.thematique_code || one.finess_et || one.dimension_level);
}

describe('hideSmallCells', () => {
  it('hides a small count with another one, so that the total does not give it back', () => {
    const rows = [row(total, 63), row(thematic('a'), 3), row(thematic('b'), 20), row(thematic('c'), 40)];
    const safe = hideSmallCells(rows, 11);
    expect(hidden(safe)).toEqual(['a', 'b']);
    expect(safe[1]).toMatchObject({ numerateur: '', denominateur: '', valeur: '', statut: SECRET });
    expect(safe[1]!.unite).toBe('fiches');
    expect(safe[0]).toEqual(rows[0]);
  });

  it('leaves a file without small counts as it is, and shows zero', () => {
    const rows = [row(total, 60), row(thematic('a'), 0), row(thematic('b'), 20), row(thematic('c'), 40)];
    expect(hideSmallCells(rows, 11)).toEqual(rows);
  });

  it('hides more while what is hidden is small together: 1 and 1 are known from 2', () => {
    const rows = [row(total, 42), row(thematic('a'), 1), row(thematic('b'), 1), row(thematic('c'), 40)];
    expect(hidden(hideSmallCells(rows, 11))).toEqual(['a', 'b', 'c']);
  });

  it('hides the whole when nothing else can be', () => {
    const rows = [row(total, 5), row(thematic('a'), 5), row(thematic('b'), 0)];
    expect(hidden(hideSmallCells(rows, 11))).toEqual(['total', 'a']);
  });

  it('hides a proportion whose complement is small', () => {
    const ratio = { indicateur: 'Q1', sous_indicateur: 'quorum_atteint' };
    const rows = [
      row({ ...total, ...ratio }, 130, 150),
      row({ ...thematic('a'), ...ratio }, 48, 50),
      row({ ...thematic('b'), ...ratio }, 40, 52),
      row({ ...thematic('c'), ...ratio }, 42, 48),
    ];
    expect(hidden(hideSmallCells(rows, 5))).toEqual(['a', 'b']);
  });

  it('hides the same count under every indicator that shows it', () => {
    const a3 = { indicateur: 'A3', sous_indicateur: 'fiches_validees' };
    const rows = [
      row(total, 63),
      row(thematic('a'), 3),
      row(thematic('b'), 60),
      row({ ...total, ...a3 }, 63),
      row({ ...thematic('a'), ...a3 }, 3),
      row({ ...thematic('b'), ...a3 }, 60),
    ];
    expect(hidden(hideSmallCells(rows, 11))).toEqual(['a', 'b', 'a', 'b']);
  });

  it('hides what another indicator would give back: validated + pending = all', () => {
    const of = (name: string) => ({ indicateur: 'A3', sous_indicateur: name });
    const cell = (where: Partial<IndicatorRow>, validated: number, pending: number) => [
      row({ ...where, ...of('validees') }, validated),
      row({ ...where, ...of('non_validees') }, pending),
      row({ ...where, ...of('total') }, validated + pending),
    ];
    const rows = [...cell(total, 90, 42), ...cell(thematic('a'), 40, 2), ...cell(thematic('b'), 50, 40)];
    const safe = hideSmallCells(rows, 11);
    const inA = safe.filter((one) => one.thematique_code === 'a').map((one) => one.statut);
    expect(inA.filter((statut) => statut === SECRET).length).toBeGreaterThanOrEqual(2);
    expect(inA[1]).toBe(SECRET);
  });

  it('never hides sessions nor professionals', () => {
    const rows = [
      row({ ...total, unite: 'séances' }, 2),
      row({ ...total, unite: 'professionnels' }, 3),
      row({ ...total, unite: 'participations' }, 4),
    ];
    expect(hideSmallCells(rows, 11)).toEqual(rows);
  });

  it('keeps the sessions of a place from giving the place back', () => {
    const session = (id: string, c3: string, n: number): IndicatorRow =>
      row({ dimension_level: 'session', c3_id: c3, sous_indicateur: `fiches_validees:${id}` }, n);
    const c3 = (id: string, n: number): IndicatorRow => row({ dimension_level: 'c3', c3_id: id }, n);
    const rows = [
      row(total, 75),
      c3('1', 32),
      c3('2', 43),
      session('s', '1', 2),
      session('t', '1', 30),
      session('u', '2', 43),
    ];
    const safe = hideSmallCells(rows, 11);
    const byId = new Map(safe.map((one) => [one.sous_indicateur, one.statut]));
    expect(byId.get('fiches_validees:s')).toBe(SECRET);
    // Alone, it would be the 3C less the other session.
    expect(byId.get('fiches_validees:t') === SECRET || safe[1]!.statut === SECRET).toBe(true);
    expectNothingBack(rows, safe);
  });

  it('keeps months from giving one of them back from the whole period', () => {
    const at = (periode: string, n: number) =>
      row({ dimension_level: periode.length > 7 ? 'total' : 'mois', periode }, n);
    const rows = [at('2026-10', 4), at('2026-11', 30), at('2026-12', 50), at('2026-10/2026-12', 84)];
    expect(hideSmallCells(rows, 11).map((one) => one.statut)).toEqual([SECRET, SECRET, 'OK', 'OK']);
  });

  it.each([2, 0, -1, 2.5, Number.NaN])('refuses a threshold of %d', (threshold) => {
    expect(() => hideSmallCells([], threshold)).toThrow('seuil de secret');
  });

  it('gives nothing back, whatever the table: no small count is shown, none follows from what is', () => {
    const cell = fc.record({
      thematic: fc.constantFrom('a', 'b', 'c', 'd'),
      c3: fc.constantFrom('1', '2', '3'),
      validated: fc.integer({ min: 0, max: 30 }),
      pending: fc.integer({ min: 0, max: 6 }),
    });
    fc.assert(
      fc.property(
        fc.array(cell, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(3, 5, 11),
        (cells, threshold) => {
          const rows = fileOf(cells);
          const safe = hideSmallCells(rows, threshold);
          for (const [i, one] of safe.entries()) {
            const n = Number(one.numerateur);
            if (one.statut === SECRET)
              expect(one).toMatchObject({ numerateur: '', denominateur: '', valeur: '' });
            else {
              expect(one).toEqual(rows[i]);
              expect(n === 0 || n >= threshold).toBe(true);
            }
          }
          expectNothingBack(rows, safe);
        },
      ),
      { numRuns: 150 },
    );
  });

  it('hides the same whatever the order of the rows', () => {
    const rows = [row(total, 63), row(thematic('a'), 3), row(thematic('b'), 20), row(thematic('c'), 40)];
    const names = (all: readonly IndicatorRow[]) => hidden(hideSmallCells(all, 11)).sort();
    expect(names(rows.toReversed())).toEqual(names(rows));
  });
});

/** What is hidden cannot be computed from the sums that hold between the counts of the whole file. */
function expectNothingBack(rows: readonly IndicatorRow[], safe: readonly IndicatorRow[]): void {
  const { figures, relations } = readFigures(rows);
  const isHidden = (figure: number): boolean =>
    figures[figure]!.rows.every((one) => safe[one]!.statut === SECRET);
  expect(determined(relations, isHidden)).toEqual([]);
  for (const { whole, parts } of relations) {
    if (isHidden(whole)) continue;
    const own = parts.filter(isHidden);
    const sum = own.reduce((all, part) => all + figures[part]!.value, 0);
    if (own.length > 0) expect(sum > own.length && own.length > 1).toBe(true);
  }
}

interface Case {
  thematic: string;
  c3: string;
  validated: number;
  pending: number;
}

/** A file as the indicators make it: totals, two axes, sessions, three quantities that add up. */
function fileOf(cells: readonly Case[]): IndicatorRow[] {
  const rows: IndicatorRow[] = [];
  const put = (where: Partial<IndicatorRow>, own: readonly Case[], suffix = ''): void => {
    const sum = (pick: (one: Case) => number) => own.reduce((all, one) => all + pick(one), 0);
    const [validated, pending] = [sum((one) => one.validated), sum((one) => one.pending)];
    const name = (of: string) => ({ ...where, indicateur: 'A3', sous_indicateur: of + suffix });
    rows.push(row({ ...where, indicateur: 'A1', sous_indicateur: `fiches_validees${suffix}` }, validated));
    rows.push(row(name('fiches_validees'), validated), row(name('fiches_non_validees'), pending));
    rows.push(row(name('fiches_total'), validated + pending));
  };
  put(total, cells);
  put({ dimension_level: 'mois' }, cells);
  for (const [code, own] of Map.groupBy(cells, (one) => one.thematic)) put(thematic(code), own);
  for (const [c3, own] of Map.groupBy(cells, (one) => one.c3)) put({ dimension_level: 'c3', c3_id: c3 }, own);
  for (const [i, own] of cells.entries()) {
    put({ dimension_level: 'session', c3_id: own.c3, thematique_code: own.thematic }, [own], `:s${i}`);
  }
  return rows;
}
