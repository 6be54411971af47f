import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { SECTIONS, type SectionKey, sectionTemplate } from '@dcc/fhir-profiles/src/sections.ts';
import type { Composition, CompositionSection, Resource } from '@medplum/fhirtypes';
import { paragraphs } from './text.ts';

/** `FRCP` in LOINC, the type of a fiche. */
const FICHE = '34794-8';

/**
 * The fiches that count, newest first: of each fiche (identifier) its last signed version, or its draft when it was
 * never signed. An amendment being written is not yet what the RCP said (spec/product.md 6.4).
 */
export function currentFiches(resources: readonly Resource[]): Composition[] {
  const byFiche = new Map<string, Composition>();
  for (const one of resources) {
    if (one.resourceType !== 'Composition' || one.status === 'entered-in-error') continue;
    if (!one.type?.coding?.some(({ code }) => code === FICHE)) continue;
    const key = one.identifier?.value ?? one.id ?? '';
    const known = byFiche.get(key);
    if (!known || rank(one) > rank(known)) byFiche.set(key, one);
  }
  return [...byFiche.values()].sort((a, b) => (b.date ?? '').localeCompare(a.date ?? ''));
}

/** Any signed version comes before any draft; among equals, the last written. */
function rank(one: Composition): string {
  return `${one.status === 'preliminary' ? 0 : 1}${one.date ?? ''}`;
}

/** Name of the RCP a fiche was written in. */
export function rcpNameOf(fiche: Composition): string {
  const own = fiche.category?.[0]?.coding?.find(({ system }) => system === IDENTIFIERS.RCP)?.display;
  return own ?? fiche.title?.split(' / ').at(-1) ?? '';
}

/** Which kind of section this is: two share a LOINC code, the CI-SIS template tells them apart. */
export function sectionKeyOf(section: CompositionSection): SectionKey | undefined {
  const codings = section.code?.coding ?? [];
  const keys = (Object.keys(SECTIONS) as SectionKey[]).filter((key) => {
    const { loinc } = SECTIONS[key];
    return (
      codings.some(({ code }) => code === loinc) && codings.some(({ code }) => code === sectionTemplate(key))
    );
  });
  // The comment to the patient and the information on personal data differ by a third code only.
  const marked = codings.some(({ code }) => code === SECTIONS.privacy.cisis);
  return keys.length > 1 ? (marked ? 'privacy' : 'comment') : keys[0];
}

/** The words of a section, one paragraph per line; undefined without. */
export function sectionText(fiche: Composition, key: SectionKey): string | undefined {
  const section = fiche.section?.find((one) => sectionKeyOf(one) === key);
  const lines = section?.emptyReason ? [] : paragraphs(section?.text?.div);
  return lines.length > 0 ? lines.join('\n') : undefined;
}

/** The section that points to a resource. */
export function sectionWith(fiche: Composition, reference: string): SectionKey | undefined {
  const found = fiche.section?.find(({ entry }) => entry?.some((one) => one.reference === reference));
  return found && sectionKeyOf(found);
}
