import type { MeasureReport } from '@medplum/fhirtypes';
import { describe, expect, it } from 'vitest';
import { Directory } from './directory.ts';
import { INDICATOR_COLUMNS, reportsToRows } from './rows.ts';
import { countAll } from './testing/count.ts';
import { World } from './testing/world.ts';

function world(): World {
  const made = new World();
  for (const [rcp, start] of ['2026-10-06T12:30:00+02:00', '2026-11-03T12:30:00+01:00'].entries()) {
    const session = made.session({ start, rcp });
    made.fiche(made.passage({ session, patient: made.patient(), quorum: 'ORG-126' }), ['final']);
  }
  return made;
}

describe('reportsToRows', () => {
  it('has the columns of the specification, in its order', () => {
    const [row] = countAll(world().resources, ['2026-10']).rows;
    const written =
      'version;date_extraction;periode;dimension_level;finess_ej;finess_et;role_finess;c3_id;c3_libelle;' +
      'thematique_code;thematique_libelle;indicateur;sous_indicateur;numerateur;denominateur;valeur;unite;statut';
    expect(INDICATOR_COLUMNS.join(';')).toBe(written);
    expect(Object.keys(row!).sort()).toEqual([...INDICATOR_COLUMNS].sort());
  });

  it('gives total, month and each axis for a file of one month', () => {
    const { rows } = countAll(world().resources, ['2026-10']);
    const own = rows.filter((row) => row.indicateur === 'A1');
    expect(
      own.map((row) => [row.periode, row.dimension_level, row.role_finess, row.finess_et, row.c3_id]),
    ).toEqual([
      ['2026-10', 'total', '', '', ''],
      ['2026-10', 'mois', '', '', ''],
      ['2026-10', 'finess', 'organisateur', '990000010', ''],
      ['2026-10', 'finess', 'demandeur', '990000010', ''],
      ['2026-10', 'c3', '', '', '3C-A'],
      ['2026-10', 'thematique', '', '', ''],
    ]);
    expect(own[2]).toMatchObject({ finess_ej: '990000101', version: '1.0.0', date_extraction: '2026-11-02' });
    expect(own[5]).toMatchObject({
      thematique_code: 'sein',
      thematique_libelle: 'Sein',
      valeur: '1',
      unite: 'fiches',
    });
  });

  it('gives the total once, over the whole file, when there are several months', () => {
    const { rows } = countAll(world().resources, ['2026-10', '2026-11']);
    const own = rows.filter(
      (row) => row.indicateur === 'A1' && ['total', 'mois'].includes(row.dimension_level),
    );
    expect(own.map((row) => [row.periode, row.dimension_level, row.valeur])).toEqual([
      ['2026-10', 'mois', '1'],
      ['2026-10/2026-11', 'total', '2'],
      ['2026-11', 'mois', '1'],
    ]);
  });

  it('carries a session and a version of rule in sous_indicateur', () => {
    const { rows } = countAll(world().resources, ['2026-10']);
    const find = (level: string, indicateur: string) =>
      rows.find((row) => row.dimension_level === level && row.indicateur === indicateur);
    expect(find('session', 'A5')).toMatchObject({
      sous_indicateur: 'patients:S1',
      c3_id: '3C-A',
      thematique_code: 'sein',
    });
    expect(find('regle', 'Q1')?.sous_indicateur).toBe(
      'quorum_atteint:https://dcc.example.org/fhir/PlanDefinition/quorum|1',
    );
  });

  it('needs nothing but reports and labels: stored and shuffled, they give the same rows', () => {
    const { resources } = world();
    const { reports, rows } = countAll(resources, ['2026-10', '2026-11']);
    const directory = new Directory(resources);
    for (const resource of resources) {
      if (resource.resourceType === 'Encounter' && !resource.partOf) directory.addSession(resource);
    }
    const stored: MeasureReport[] = JSON.parse(JSON.stringify(reports)).reverse();
    expect(reportsToRows(stored, directory)).toEqual(rows);
  });

  it('gives nothing for no report', () => {
    expect(reportsToRows([], new Directory([]))).toEqual([]);
  });
});
