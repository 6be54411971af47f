import { describe, expect, it } from 'vitest';
import { countAll } from '../../../rules/src/indicators/testing/count.ts';
import { World } from '../../../rules/src/indicators/testing/world.ts';
import { type CsvRow, compareCsvWithOracle, compareRowsWithOracle, readCsv } from './compare.ts';
import { checkIdentities } from './identities.ts';

/**
 * Two held sessions over two months: a fiche validated, one amended, one not validated, one patient twice.
 */
function world(): World {
  const made = new World();
  const [a, b] = [made.patient({ ins: '1', status: 'VALI' }), made.patient()];
  const october = made.session({ start: '2026-10-31T23:30:00+01:00', rcp: 0 });
  const november = made.session({ start: '2026-11-01T00:30:00+01:00', rcp: 1 });
  made.fiche(made.passage({ session: october, patient: a, quorum: 'ORG-126' }), ['final']);
  made.fiche(made.passage({ session: october, patient: b, requester: 2 }), ['preliminary']);
  made.fiche(made.passage({ session: november, patient: a, quorum: 'ORG-133' }), ['final', 'amended']);
  return made;
}

const MONTHS = ['2026-10', '2026-11'];

function rowsOf(made: World): CsvRow[] {
  return countAll(made.resources, MONTHS).rows.map((row) => ({ ...row }));
}

function csv(rows: readonly CsvRow[]): string {
  const columns = Object.keys(rows[0]!);
  return [columns, ...rows.map((row) => columns.map((column) => row[column]!))]
    .map((cells) => `${cells.join(';')}\r\n`)
    .join('');
}

function change(where: Partial<CsvRow>, to: Partial<CsvRow>): CsvRow[] {
  const rows = rowsOf(world());
  const row = rows.find((one) => Object.entries(where).every(([column, value]) => one[column] === value));
  if (!row) throw new Error('no such row');
  Object.assign(row, to);
  return rows;
}

describe('compareCsvWithOracle', () => {
  const { resources } = world();

  it('finds nothing to say when the file is right, months given or not', () => {
    const rows = rowsOf(world()).filter(({ indicateur }) => !indicateur!.startsWith('D'));
    const text = csv(rows);
    expect(compareCsvWithOracle(text, resources)).toEqual([]);
    expect(compareCsvWithOracle(text, resources, MONTHS)).toEqual([]);
    expect(readCsv(text)).toHaveLength(rows.length);
  });

  it('refuses in the file what is for the dashboards alone, and wants it of the engine', () => {
    const rows = rowsOf(world());
    const steering = rows.filter(({ indicateur }) => indicateur!.startsWith('D'));
    expect(new Set(steering.map(({ indicateur }) => indicateur))).toEqual(new Set(['D1', 'D2', 'D3']));
    const differences = compareCsvWithOracle(csv(rows), resources);
    expect(differences).toHaveLength(steering.length);
    expect(differences.every((one) => one.startsWith('not of the export: D'))).toBe(true);
    expect(compareRowsWithOracle(rows, resources)).toEqual([]);
    const [first, ...others] = steering;
    expect(compareRowsWithOracle([...rows.filter((one) => one !== first)], resources)).toEqual([
      expect.stringContaining(`missing: ${first!.indicateur}`),
    ]);
    expect(others.length).toBeGreaterThan(10);
  });

  it.each([
    ['numerateur', '99'],
    ['valeur', '99'],
    ['valeur', ''],
    ['denominateur', '1'],
    ['statut', 'NC'],
  ])('sees another %s (%j) in any indicator', (column, value) => {
    for (const indicateur of ['A1', 'A2', 'A3', 'A4', 'A5', 'A6']) {
      const rows = change({ indicateur, dimension_level: 'total' }, { [column]: value });
      expect(compareRowsWithOracle(rows, resources)).toEqual([expect.stringContaining(`${column} is`)]);
    }
  });

  it('sees a value that is wrong by a hundredth, not its rounding', () => {
    const where = { indicateur: 'Q1', sous_indicateur: 'quorum_atteint', dimension_level: 'total' };
    expect(compareRowsWithOracle(change(where, { valeur: '33.33' }), resources)).toEqual([]);
    expect(compareRowsWithOracle(change(where, { valeur: '33.34' }), resources)).toHaveLength(1);
  });

  it.each([
    { thematique_code: 'thorax' },
    { periode: '2026-12' },
    { sous_indicateur: 'fiches' },
    { dimension_level: 'region' },
  ])('sees a row that is elsewhere: %j', (to) => {
    const rows = change({ indicateur: 'A1', dimension_level: 'thematique' }, to);
    expect(compareRowsWithOracle(rows, resources, MONTHS)).toEqual([
      expect.stringMatching(/^unexpected: A1/),
      expect.stringMatching(/^missing: A1/),
    ]);
  });

  it('sees a row that is missing and one that is there twice', () => {
    const rows = rowsOf(world());
    expect(compareRowsWithOracle(rows.slice(1), resources)).toEqual([expect.stringContaining('missing: A1')]);
    expect(compareRowsWithOracle([...rows, rows[0]!], resources)).toEqual([
      expect.stringContaining('twice: A1'),
    ]);
    expect(compareRowsWithOracle([], resources, MONTHS).length).toBe(rows.length);
  });

  it('leaves indicators alone that it does not count', () => {
    const rows = rowsOf(world());
    expect(compareRowsWithOracle([...rows, { ...rows[0]!, indicateur: 'Z9' }], resources)).toEqual([]);
  });

  it.each([
    ['a fiche that was signed', (made: World) => sign(made)],
    ['a case that was withdrawn', (made: World) => withdraw(made)],
    ['two patients that were merged', (made: World) => merge(made)],
  ])('sees that the file is older than %s', (_, happens) => {
    const old = rowsOf(world());
    const now = world();
    happens(now);
    expect(compareRowsWithOracle(old, now.resources).length).toBeGreaterThan(0);
    expect(compareRowsWithOracle(rowsOf(now), now.resources)).toEqual([]);
  });
});

