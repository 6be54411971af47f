/**
 * Regenerates `terminology/*.json` from the official kit: codes and French displays only, which are facts. Run by hand
 * when the kit changes (`node fhir-profiles/scripts/terminology.ts`); the product itself never reads the kit.
 * The set of October 2025 (ans-cda/jeuxDeValeurs) wins over the older conversions where both have a code.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SYSTEMS, type SystemKey } from '../src/systems.ts';
import type { Concepts, TerminologyFile } from '../src/terminology-file.ts';
import { findKit } from './kit.ts';

/** Value sets of spec/cda.md section 7.1, by the name of their file without `-cisis.xml`. */
const ONCOLOGY = [
  ...['morphologie', 'tumeur', 'rcp-appareil', 'rcp-organe', 'nature-discussion', 'traitement-soins-frcp'],
  ...['type-traitement-frcp', 'type-traitement-pps', 'phase-cancer', 'progression-cancer', 'statut-quorum'],
  ...['statut-cas-presente', 'statut-document', 'indice-performance-ecog', 'modificateur-topographique'],
  ...['gestion-effet-secondaire', 'mesure-associee', 'motif-mise-a-jour', 'soin-onco-de-support'],
  ...['type-accompagnement-sociopro', 'type-de-suivi'],
];

/** Header sets of the same table: our short name -> beginning of the file name. */
const HEADER = {
  j01: 'JDV_J01',
  j02: 'JDV_J02',
  j04: 'JDV_J04',
  j07: 'JDV_J07',
  j08: 'JDV_J08',
  j11: 'JDV_J11',
};
const HEADER_MORE = { j47: 'JDV_J47', j143: 'JDV_J143', j245: 'JDV_J245', j246: 'JDV_J246' };

const kit = findKit();
if (!kit) throw new Error('Kit officiel absent : placez ../shared à côté du dépôt');
const TARGET = join(import.meta.dirname, '..', 'terminology');
const SVS = join(kit, 'ans-cda', 'jeuxDeValeurs');
const FHIR = join(kit, 'fhir', 'terminology');

const keyByOid = new Map<string, SystemKey>();
const keyByUrl = new Map<string, SystemKey>();
for (const [key, info] of Object.entries(SYSTEMS) as [SystemKey, { url: string; oid?: string }][]) {
  if (info.oid) keyByOid.set(info.oid, key);
  keyByUrl.set(info.url, key);
}
keyByOid.set('ASTM', 'ASTM');

function plainText(text: string): string {
  const named: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
  return text
    .replace(/&#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => named[name]!);
}

function attributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([\w:]+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name, plainText(value!)]));
}

function add(concepts: Concepts, key: SystemKey, code: string, display: string): void {
  concepts[key] ??= [];
  const list = concepts[key];
  const known = list.find(([other]) => other === code);
  if (known) known[1] = display;
  else list.push([code, display]);
}

/** Reads an IHE SVS file; `codeSystem` OIDs become our system keys. */
function readSvs(file: string, name: string): TerminologyFile {
  const xml = readFileSync(join(SVS, file), 'utf8');
  const head = attributes(/<ValueSet\s([^>]*)>/.exec(xml)?.[1] ?? '');
  const concepts: Concepts = {};
  for (const [, text] of xml.matchAll(/<Concept\s([^>]*?)\/?>/g)) {
    const { code, codeSystem, displayName } = attributes(text!);
    const key = keyByOid.get(codeSystem ?? '');
    if (!key || !code || !displayName) throw new Error(`${file}: ${code} of unknown system ${codeSystem}`);
    add(concepts, key, code, displayName.trim());
  }
  return { name, title: name.replace(/^jdv-/, 'JDV '), oid: head.id!, version: version(head), concepts };
}

function version(head: Record<string, string | undefined>): string {
  const stamp = head.revisionDate ?? head.version ?? '';
  return stamp.includes('-') ? stamp.slice(0, 10) : stamp.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');
}

type Listed = { code: string; display: string };

/** Codes of a national code system in the older conversions. */
function readTre(folder: 'nos-expansions' | 'tre', file: string): Listed[] {
  return JSON.parse(readFileSync(join(FHIR, folder, file), 'utf8')).concept;
}

function fromTre(name: string, key: SystemKey, title: string, listed: Listed[]): TerminologyFile {
  const concepts: Concepts = {};
  for (const { code, display } of listed) add(concepts, key, code, display.trim());
  return { name, title, oid: (SYSTEMS[key] as { oid?: string }).oid ?? '', version: '2024-09', concepts };
}

function write(file: TerminologyFile): void {
  const { concepts, ...head } = file;
  const systems = Object.entries(concepts).map(([key, list]) => {
    const rows = list.map((pair) => `   ${JSON.stringify(pair)}`).join(',\n');
    return `  ${JSON.stringify(key)}: [\n${rows}\n  ]`;
  });
  const fields = Object.entries(head).map(
    ([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  const text = `{\n${fields.join(',\n')},\n "concepts": {\n${systems.join(',\n')}\n }\n}\n`;
  writeFileSync(join(TARGET, `${file.name}.json`), text);
}

const files = readdirSync(SVS);
const sets: TerminologyFile[] = ONCOLOGY.map((name) => readSvs(`jdv-${name}-cisis.xml`, `jdv-${name}`));
for (const [name, start] of Object.entries({ ...HEADER, ...HEADER_MORE })) {
  sets.push(readSvs(files.find((file) => file.startsWith(`${start}_`))!, `jdv-${name}`));
}
const j142 = JSON.parse(
  readFileSync(join(FHIR, 'jdv-cisis', 'ValueSet-jdv-j142-typerencontre-cisis.json'), 'utf8'),
);
const encounter: Concepts = {};
for (const include of j142.compose.include) {
  for (const { code, display } of include.concept)
    add(encounter, keyByUrl.get(include.system)!, code, display);
}
sets.push({
  ...{ name: 'jdv-j142', title: j142.title, oid: '1.2.250.1.213.1.1.5.589', version: j142.version },
  concepts: encounter,
});

const of = (name: string): TerminologyFile => sets.find((set) => set.name === name)!;
const newest = (name: string, key: SystemKey): Listed[] =>
  (of(name).concepts[key] ?? []).map(([code, display]) => ({ code, display }));
const professions = newest('jdv-j01', 'A02').filter(({ code }) => /^G15_\d+$/.test(code));
sets.push(
  fromTre(
    'tre-r38',
    'R38',
    'Spécialité ordinale',
    readTre('nos-expansions', 'CodeSystem-TRE-R38-SpecialiteOrdinale.json'),
  ),
  fromTre('tre-r85', 'R85', 'Rôle dans la prise en charge', [
    ...readTre('nos-expansions', 'CodeSystem-TRE-R85-RolePriseCharge.json'),
    ...newest('jdv-j01', 'R85'),
    ...newest('jdv-j47', 'R85'),
  ]),
  fromTre(
    'tre-r213',
    'R213',
    'Mode de prise en charge',
    readTre('tre', 'CodeSystem-frag-tre-r213-modepriseencharge.json'),
  ),
  fromTre('tre-r02', 'R02', "Secteur d'activité", [
    ...readTre('nos-expansions', 'CodeSystem-TRE-R02-SecteurActivite.json'),
    ...newest('jdv-j02', 'R02'),
  ]),
  fromTre(
    'tre-g15',
    'G15',
    'Profession de santé',
    professions.map(({ code, display }) => ({ code: code.slice(4), display })),
  ),
);
for (const set of sets) write(set);
process.stdout.write(`${sets.length} jeux de valeurs écrits\n`);
