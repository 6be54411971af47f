import type { IndicatorRow } from '@dcc/rules';
import type { Relation } from './secrecy-solve.ts';

/** A count of people or fiches that the file shows, in one or several rows. */
export interface Figure {
  readonly value: number;
  /** Rows that show it, by their place in the file. */
  readonly rows: number[];
}

/** Counts of the file and the sums between them. */
export interface Figures {
  readonly figures: readonly Figure[];
  readonly relations: readonly Relation[];
}

/** Counts of these are not about patients: nothing of them is secret. */
const NOT_PEOPLE = /^(séances|professionnels|participations|RCP)/;

interface Entry {
  readonly quantity: string;
  readonly cell: Cell;
  readonly value: number;
  readonly row: number;
}

interface Cell {
  readonly period: string;
  readonly level: string;
  readonly role: string;
  /** Values of the dimensions, and what the sub-indicator carries after its name. */
  readonly finess: string;
  readonly c3: string;
  readonly thematic: string;
  readonly others: string;
}

/**
 * Reads the counts of the rows and every sum between them that a reader could use: over an axis, over the
 * sessions of a place, over months, and between indicators. Sums are found in the figures themselves: what
 * adds up everywhere in the file is a sum, whatever the indicators mean; so one that is added is covered too.
 */
export function readFigures(rows: readonly IndicatorRow[]): Figures {
  const entries = rows.flatMap(entriesOf);
  const root = merged(entries);
  const places = new Map<string, Map<string, number>>();
  const figures: Figure[] = [];
  const cells = new Map<string, Cell>();
  for (const { quantity, cell, value, row } of entries) {
    const text = textOf(cell);
    cells.set(text, cell);
    const own = places.get(root(quantity)) ?? new Map<string, number>();
    places.set(root(quantity), own);
    const known = own.get(text);
    if (known !== undefined) figures[known]!.rows.push(row);
    else {
      own.set(text, figures.length);
      figures.push({ value, rows: [row] });
    }
  }
  const shapes = [...cellSums(cells)];
  const relations = [
    ...[...places.values()].flatMap((own) =>
      shapes.flatMap(({ whole, parts }) => {
        return relation(
          own.get(whole),
          parts.map((one) => own.get(one)),
        );
      }),
    ),
    ...quantitySums(places, figures),
  ];
  return { figures, relations: relations.filter((one) => holds(one, figures)) };
}

function entriesOf(row: IndicatorRow, index: number): Entry[] {
  const [name = '', ...others] = row.sous_indicateur.split(':');
  const isTotal = row.dimension_level === 'total' || row.dimension_level === 'mois';
  const cell: Cell = {
    period: row.periode,
    level: isTotal ? '' : row.dimension_level,
    role: row.role_finess,
    finess: row.finess_et,
    c3: row.c3_id,
    thematic: row.thematique_code,
    others: others.join(':'),
  };
  const entry = (part: string, text: string): Entry[] =>
    text === ''
      ? []
      : [{ quantity: `${row.indicateur}.${name}.${part}`, cell, value: Number(text), row: index }];
  if (NOT_PEOPLE.test(row.unite)) return [];
  // A mean per session: the count is above, the sessions below.
  const isPerSession = / par séance/.test(row.unite) && row.numerateur !== '';
  return [...entry('n', row.numerateur), ...(isPerSession ? [] : entry('d', row.denominateur))];
}

function textOf({ period, level, role, finess, c3, thematic, others }: Cell): string {
  return [period, level, role, finess, c3, thematic, others].join('\u0001');
}

/** Quantities that are equal wherever both are shown are one: what hides one must hide the other. */
function merged(entries: readonly Entry[]): (quantity: string) => string {
  const values = new Map<string, Map<string, number>>();
  for (const { quantity, cell, value } of entries) {
    const own = values.get(quantity) ?? new Map<string, number>();
    own.set(textOf(cell), value);
    values.set(quantity, own);
  }
  const parent = new Map<string, string>();
  const root = (quantity: string): string => {
    const next = parent.get(quantity);
    return next === undefined ? quantity : root(next);
  };
  const names = [...values.keys()];
  for (const [i, a] of names.entries()) {
    for (const b of names.slice(i + 1)) {
      if (root(a) !== root(b) && areEqual(values.get(a)!, values.get(b)!)) parent.set(root(b), root(a));
    }
  }
  return root;
}

