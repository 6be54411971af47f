import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { indicatorId } from './definition.ts';
import { dictionaryTable } from './dictionary.ts';
import { Directory } from './directory.ts';
import { indicatorsMarkdown } from './markdown.ts';
import { offerTable } from './offer-table.ts';
import { sessionTable } from './session-table.ts';
import { countAll } from './testing/count.ts';
import { published } from './testing/measures.ts';
import { World } from './testing/world.ts';

function world(): World {
  const made = new World();
  const late = made.session({ start: '2026-10-13T17:30:00Z', rcp: 0 });
  const early = made.session({ start: '2026-10-06T12:30:00+02:00', rcp: 1 });
  made.session({ start: '2026-10-07T12:30:00+02:00', rcp: 3 });
  for (const [session, statuses] of [
    [late, ['final']],
    [early, ['preliminary']],
    [early, ['final']],
  ] as const) {
    made.fiche(made.passage({ session, patient: made.patient(), quorum: 'ORG-133' }), statuses);
  }
  return made;
}

function directoryOf(made: World): Directory {
  const directory = new Directory(made.resources);
  for (const resource of made.resources) {
    if (resource.resourceType === 'Encounter' && !resource.partOf) directory.addSession(resource);
  }
  return directory;
}

describe('sessionTable', () => {
  const made = world();
  const { reports } = countAll(made.resources, ['2026-10']);
  const annex = reports.filter(({ measure }) => !indicatorId(measure).startsWith('D'));
  const { columns, rows } = sessionTable(annex, directoryOf(made));

  it('has a row per session held, in the order of time, in Paris', () => {
    expect(rows.map((row) => [row.session_id, row.date, row.heure, row.rcp_id])).toEqual([
      ['S2', '2026-10-06', '12:30', 'RCP-1'],
      ['S3', '2026-10-07', '12:30', 'RCP-3'],
      ['S1', '2026-10-13', '19:30', 'RCP-0'],
    ]);
  });

  it('has a column per sub-indicator that is cut by session', () => {
    expect(columns.slice(12)).toEqual([
      'A3_fiches_validees',
      'A3_fiches_non_validees',
      'A3_fiches_total',
      'A5_patients',
      'A6_medecins_distincts',
      'A6_non_medecins_distincts',
      'Q1_quorum_atteint',
      'Q3_mt_renseigne',
      'Q3_mt_distincts',
    ]);
    expect(columns.slice(12).map((column) => rows[0]![column])).toEqual('1 1 2 2 1 0 0 0 0'.split(' '));
  });

  it('shows a session without any case with zeros, and what cannot be computed empty', () => {
    const empty = rows.find((row) => row.session_id === 'S3')!;
    expect(empty).toMatchObject({
      A3_fiches_total: '0',
      A5_patients: '0',
      Q1_quorum_atteint: '',
      thematique_code: '',
    });
  });

  it('gives the groups of the session', () => {
    expect(rows[0]).toMatchObject({
      periode: '2026-10',
      rcp_libelle: 'RCP 1',
      finess_ej: '990000101',
      finess_et: '990000028',
      c3_id: '3C-A',
      c3_libelle: '3C-A',
      thematique_code: 'digestif',
      thematique_libelle: 'Digestif',
    });
  });
});

describe('offerTable', () => {
  it('has a row per RCP of the catalogue, held or not', () => {
    const made = world();
    made.rcps[2]!.characteristic = [{ coding: [{ code: 'recours' }] }, { coding: [{ code: 'rare' }] }];
    made.rcps[2]!.comment = 'Premier mardi du mois';
    made.rcps[3]!.active = false;
    const { rows } = offerTable(directoryOf(made));
    expect(rows.map((row) => [row.rcp_id, row.actif, row.seances, row.premiere_seance])).toEqual([
      ['RCP-0', 'oui', '1', '2026-10-13'],
      ['RCP-1', 'oui', '1', '2026-10-06'],
      ['RCP-2', 'oui', '0', ''],
      ['RCP-3', 'non', '1', '2026-10-07'],
    ]);
    expect(rows[0]).toMatchObject({
      nature_code: 'ORG-117',
      nature_libelle: 'RCP Appareil - Organes',
      etablissement: 'Établissement 0',
      recours: 'non',
    });
    expect(rows[2]).toMatchObject({
      recours: 'oui',
      rare: 'oui',
      pediatrique: 'non',
      frequence: 'Premier mardi du mois',
      c3_id: '3C-B',
    });
    expect(rows[3]).toMatchObject({ finess_et: '', thematique_code: '' });
  });
});

describe('dictionaryTable', () => {
  const { rows } = dictionaryTable(published().measures);

  it('has a row per sub-indicator, defined and versioned', () => {
    expect(rows).toHaveLength(77);
    expect(rows.filter(({ indicateur }) => indicateur!.startsWith('D'))).toHaveLength(13);
    expect(new Set(rows.map((row) => `${row.indicateur}/${row.sous_indicateur}`)).size).toBe(77);
    const required = [
      'version',
      'titre',
      'definition',
      'libelle',
      'description',
      'calcul',
      'unite',
      'population',
      'axes',
    ];
    for (const row of rows) expect(required.filter((column) => !row[column])).toEqual([]);
  });

  it('says how each one is computed', () => {
    const of = (name: string) => rows.find((row) => row.sous_indicateur === name);
    expect(of('patients')).toMatchObject({
      calcul: 'nombre',
      cle_distincte: '%patientKey',
      unite_evaluation: 'dossier',
    });
    expect(of('mediane_par_seance')).toMatchObject({ calcul: 'médiane', observation: '%setIds.count()' });
    expect(of('quorum_atteint')).toMatchObject({ calcul: 'pourcentage', denominateur: 'true', unite: '%' });
    expect(of('moyenne_par_seance')).toMatchObject({ calcul: 'rapport', unite_evaluation: 'séance' });
    expect(of('file_active_12_mois')).toMatchObject({
      fenetre: '12 mois glissants',
      unite_evaluation: 'dossier, PPS',
    });
    expect(of('file_active')).toMatchObject({ fenetre: '', non_calculable: '' });
    expect(of('pps_envoyes')!.non_calculable).toContain("date d'envoi");
  });
});

describe('docs/indicateurs.md', () => {
  it('is what the Measures say today (node rules/scripts/indicators-doc.ts)', () => {
    const { measures, libraries } = published();
    const written = readFileSync(new URL('../../../docs/indicateurs.md', import.meta.url), 'utf8');
    expect(written).toBe(indicatorsMarkdown(measures, libraries));
  });

  it('has a section per indicator, a line per sub-indicator and the common vocabulary', () => {
    const { measures, libraries } = published();
    const text = indicatorsMarkdown(measures, libraries);
    expect(text.match(/^## /gm)).toHaveLength(measures.length + 1);
    expect(text).toContain('## D1 Délais (version 1.0.0)');
    expect(text).toContain('## A5 Patients passés en RCP (version 1.0.0)');
    expect(text).toContain("| `%modalities` | `'ORG-134' \\| 'ORG-128'` |");
    for (const group of measures.flatMap((one) => one.group!))
      expect(text).toContain(`| \`${group.code!.coding![0]!.code}\` |`);
  });
});
