import { describe, expect, it } from 'vitest';
import { Directory } from './directory.ts';
import { externalFigures, FA_PMSI, faPmsiReports, readFaPmsi } from './fa-pmsi.ts';
import { reportsToRows } from './rows.ts';
import { answer } from './testing/clinic.ts';
import { countAll, figure } from './testing/count.ts';
import { World } from './testing/world.ts';

const FILE = 'finess;annee;patients\r\n990000010;2025;400\r\n990000028;2025;50\r\n990000010;2024;390\r\n';

function story(): World {
  const world = new World();
  for (const [rcp, start] of [
    [0, '2026-10-06T12:30:00+02:00'],
    [1, '2026-03-02T12:30:00+01:00'],
  ] as const) {
    const session = world.session({ start, rcp });
    for (const trial of ['yes', 'yes', 'no'] as const) {
      const passage = world.passage({ session, patient: world.patient(), requester: rcp });
      world.fiche(passage, ['final']);
      answer(world, passage, { trial });
    }
  }
  return world;
}

describe('readFaPmsi', () => {
  it('reads one figure per establishment and year', () => {
    expect(readFaPmsi(`\uFEFF${FILE}`)).toEqual({
      errors: [],
      figures: [
        { measure: FA_PMSI, finess: '990000010', year: '2025', value: 400 },
        { measure: FA_PMSI, finess: '990000028', year: '2025', value: 50 },
        { measure: FA_PMSI, finess: '990000010', year: '2024', value: 390 },
      ],
    });
  });

  it.each([
    ['99000001;2025;4', 'ligne 2, finess : « 99000001 »'],
    ['990000010;25;4', 'ligne 2, annee : « 25 »'],
    ['990000010;2025;0', 'ligne 2, patients : « 0 »'],
    ['990000010;2025;4,5', 'ligne 2, patients : « 4,5 »'],
    ['990000010;2025;-4', 'ligne 2, patients'],
    ['990000010;2025;4;5', 'ligne 2 : trois colonnes'],
    ['990000010;2025', 'ligne 2, patients : «  »'],
  ])('tells what is wrong with %s, and loads the others', (line, message) => {
    const { figures, errors } = readFaPmsi(`finess;annee;patients\n${line}\n990000028;2025;50`);
    expect(errors).toEqual([expect.stringContaining(message)]);
    expect(figures.map(({ finess }) => finess)).toEqual(['990000028']);
  });

  it('keeps the first of two lines for one establishment and year', () => {
    const { figures, errors } = readFaPmsi(`${FILE}990000010;2025;401`);
    expect(errors).toEqual(['ligne 5 : 990000010 a déjà une file active pour 2025']);
    expect(figures.find(({ year }) => year === '2025')!.value).toBe(400);
  });

  it('refuses a file with another header', () => {
    expect(readFaPmsi('a;b;c\n990000010;2025;4')).toEqual({
      figures: [],
      errors: [expect.stringContaining('finess;annee;patients')],
    });
  });
});

describe('loaded figures', () => {
  const { figures } = readFaPmsi(FILE);
  const rows = countAll(story().resources, ['2026-10'], [], { external: figures }).rows;
  const at = (finess_et: string, more = {}) =>
    rows.find(
      (row) =>
        row.sous_indicateur === 'essai_fa_pmsi' &&
        row.finess_et === finess_et &&
        row.role_finess === 'organisateur' &&
        Object.entries(more).every(([name, value]) => row[name as never] === value),
    );

  it('are the denominator of their establishment: the last year that is over, twelve months of proposals', () => {
    expect(at('990000010')).toMatchObject({
      numerateur: '2',
      denominateur: '400',
      valeur: '0.5',
      statut: 'OK',
    });
    expect(at('990000028')).toMatchObject({ numerateur: '2', denominateur: '50', valeur: '4' });
  });

  it('leave the total and the 3C without value: establishments share patients', () => {
    const total = { indicateur: 'C1', sous_indicateur: 'essai_fa_pmsi', dimension_level: 'total' };
    expect(rows.find((row) => Object.entries(total).every(([k, v]) => row[k as never] === v))).toMatchObject({
      numerateur: '4',
      denominateur: '',
      statut: 'NC',
    });
    const centres = rows.filter(
      (row) => row.sous_indicateur === 'essai_fa_pmsi' && row.dimension_level === 'c3',
    );
    expect(centres.length).toBeGreaterThan(0);
    expect(centres.every(({ statut }) => statut === 'NC')).toBe(true);
  });

  it('leave the active file of the DCC as it is', () => {
    const without = countAll(story().resources, ['2026-10']).rows;
    const dcc = (all: typeof rows) => all.filter((row) => row.sous_indicateur.includes('file_active'));
    expect(dcc(rows)).toEqual(dcc(without));
    const own = { indicateur: 'C1', dimension_level: 'total', sous_indicateur: 'file_active' };
    expect(figure(rows, own)).toBe(3);
  });

  it('are reports of their own, found again as they were', () => {
    const reports = faPmsiReports(figures, '2026-11-02');
    expect(reports.map(({ period }) => period.start)).toEqual(['2024-01-01', '2025-01-01']);
    const back = externalFigures([...reports, { ...reports[0]!, measure: 'x|1' }]);
    expect(back.sort((a, b) => a.value - b.value)).toEqual([...figures].sort((a, b) => a.value - b.value));
  });

  it('are rows under their own name', () => {
    const exported = reportsToRows(faPmsiReports(figures, '2026-11-02'), new Directory([]));
    expect(
      exported.map((row) => [row.indicateur, row.periode, row.finess_et, row.valeur, row.unite]),
    ).toEqual([
      ['FA_PMSI', '2024-01/2024-12', '990000010', '390', 'patients'],
      ['FA_PMSI', '2025-01/2025-12', '990000010', '400', 'patients'],
      ['FA_PMSI', '2025-01/2025-12', '990000028', '50', 'patients'],
    ]);
  });
});
