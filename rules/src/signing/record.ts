import {
  EXTENSIONS,
  IDENTIFIERS,
  SECTIONS,
  type SectionInfo,
  type SectionKey,
  SYSTEMS,
  sectionTemplate,
} from '@dcc/fhir-profiles';
import type {
  Bundle,
  CodeableConcept,
  Composition,
  CompositionSection,
  Encounter,
  Patient,
  Reference,
  Resource,
} from '@medplum/fhirtypes';
import type { Resolve } from '../quorum/index.ts';

/**
 * The document Bundle of docs/model.md seen as one record. What the Bundle lacks is undefined, never an
 * error.
 */
export interface FrcpRecord {
  resources: Resource[];
  composition: Composition;
  /** The integer of `dcc-document-version`, NaN when absent. */
  version: number;
  patient?: Patient;
  rcpCase?: Encounter;
  session?: Encounter;
  resolve: Resolve;
  /** The sections of one kind, in the order of the fiche. */
  sections(key: SectionKey): CompositionSection[];
  /** The resources that the sections of one kind point to. */
  entries(key: SectionKey): Resource[];
}

/** Reads a document Bundle; undefined when it holds no Composition. */
export function readRecord(bundle: Bundle): FrcpRecord | undefined {
  const resources = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
  const composition = resources.find((one) => one.resourceType === 'Composition');
  if (!composition) {
    return undefined;
  }
  const resolve = resolver(bundle);
  const as = <T extends Resource>(
    type: T['resourceType'],
    reference: Reference | undefined,
  ): T | undefined => {
    const found = resolve(reference);
    return found?.resourceType === type ? (found as T) : undefined;
  };
  const rcpCase = as<Encounter>('Encounter', composition.encounter);
  const sections = (key: SectionKey) => (composition.section ?? []).filter((one) => isSection(one, key));
  return {
    resources,
    composition,
    version: documentVersion(composition),
    patient: as<Patient>('Patient', composition.subject),
    rcpCase,
    session: as<Encounter>('Encounter', rcpCase?.partOf),
    resolve,
    sections,
    entries: (key) =>
      sections(key).flatMap(({ entry }) => (entry ?? []).flatMap((one) => resolve(one) ?? [])),
  };
}

/** Resolves `Type/id` and `urn:uuid:` inside one Bundle. */
export function resolver(bundle: Bundle): Resolve {
  const byName = new Map<string, Resource>();
  for (const { fullUrl, resource } of bundle.entry ?? []) {
    if (fullUrl && resource) {
      byName.set(fullUrl, resource);
    }
    if (resource?.id) {
      byName.set(`${resource.resourceType}/${resource.id}`, resource);
    }
  }
  return (reference) => byName.get(reference?.reference ?? '');
}

/**
 * Two kinds of sections share a LOINC code; the CI-SIS template, and GEN-294, tell them apart
 * (docs/model.md).
 */
export function isSection(section: CompositionSection, key: SectionKey): boolean {
  const info: SectionInfo = SECTIONS[key];
  const codings = section.code?.coding ?? [];
  const has = (system: string, code: string) =>
    codings.some((one) => one.system === system && one.code === code);
  const marked = codings.some(({ system }) => system === SYSTEMS.CISIS.url);
  return (
    has(SYSTEMS.LNC.url, SECTIONS[key].loinc) &&
    has(IDENTIFIERS.URI, sectionTemplate(key)) &&
    (info.cisis ? has(SYSTEMS.CISIS.url, info.cisis) : !marked)
  );
}

export function documentVersion(composition: Composition): number {
  const found = composition.extension?.find(({ url }) => url === EXTENSIONS.DOCUMENT_VERSION);
  return found?.valuePositiveInt ?? found?.valueInteger ?? Number.NaN;
}

/** Has the concept this very code? */
export function hasCode(
  concept: CodeableConcept | undefined,
  code: { system: string; code: string },
): boolean {
  return !!concept?.coding?.some((one) => one.system === code.system && one.code === code.code);
}
