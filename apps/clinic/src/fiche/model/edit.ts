import { EMPTY_REASON_SYSTEM } from '@dcc/fhir-profiles/src/extensions.ts';
import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import {
  SECTIONS,
  type SectionInfo,
  type SectionKey,
  sectionTemplate,
} from '@dcc/fhir-profiles/src/sections.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import { type DerivedLines, fromNarrative, toNarrative } from '@dcc/rules/src/fiche/narrative.ts';
import { documentVersion, isSection } from '@dcc/rules/src/signing/record.ts';
import type { Composition, CompositionSection, Identifier, Resource } from '@medplum/fhirtypes';
import { ENTRY_SYSTEM, entryIdentifier } from './identifier.ts';
import { compactReference } from './reference.ts';
import { compact, same } from './same.ts';
import { type FicheState, isLocked, LockedFicheError, resolve, type WriteContext } from './state.ts';

/** Why a section that should hold something does not (docs/model.md; FHIR list-empty-reason). */
export interface Absence {
  code: 'unavailable' | 'notasked' | 'nilknown' | 'notstarted' | 'withheld';
  text?: string;
}

/** What a section holds. Without entries, words or absence, it leaves the fiche. */
export interface SectionContent {
  entries?: readonly string[];
  /** Derived from the entries, one paragraph each. */
  lines?: readonly string[];
  /** The author's own words, instead of lines. */
  words?: string;
  absence?: Absence;
  /** Lines of ours beside the author's words; those that stand there when absent. */
  derived?: readonly DerivedLines[];
  /** Who entered a report's conclusion. */
  author?: string;
}

/** The identifiers that a fiche gave to an entry. */
export function entryIdentifiers(record: Resource): Identifier[] {
  const { identifier } = record as { identifier?: Identifier | Identifier[] };
  return [identifier ?? []].flat().filter(({ system }) => system === ENTRY_SYSTEM);
}

/** A response to a questionnaire has one identifier, everything else a list. */
function identified(record: Resource, own: Identifier): { identifier: Identifier | Identifier[] } {
  if (record.resourceType === 'QuestionnaireResponse') return { identifier: own };
  const { identifier = [] } = record as { identifier?: Identifier[] };
  return { identifier: [...identifier.filter(({ system }) => system !== ENTRY_SYSTEM), own] };
}

const ORDER = Object.keys(SECTIONS) as SectionKey[];

/**
 * One edit of a fiche: puts and drops entries, sets sections, then gives the new state. The old one is
 * untouched.
 */
export class FicheEdit {
  readonly context: WriteContext;
  readonly before: FicheState;
  private readonly records: Map<string, Resource>;
  private readonly renamed: Map<string, string>;
  private composition: Composition;

  /** @throws LockedFicheError for a signed fiche. */
  constructor(state: FicheState, context: WriteContext) {
    if (isLocked(state)) throw new LockedFicheError(state.composition);
    this.before = state;
    this.context = context;
    this.records = new Map(state.records);
    this.renamed = new Map(state.renamed);
    this.composition = state.composition;
  }

  /** The state as edited so far. */
  done(): FicheState {
    const { composition, records, renamed } = this;
    return { composition, records, renamed, frozen: this.before.frozen };
  }

  get<T extends Resource>(key: string | undefined, type?: T['resourceType']): T | undefined {
    return key === undefined ? undefined : resolve<T>({ records: this.records }, key, type);
  }

  /**
   * Writes an entry.
   * @param key the entry it changes; undefined, or a `urn:uuid:` that is not at hand, makes a new one.
   * @param slot names a new entry in the fiche; with `/*` at its end there may be several.
   * @returns its key: another one when a signed version points to the old one, which then stays as it is.
   */
  put(key: string | undefined, resource: Resource, slot: string): string {
    const old = this.get(key);
    if (key && old && (same(old, resource) || !this.before.frozen.has(key))) {
      this.setRecord(key, resource);
      return key;
    }
    const fresh = key && !old && key.startsWith('urn:uuid:') ? key : `urn:uuid:${crypto.randomUUID()}`;
    const own = entryIdentifier(this.composition, slot.replace('*', fresh.slice('urn:uuid:'.length)));
    // What was taken out of this slot comes back: its identifier exists once on the server.
    const made = this.slotHolder(own.value!) ?? fresh;
    const { id: _, meta, ...rest } = resource;
    const { id, meta: known } = this.records.get(made) ?? {};
    const stored = { ...(id ? { id } : {}), meta: known ?? compact({ profile: meta?.profile }) };
    this.records.set(made, { ...rest, ...stored, ...identified(resource, own) } as unknown as Resource);
    if (key && old) this.renamed.set(key, made);
    return made;
  }

  private slotHolder(value: string): string | undefined {
    for (const [key, record] of this.records) {
      if (entryIdentifiers(record).some((one) => one.value === value)) return key;
    }
    return undefined;
  }

  /**
   * Takes an entry out of the fiche: it is marked as an error, unless a signed version still points to it.
   */
  drop(key: string): void {
    const old = this.get(key);
    if (!old || this.before.frozen.has(key)) return;
    if (!old.id) this.records.delete(key);
    else this.records.set(key, voided(old));
  }

