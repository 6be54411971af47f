import type { SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import type {
  Composition,
  CompositionSection,
  Condition,
  Observation,
  Procedure,
  Resource,
} from '@medplum/fhirtypes';
import type { CarriedSection, ClinicalDraft, Origin, Sourced, TumourValue } from './draft.ts';
import { sectionKeyOf } from './fiche-text.ts';
import {
  readClassification,
  readEcog,
  readG8,
  readPhase,
  readReport,
  readTnm,
  readTreatment,
  readTumour,
} from './read-clinical.ts';
import { paragraphs } from './text.ts';

/** Where a resource of the fiche, or a section of words (its key), comes from; undefined for what was typed. */
export type OriginOf = (what: Resource | SectionKey) => Origin | undefined;

/** Parts that belong to one RCP and are never carried to another: its motif, its decision, its state. */
const OWN: readonly SectionKey[] = ['reason', 'record', 'proposal', 'frame', 'status'];

/**
 * The clinical content of a fiche as values of a form. What a form of inscription does not hold (pregnancies, wishes,
 * progression...) is carried whole, so that a transfer retypes nothing.
 * @param resolve the resource behind a reference of the fiche.
 */
export function readFiche(
  fiche: Composition,
  resolve: (reference: string) => Resource | undefined,
  originOf: OriginOf,
): ClinicalDraft {
  const draft: ClinicalDraft = { tumours: [], reports: [], treatments: [] };
  for (const section of fiche.section ?? []) {
    const key = sectionKeyOf(section);
    if (!key || OWN.includes(key)) continue;
    const entries = (section.entry ?? []).flatMap(({ reference }) => resolve(reference ?? '') ?? []);
    const left = take(draft, key, section, entries, originOf);
    carry(draft, key, section, left, originOf);
  }
  return draft;
}

const TEXTS = {
  history: 'history',
  comorbidity: 'comorbidity',
  exams: 'exams',
  question: 'summary',
} as const;

/** Reads what the form holds into the draft. Gives the entries it does not hold. */
function take(
  draft: ClinicalDraft,
  key: SectionKey,
  section: CompositionSection,
  entries: readonly Resource[],
  originOf: OriginOf,
): readonly Resource[] {
  const sourced = <T>(value: T, from: Resource | SectionKey): Sourced<T> => {
    const origin = originOf(from);
    return origin ? { value, origin } : { value };
  };
  if (key in TEXTS) {
    const lines = section.emptyReason ? [] : paragraphs(section.text?.div);
    if (lines.length > 0) draft[TEXTS[key as keyof typeof TEXTS]] = sourced(lines.join('\n'), key);
    return entries;
  }
  if (key === 'tumour') return tumours(draft, entries, sourced);
  return entries.filter((one) => {
    const observation = one as Observation;
    if (one.resourceType === 'Procedure') {
      const value = readTreatment(one as Procedure);
      if (value) draft.treatments.push(sourced(value, one));
      return !value;
    }
    if (one.resourceType !== 'Observation') return true;
    if (key === 'discovery' && observation.valueBoolean !== undefined) {
      draft.screening = sourced(observation.valueBoolean, one);
      return false;
    }
    if (key === 'operative' || key === 'pathology' || key === 'molecular') {
      const value = readReport(observation, key);
      if (value) draft.reports.push(sourced(value, one));
      return !value;
    }
    const phase = key === 'phase' ? readPhase(observation) : undefined;
    if (phase) draft.phase = sourced(phase, one);
    const ecog = key === 'functional' ? readEcog(observation) : undefined;
    if (ecog) draft.ecog = sourced(ecog, one);
    const g8 = key === 'functional' ? readG8(observation) : undefined;
    if (g8) draft.g8 = sourced(g8, one);
    return !phase && !ecog && !g8;
  });
}

function tumours(
  draft: ClinicalDraft,
  entries: readonly Resource[],
  sourced: <T>(value: T, from: Resource) => Sourced<T>,
): readonly Resource[] {
  const observations = entries.filter((one): one is Observation => one.resourceType === 'Observation');
  const used = new Set<Resource>();
  for (const one of entries) {
    const value: TumourValue | undefined =
      one.resourceType === 'Condition' ? readTumour(one as Condition) : undefined;
    if (!value) continue;
    used.add(one);
    const names = [`#${one.id}`, `Condition/${one.id}`];
    for (const it of observations) {
      if (!it.focus?.some(({ reference }) => names.includes(reference ?? ''))) continue;
      const tnm = it.code.coding?.some(({ code }) => code === '75620-5') ? readTnm(it) : undefined;
      const classification = tnm ? undefined : readClassification(it);
      if (tnm) value.tnm = sourced(tnm, it);
      if (classification) value.classifications = [...(value.classifications ?? []), classification];
      if (tnm || classification) used.add(it);
    }
    draft.tumours.push(sourced(value, one));
  }
  return entries.filter((one) => !used.has(one));
}

/** Text sections that hold no entry and that the form does not hold either. */
const WORDS: readonly SectionKey[] = ['comment', 'privacy'];

function carry(
  draft: ClinicalDraft,
  key: SectionKey,
  section: CompositionSection,
  left: readonly Resource[],
  originOf: OriginOf,
): void {
  const isText = WORDS.includes(key);
  if (left.length === 0 && !isText) return;
  const origin = isText ? originOf(key) : originOf(left[0]!);
  const carried: CarriedSection = {
    key,
    lines: paragraphs(section.text?.div),
    resources: left.map((one) => ({ ...one })),
    ...(origin ? { origin } : {}),
  };
  draft.carried = [...(draft.carried ?? []), carried];
}