function areEqual(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean {
  let common = 0;
  for (const [cell, value] of a) {
    const other = b.get(cell);
    if (other === undefined) continue;
    if (other !== value) return false;
    if (value > 0) common += 1;
  }
  return common > 0;
}

/** Cells that may be sums of others: an axis, the sessions of a place, the months of a period. */
function* cellSums(cells: ReadonlyMap<string, Cell>): Generator<{ whole: string; parts: string[] }> {
  const axes = new Map<string, { total: Cell; parts: string[] }>();
  const periods = new Map<string, { whole?: string; months: string[] }>();
  const sessions = [...cells.values()].filter((cell) => cell.level === 'session');
  for (const [text, cell] of cells) {
    if (cell.level !== '') {
      const { period, level, role, others } = cell;
      // A crossed axis sums over one component at a time only when the other is the same.
      const axis = [period, level, role, level === 'session' || isOwnAxis(cell) ? '' : others].join('\u0001');
      const total = { ...BLANK, period };
      const known = axes.get(axis) ?? { total, parts: [] };
      known.parts.push(text);
      axes.set(axis, known);
    }
    const place = textOf({ ...cell, period: '' });
    const known = periods.get(place) ?? { months: [] };
    if (cell.period.includes('/')) known.whole = text;
    else known.months.push(text);
    periods.set(place, known);
    if (['finess', 'c3', 'thematique'].includes(cell.level)) {
      yield { whole: text, parts: sessions.filter((session) => isWithin(session, cell)).map(textOf) };
    }
  }
  for (const { total, parts } of axes.values()) yield { whole: textOf(total), parts };
  for (const { whole, months } of periods.values()) if (whole) yield { whole, parts: months };
}

const BLANK: Cell = { period: '', level: '', role: '', finess: '', c3: '', thematic: '', others: '' };

function isOwnAxis({ finess, c3, thematic }: Cell): boolean {
  return finess === '' && c3 === '' && thematic === '';
}

function isWithin(session: Cell, place: Cell): boolean {
  if (session.period !== place.period) return false;
  if (place.level === 'c3') return session.c3 === place.c3;
  if (place.level === 'thematique') return session.thematic === place.thematic;
  return place.role === 'organisateur' && session.finess === place.finess;
}

function relation(whole: number | undefined, parts: readonly (number | undefined)[]): Relation[] {
  const known = parts.filter((part): part is number => part !== undefined);
  return whole === undefined || known.length === 0 ? [] : [{ whole, parts: known }];
}

/** Sums of two quantities, and of all answers of one indicator, where they hold in every cell. */
function quantitySums(
  places: ReadonlyMap<string, ReadonlyMap<string, number>>,
  figures: readonly Figure[],
): Relation[] {
  const found: Relation[] = [];
  const quantities = [...places.keys()];
  const answers = families(quantities).filter((family) => family.length > 2);
  for (const whole of quantities) {
    const own = places.get(whole)!;
    const sum = (parts: readonly string[]): void => {
      found.push(
        ...sumEverywhere(
          own,
          parts.map((part) => places.get(part)!),
          figures,
        ),
      );
    };
    for (const [i, a] of quantities.entries()) {
      for (const b of quantities.slice(i + 1)) if (a !== whole && b !== whole) sum([a, b]);
    }
    for (const family of answers) if (!family.includes(whole)) sum(family);
  }
  return found;
}

/** The sum in every cell that shows all of its terms; none when it is wrong in one, or never adds anything. */
function sumEverywhere(
  whole: ReadonlyMap<string, number>,
  parts: readonly ReadonlyMap<string, number>[],
  figures: readonly Figure[],
): Relation[] {
  const found: Relation[] = [];
  let isReal = false;
  for (const [cell, total] of whole) {
    const own = parts.map((part) => part.get(cell));
    if (own.includes(undefined)) continue;
    const relation = { whole: total, parts: own as number[] };
    if (!holds(relation, figures)) return [];
    isReal ||= relation.parts.filter((part) => figures[part]!.value > 0).length > 1;
    found.push(relation);
  }
  return isReal ? found : [];
}

/** The numerators of each indicator: answers to one question may add up to all. */
function families(quantities: readonly string[]): string[][] {
  const byIndicator = Map.groupBy(
    quantities.filter((quantity) => quantity.endsWith('.n')),
    (quantity) => quantity.split('.')[0]!,
  );
  return [...byIndicator.values()];
}

function holds({ whole, parts }: Relation, figures: readonly Figure[]): boolean {
  let sum = 0;
  for (const part of parts) sum += figures[part]!.value;
  return sum === figures[whole]!.value;
}
