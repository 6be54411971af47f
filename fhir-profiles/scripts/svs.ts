import { SYSTEMS, type SystemKey } from '../src/systems.ts';
import type { Concepts, TerminologyFile } from '../src/terminology-file.ts';

const keyByOid = new Map<string, SystemKey>([['ASTM', 'ASTM']]);
for (const [key, info] of Object.entries(SYSTEMS) as [SystemKey, { oid?: string }][]) {
  if (info.oid) keyByOid.set(info.oid, key);
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

function plainText(text: string): string {
  return text
    .replace(/&#(\d+);/g, (_, n: string) => String.fromCodePoint(Number(n)))
    .replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => NAMED[name]!);
}

function attributes(text: string): Record<string, string | undefined> {
  const pairs = [...text.matchAll(/([\w:]+)="([^"]*)"/g)];
  return Object.fromEntries(pairs.map(([, name, value]) => [name, plainText(value!)]));
}

/** Adds a code; a display given later replaces the former, so that the newest source comes last. */
export function addConcept(concepts: Concepts, key: SystemKey, code: string, display: string): void {
  concepts[key] ??= [];
  const known = concepts[key].find(([other]) => other === code);
  if (known) known[1] = display;
  else concepts[key].push([code, display]);
}

/** The revision as `AAAA-MM-JJ`: files write it `2025-06-16T14:17:10+01:00` or `20250425120000`. */
function revision(stamp: string): string {
  return stamp.includes('-') ? stamp.slice(0, 10) : stamp.replace(/^(\d{4})(\d{2})(\d{2}).*$/, '$1-$2-$3');
}

/**
 * Reads an IHE SVS file (`RetrieveValueSetResponse`); the OIDs of its systems become our system keys.
 * @throws Error for a code without display, or of a system that `systems.ts` does not name.
 */
export function readSvs(xml: string, name: string): TerminologyFile {
  const head = attributes(/<ValueSet\s([^>]*)>/.exec(xml)?.[1] ?? '');
  if (!head.id) throw new Error(`${name}: no ValueSet/@id`);
  const concepts: Concepts = {};
  for (const [, text] of xml.matchAll(/<Concept\s([^>]*?)\/?>/g)) {
    const { code, codeSystem, displayName } = attributes(text!);
    const key = keyByOid.get(codeSystem ?? '');
    if (!key || !code || !displayName) throw new Error(`${name}: ${code} of unknown system ${codeSystem}`);
    addConcept(concepts, key, code, displayName.trim());
  }
  const version = revision(head.revisionDate ?? head.version ?? '');
  return { name, title: name.replace(/^jdv-/, 'JDV '), oid: head.id, version, concepts };
}

/** The text of a file of `terminology/`: one code per line, so that a change of one code is a change of one line. */
export function fileText({ concepts, ...head }: TerminologyFile): string {
  const systems = Object.entries(concepts).map(([key, list]) => {
    const rows = list.map((pair) => `   ${JSON.stringify(pair)}`).join(',\n');
    return `  ${JSON.stringify(key)}: [\n${rows}\n  ]`;
  });
  const fields = Object.entries(head).map(
    ([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${fields.join(',\n')},\n "concepts": {\n${systems.join(',\n')}\n }\n}\n`;
}
