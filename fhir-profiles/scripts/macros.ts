import { profile } from '../src/canonical.ts';
import { THEMATIC } from '../src/codes.ts';
import { IDENTIFIERS } from '../src/identifiers.ts';
import { SECTIONS, type SectionKey, sectionTemplate } from '../src/sections.ts';
import { SYSTEMS } from '../src/systems.ts';
import { codesOf, type ValueSetName } from '../src/terminology.ts';

/**
 * What `{{...}}` stands for in our FSH. Invariants speak of systems, lists of codes and extensions that TypeScript
 * already names: a macro keeps one source for both, and keeps an expression readable.
 */
const IDENTITY = 'https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-identity-reliability';

/** A regular expression that matches exactly these codes. The server's FHIRPath lacks memberOf(). */
function alternatives(codes: readonly string[]): string {
  return `(${codes.map((code) => code.replaceAll('.', '[.]')).join('|')})`;
}

function fixed(): Map<string, string> {
  const macros = new Map<string, string>();
  for (const [key, { url }] of Object.entries(SYSTEMS)) macros.set(key, url);
  for (const [key, system] of Object.entries(IDENTIFIERS)) macros.set(key, system);
  const ins = ['INS_NIR', 'INS_NIA', 'INS_NIR_TEST', 'INS_NIA_TEST'].map(
    (key) => `system = '${macros.get(key)}'`,
  );
  macros.set('ins', `where(${ins.join(' or ')})`);
  macros.set(
    'identityStatus',
    `extension.where(url='${IDENTITY}').extension.where(url='identityStatus').value`,
  );
  const coded = (system: string, codes: string) =>
    `where(system='${macros.get(system)}' and code.matches('^${codes}$'))`;
  const set = (name: ValueSetName) => alternatives(codesOf(name).map(({ code }) => code));
  macros.set('r213', coded('R213', '(39|40)'));
  macros.set('r38', coded('R38', set('tre-r38')));
  macros.set('nature', coded('CISIS', set('jdv-nature-discussion')));
  macros.set('appareil', coded('SCT', set('jdv-rcp-appareil')));
  const topics = `code.matches('^${set('jdv-traitement-soins-frcp')}$')`;
  macros.set('topic', `where(${topics} and (system='${SYSTEMS.NCIT.url}' or system='${SYSTEMS.CISIS.url}'))`);
  const mandatory = (Object.keys(SECTIONS) as SectionKey[]).filter((key) => SECTIONS[key].mandatory);
  macros.set('mandatory', `(${mandatory.map((key) => `'${sectionTemplate(key)}'`).join(' | ')})`);
  macros.set('sectionPair', sectionPair());
  return macros;
}

/** True for a section whose LOINC code and template go together. */
function sectionPair(): string {
  const pairs = (Object.keys(SECTIONS) as SectionKey[]).map((key) => {
    return `${SECTIONS[key].loinc}[|]${sectionTemplate(key).replaceAll('.', '[.]')}`;
  });
  const loinc = `code.coding.where(system='${SYSTEMS.LNC.url}').code`;
  const template = `code.coding.where(system='${IDENTIFIERS.URI}').code`;
  return `(${loinc} & '|' & ${template}).matches('^(${[...new Set(pairs)].join('|')})$')`;
}

function parameterised(name: string, argument: string): string | undefined {
  switch (name) {
    case 'ext':
      return `extension.where(url='${profile(argument)}')`;
    case 'ref':
      return `where((reference.startsWith('${argument}/') or reference.startsWith('urn:uuid:')))`;
    case 'codes':
      return argument === 'THEMATIC'
        ? alternatives(Object.values(THEMATIC).map(({ code }) => code))
        : alternatives(codesOf(argument as ValueSetName).map(({ code }) => code));
    case 'template':
      return sectionTemplate(argument as SectionKey);
    default:
      return undefined;
  }
}

/**
 * Expands the macros of a FSH file and joins `"""` blocks into one line, since a French message is one sentence.
 * @throws Error for an unknown macro, naming it.
 */
export function expandMacros(fsh: string): string {
  const macros = fixed();
  const expanded = fsh.replace(/\{\{([A-Za-z0-9_]+)(?::([A-Za-z0-9-]+))?\}\}/g, (whole, name, argument) => {
    const text = argument ? parameterised(name, argument) : macros.get(name);
    if (text === undefined) throw new Error(`Unknown macro ${whole}`);
    return text;
  });
  return expanded.replace(/"""\n([\s\S]*?)\n"""/g, (_, block: string) => {
    return `"${block.trim().replace(/\s*\n\s*/g, ' ')}"`;
  });
}
