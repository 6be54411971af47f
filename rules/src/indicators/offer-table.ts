import { CISIS } from '@dcc/fhir-profiles';
import type { Directory, RcpEntry } from './directory.ts';
import type { Table } from './session-table.ts';

const COLUMNS = [
  'rcp_id',
  'rcp_libelle',
  'c3_id',
  'c3_libelle',
  'finess_ej',
  'finess_et',
  'etablissement',
  'nature_code',
  'nature_libelle',
  'thematique_code',
  'thematique_libelle',
  'recours',
  'rare',
  'pediatrique',
  'frequence',
  'actif',
  'premiere_seance',
  'derniere_seance',
  'seances',
] as const;

/**
 * `offre_rcp.csv`: the catalogue, one row per RCP. The catalogue holds no dates: the period of activity is
 * that of the sessions of the file, and `frequence` is what the RCP says of its calendar.
 */
export function offerTable(directory: Directory): Table {
  return { columns: COLUMNS, rows: directory.rcps.map((rcp) => rowOf(rcp, directory)) };
}

function rowOf(rcp: RcpEntry, directory: Directory): Record<(typeof COLUMNS)[number], string> {
  const establishment = directory.establishments.get(rcp.finess);
  const held = [...directory.sessions.values()].filter((session) => session.rcpId === rcp.id);
  const days = held.map((session) => session.day).sort();
  const flag = (code: string): string => (rcp.characteristics.includes(code) ? 'oui' : 'non');
  return {
    rcp_id: rcp.id,
    rcp_libelle: rcp.label,
    c3_id: rcp.c3,
    c3_libelle: directory.gestionnaires.get(rcp.c3) ?? '',
    finess_ej: establishment?.ej ?? '',
    finess_et: rcp.finess,
    etablissement: establishment?.label ?? '',
    nature_code: rcp.nature,
    nature_libelle: natureLabel(rcp.nature),
    thematique_code: rcp.thematic,
    thematique_libelle: directory.thematics.get(rcp.thematic) ?? '',
    recours: flag('recours'),
    rare: flag('rare'),
    pediatrique: flag('pediatric'),
    frequence: rcp.comment,
    actif: rcp.active === undefined ? '' : rcp.active ? 'oui' : 'non',
    premiere_seance: days[0] ?? '',
    derniere_seance: days.at(-1) ?? '',
    seances: String(held.length),
  };
}

function natureLabel(code: string): string {
  const known = [CISIS.NATURE_ORGANES, CISIS.NATURE_TRANSVERSALE].find((nature) => nature.code === code);
  return known?.display ?? '';
}