  /** Changes the fiche's own elements, or a resource of its header. */
  setComposition(change: Partial<Composition>): void {
    this.composition = { ...this.composition, ...change };
  }

  setRecord(key: string, resource: Resource): void {
    if (!same(this.get(key), resource)) this.records.set(key, resource);
  }

  /** Sets the only section of a kind; without content it goes. */
  setSection(key: SectionKey, content: SectionContent): void {
    this.setSections(key, [content]);
  }

  /** Sets our own lines under the words of an author; the words stay. */
  setDerived(key: SectionKey, name: string, lines: readonly string[]): void {
    const old = (this.composition.section ?? []).find((one) => isSection(one, key));
    const { text, derived } = fromNarrative(old?.text?.div);
    const others = derived.filter((one) => one.name !== name);
    const said = lines.length > 0 ? [...others, { name, lines }] : others;
    this.setSections(key, [{ words: text, derived: said }]);
  }

  /** Sets all sections of a kind (molecular conclusions are several), in the order of the document. */
  setSections(key: SectionKey, contents: readonly SectionContent[]): void {
    const old = (this.composition.section ?? []).filter((one) => isSection(one, key));
    const made = contents.flatMap((content, index) => sectionOf(key, content, old[index]) ?? []);
    const others = (this.composition.section ?? []).filter((one) => !isSection(one, key));
    const rank = ORDER.indexOf(key);
    const later = others.findIndex((one) => ORDER.findIndex((kind) => isSection(one, kind)) > rank);
    const at = later < 0 ? others.length : later;
    this.composition = {
      ...this.composition,
      section: [...others.slice(0, at), ...made, ...others.slice(at)],
    };
    if (this.composition.section?.length === 0) delete (this.composition as { section?: unknown }).section;
  }
}

/** The section as it shall stand; the old one when it says the same, undefined when it says nothing. */
function sectionOf(
  key: SectionKey,
  content: SectionContent,
  old: CompositionSection | undefined,
): CompositionSection | undefined {
  const { entries = [], absence, author } = content;
  const words = content.words?.trim() ?? '';
  const lines = content.lines ?? [];
  const derived = content.derived ?? fromNarrative(old?.text?.div).derived;
  if (entries.length === 0 && !words && lines.length === 0 && !absence && derived.length === 0)
    return undefined;
  const info: SectionInfo = SECTIONS[key];
  const own = content.words !== undefined;
  const said = own
    ? toNarrative(words, derived)
    : toNarrative([...lines, ...(absence && lines.length === 0 ? [absenceText(absence)] : [])].join('\n\n'));
  return compact<CompositionSection>({
    ...old,
    title: old?.title ?? info.title,
    code: old?.code ?? sectionCode(key),
    author: author ? [compactReference(author)] : old?.author,
    text: { status: own ? 'additional' : 'generated', div: said },
    entry: entries.map((reference) => ({ reference })),
    emptyReason: absence && entries.length === 0 ? emptyReason(absence) : undefined,
  });
}

/** LOINC, the CI-SIS template, and GEN-294 for the personal data (docs/model.md, "Fiche"). */
export function sectionCode(key: SectionKey): NonNullable<CompositionSection['code']> {
  const info: SectionInfo = SECTIONS[key];
  return {
    coding: [
      { system: SYSTEMS.LNC.url, code: info.loinc, display: info.title },
      { system: IDENTIFIERS.URI, code: sectionTemplate(key) },
      ...(info.cisis
        ? [{ system: SYSTEMS.CISIS.url, code: info.cisis, display: 'Information pour le patient' }]
        : []),
    ],
  };
}

function emptyReason({ code, text }: Absence): CompositionSection['emptyReason'] {
  return compact({ coding: [{ system: EMPTY_REASON_SYSTEM, code }], text });
}

const ABSENCE_WORDS: Record<Absence['code'], string> = {
  unavailable: 'Information non disponible.',
  notasked: 'Non recherché.',
  nilknown: 'Aucun élément connu.',
  notstarted: 'Non commencé.',
  withheld: 'Information non communiquée.',
};

/** What the section says when it holds nothing. */
export function absenceText({ code, text }: Absence): string {
  return text?.trim() || ABSENCE_WORDS[code];
}

/** The reason given by a section for holding nothing. */
export function readAbsence(section: CompositionSection | undefined): Absence | undefined {
  const code = section?.emptyReason?.coding?.[0]?.code as Absence['code'] | undefined;
  return code ? compact({ code, text: section?.emptyReason?.text }) : undefined;
}

/** What a record taken out of the fiche becomes: nobody deletes a datum of a record (docs/acces.md). */
function voided(resource: Resource): Resource {
  // A refuted tumour keeps a clinical status: its profile asks for one, and FHIR forbids it beside entered-
  // in-error.
  if (resource.resourceType === 'Condition') {
    const coding = [
      { system: 'http://terminology.hl7.org/CodeSystem/condition-ver-status', code: 'refuted' },
    ];
    return {
      ...resource,
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'inactive' }],
      },
      verificationStatus: { coding },
    };
  }
  return { ...resource, status: 'entered-in-error' } as Resource;
}

/** Number of the version that is edited. */
export function versionOf(state: FicheState): number {
  return documentVersion(state.composition);
}