function sign(made: World): void {
  for (const one of made.resources) if (one.resourceType === 'Composition') one.status = 'final';
}

function withdraw(made: World): void {
  const encounter = made.resources.find((one) => one.resourceType === 'Encounter' && one.partOf);
  Object.assign(encounter!, { status: 'cancelled' });
}

function merge(made: World): void {
  const [a, b] = made.resources.filter((one) => one.resourceType === 'Patient');
  b!.link = [{ type: 'replaced-by', other: { reference: `Patient/${a!.id}` } }];
}

describe('checkIdentities', () => {
  it('holds on the right file', () => {
    expect(checkIdentities(rowsOf(world()))).toEqual([]);
  });

  it.each([
    ['I1', { indicateur: 'A3', sous_indicateur: 'fiches_total:S1' }, { valeur: '9' }],
    ['I1', { indicateur: 'A2', dimension_level: 'mois' }, { valeur: '5' }],
    ['I2', { indicateur: 'A5', dimension_level: 'c3' }, { valeur: '9' }],
    [
      'I3',
      { indicateur: 'Q1', sous_indicateur: 'quorum_atteint', dimension_level: 'c3' },
      { denominateur: '9' },
    ],
    ['I4', { indicateur: 'A4', sous_indicateur: 'seances', dimension_level: 'thematique' }, { valeur: '9' }],
    ['I5', { indicateur: 'A5', dimension_level: 'total' }, { valeur: '9' }],
    ['I5', { indicateur: 'A5', dimension_level: 'total' }, { valeur: '1' }],
  ])('%s is broken by %j', (identity, where, to) => {
    const broken = checkIdentities(change(where, to));
    expect(broken.map((line) => line.slice(0, 2))).toContain(identity);
  });

  it('does not hold on a file where rows are missing', () => {
    const rows = rowsOf(world()).filter((row) => row.indicateur !== 'A1');
    expect(checkIdentities(rows).map((line) => line.slice(0, 2))).toEqual(
      expect.arrayContaining(['I1', 'I3']),
    );
  });
});
