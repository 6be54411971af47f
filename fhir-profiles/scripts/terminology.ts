/**
 * Regenerates `terminology/*.json` from the official kit: codes and French displays only, which are facts. Run by hand
 * when the kit changes (`node fhir-profiles/scripts/terminology.ts`); the product itself never reads the kit.
 * The set of October 2025 (ans-cda/jeuxDeValeurs) wins over the older conversions where both have a code.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SYSTEMS, type SystemKey } from '../src/systems.ts';
import type { Concepts, TerminologyFile } from '../src/terminology-file.ts';
import { findKit } from './kit.ts';
import { addConcept, fileText, readSvs } from './svs.ts';

/** Value sets of spec/cda.md section 7.1, by the name of their file without `-cisis.xml`. */
const ONCOLOGY = [
  ...['morphologie', 'tumeur', 'rcp-appareil', 'rcp-organe', 'nature-discussion', 'traitement-soins-frcp'],
  ...['type-traitement-frcp', 'type-traitement-pps', 'phase-cancer', 'progression-cancer', 'statut-quorum'],
  ...['statut-cas-presente', 'statut-document', 'indice-performance-ecog', 'modificateur-topographique'],
  ...['gestion-effet-secondaire', 'mesure-associee', 'motif-mise-a-jour', 'soin-onco-de-support'],
  ...['type-accompagnement-sociopro', 'type-de-suivi'],
];

/** Header sets of the same table: `JDV_J01_...xml`, `jdv-j01` here. */
const HEADER = ['j01', 'j02', 'j04', 'j07', 'j08', 'j11', 'j47', 'j143', 'j245', 'j246'];

type Listed = { code: string; display: string };

const keyByUrl = new Map(Object.entries(SYSTEMS).map(([key, { url }]) => [url as string, key as SystemKey]));

/** The value sets of October 2025. */
function newestSets(folder: string): TerminologyFile[] {
  const files = readdirSync(folder);
  const read = (file: string, name: string): TerminologyFile =>
    readSvs(readFileSync(join(folder, file), 'utf8'), `jdv-${name}`);
  return [
    ...ONCOLOGY.map((name) => read(`jdv-${name}-cisis.xml`, name)),
    ...HEADER.map((name) => read(files.find((file) => file.startsWith(`JDV_${name.toUpperCase()}_`))!, name)),
  ];
}

/** JDV_J142 is not among them: it comes from the older conversion. */
function encounterSet(folder: string): TerminologyFile {
  const text = readFileSync(join(folder, 'jdv-cisis', 'ValueSet-jdv-j142-typerencontre-cisis.json'), 'utf8');
  const { version, compose } = JSON.parse(text);
  const concepts: Concepts = {};
  for (const { system, concept } of compose.include) {
    for (const { code, display } of concept) addConcept(concepts, keyByUrl.get(system)!, code, display);
  }
  return { name: 'jdv-j142', title: 'JDV j142', oid: '1.2.250.1.213.1.1.5.589', version, concepts };
}

/** National code systems (NOS) as sets: the older list, then the codes and displays that the newest sets have. */
function nationalSets(folder: string, sets: readonly TerminologyFile[]): TerminologyFile[] {
  const older = (place: 'nos-expansions' | 'tre', file: string): Listed[] =>
    JSON.parse(readFileSync(join(folder, place, `CodeSystem-${file}.json`), 'utf8')).concept;
  const newest = (name: string, key: SystemKey): Listed[] => {
    const rows = sets.find((set) => set.name === name)?.concepts[key] ?? [];
    return rows.map(([code, display]) => ({ code, display }));
  };
  const make = (key: SystemKey, title: string, listed: Listed[]): TerminologyFile => {
    const concepts: Concepts = {};
    for (const { code, display } of listed) addConcept(concepts, key, code, display.trim());
    const { oid = '' } = SYSTEMS[key] as { oid?: string };
    return { name: `tre-${key.toLowerCase()}`, title, oid, version: '2024-09', concepts };
  };
  const professions = newest('jdv-j01', 'A02').filter(({ code }) => /^G15_\d+$/.test(code));
  return [
    make('R38', 'Spécialité ordinale', older('nos-expansions', 'TRE-R38-SpecialiteOrdinale')),
    make('R85', 'Rôle dans la prise en charge', [
      ...older('nos-expansions', 'TRE-R85-RolePriseCharge'),
      ...newest('jdv-j01', 'R85'),
      ...newest('jdv-j47', 'R85'),
    ]),
    make('R213', 'Mode de prise en charge', older('tre', 'frag-tre-r213-modepriseencharge')),
    make('R02', "Secteur d'activité", [
      ...older('nos-expansions', 'TRE-R02-SecteurActivite'),
      ...newest('jdv-j02', 'R02'),
    ]),
    make(
      'G15',
      'Profession de santé',
      professions.map(({ code, display }) => ({ code: code.slice('G15_'.length), display })),
    ),
  ];
}

/** Every file of `terminology/` from the kit: name -> text. */
export function terminologyFiles(kit: string): Map<string, string> {
  const folder = join(kit, 'fhir', 'terminology');
  const newest = newestSets(join(kit, 'ans-cda', 'jeuxDeValeurs'));
  const all = [...newest, encounterSet(folder), ...nationalSets(folder, newest)];
  return new Map(all.map((file) => [`${file.name}.json`, fileText(file)]));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const kit = findKit();
  if (!kit) throw new Error('Kit officiel absent : placez ../shared à côté du dépôt');
  const files = terminologyFiles(kit);
  for (const [name, text] of files) writeFileSync(join(import.meta.dirname, '..', 'terminology', name), text);
  process.stdout.write(`${files.size} jeux de valeurs écrits\n`);
}
