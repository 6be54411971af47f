import { CISIS, LNC } from '@dcc/fhir-profiles/src/codes.ts';
import { SECTIONS, type SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import type { CarePlan, CompositionSection, Condition, Observation, Resource } from '@medplum/fhirtypes';
import { hasCode } from '../signing/record.ts';
import { fromNarrative } from './narrative.ts';

/** A fiche as its parts are judged: `FrcpRecord` is one. */
export interface FicheParts {
  sections(key: SectionKey): CompositionSection[];
  entries(key: SectionKey): Resource[];
}

/** `absent`: it says why it holds nothing, which is an answer. */
export type PartState = 'empty' | 'incomplete' | 'absent' | 'complete';

export interface PartReport {
  key: SectionKey;
  title: string;
  /** One of the nine that every signed fiche has. */
  mandatory: boolean;
  state: PartState;
  /** What is left to say, in French. */
  lacks: string[];
}

/**
 * The nine mandatory sections in the order of the document; « statut du document » is derived, so nobody
 * fills it.
 */
export const MANDATORY = (Object.keys(SECTIONS) as SectionKey[]).filter((key) => SECTIONS[key].mandatory);

/** The state of every part of a fiche in preparation or signed. */
export function partReports(fiche: FicheParts): PartReport[] {
  return (Object.keys(SECTIONS) as SectionKey[]).map((key) => {
    const { title, mandatory } = SECTIONS[key];
    const sections = fiche.sections(key);
    const lacks = LACKS[key]?.(fiche) ?? [];
    return { key, title, mandatory, state: stateOf(key, sections, lacks), lacks };
  });
}

function stateOf(
  key: SectionKey,
  sections: readonly CompositionSection[],
  lacks: readonly string[],
): PartState {
  if (key === 'status') return 'complete';
  const said = sections.filter((one) => one.entry?.length || one.emptyReason || words(one));
  if (said.length === 0) return 'empty';
  if (lacks.length > 0) return 'incomplete';
  return said.every(({ entry, emptyReason }) => emptyReason && !entry?.length) ? 'absent' : 'complete';
}

function words(section: CompositionSection): string {
  return fromNarrative(section.text?.div).text;
}

/** How far the mandatory parts are: 8 of them are filled by somebody. */
export function completeness(reports: readonly PartReport[]): { done: number; of: number } {
  const counted = reports.filter(({ key, mandatory }) => mandatory && key !== 'status');
  return {
    done: counted.filter(({ state }) => state === 'complete' || state === 'absent').length,
    of: counted.length,
  };
}

const LACKS: Partial<Record<SectionKey, (fiche: FicheParts) => string[]>> = {
  tumour: (fiche) => tumoursOf(fiche).flatMap((one) => tumourLacks(fiche, one)),
  phase: (fiche) =>
    holds(fiche, 'phase', CISIS.PHASE) || isAbsent(fiche, 'phase') ? [] : ['la phase du cancer'],
  record: (fiche) => (holds(fiche, 'record', CISIS.RECORD_COMPLETE) ? [] : ['si le dossier est complet']),
  proposal: (fiche) =>
    isDecided(fiche) ? [] : ['au moins une modalité de traitement, un examen ou une surveillance'],
  frame: (fiche) => (isAbsent(fiche, 'frame') ? [] : frameLacks(fiche)),
};

function observations(fiche: FicheParts, key: SectionKey): Observation[] {
  return fiche.entries(key).filter((one): one is Observation => one.resourceType === 'Observation');
}

function holds(fiche: FicheParts, key: SectionKey, code: { system: string; code: string }): boolean {
  return observations(fiche, key).some((one) => hasCode(one.code, code));
}

function isAbsent(fiche: FicheParts, key: SectionKey): boolean {
  return fiche.sections(key).some(({ emptyReason }) => emptyReason);
}

function frameLacks(fiche: FicheParts): string[] {
  return [
    ...(holds(fiche, 'frame', CISIS.REFERENTIEL) ? [] : ['le référentiel']),
    ...(holds(fiche, 'frame', CISIS.TRIAL) ? [] : ['si un essai clinique est proposé']),
  ];
}

function isDecided(fiche: FicheParts): boolean {
  return fiche.entries('proposal').some((one) => {
    return one.resourceType === 'ServiceRequest' || !!(one as CarePlan).activity?.length;
  });
}

function tumoursOf(fiche: FicheParts): Condition[] {
  return fiche.entries('tumour').filter((one): one is Condition => one.resourceType === 'Condition');
}

const TNM = [
  { code: LNC.TNM_T, name: 'T' },
  { code: LNC.TNM_N, name: 'N' },
  { code: LNC.TNM_M, name: 'M' },
];

function tumourLacks(fiche: FicheParts, tumour: Condition): string[] {
  const names =
    tumoursOf(fiche).length > 1 ? ` (${tumour.code?.text ?? tumour.bodySite?.[0]?.text ?? 'tumeur'})` : '';
  const morphology = tumour.code?.coding?.length || tumour.code?.text;
  const site = tumour.bodySite?.[0];
  const own = observations(fiche, 'tumour').filter(
    (one) =>
      hasCode(one.code, LNC.TNM_CLINICAL) && one.focus?.some((focus) => pointsAt(focus.reference, tumour)),
  );
  const parts = own.length === 0 ? ['le TNM, ou la raison de son absence'] : own.flatMap(tnmLacks);
  const lacks = [
    ...(morphology ? [] : ['la morphologie']),
    ...(site?.coding?.length || site?.text ? [] : ['la topographie']),
    ...parts,
  ];
  return lacks.map((one) => `${one}${names}`);
}

/** A tumour that was not saved yet has no id: its TNM points to it by a key that only its holder knows. */
function pointsAt(reference: string | undefined, { id }: Condition): boolean {
  return !id || reference === `Condition/${id}` || !!reference?.startsWith('urn:uuid:');
}

/** `temp-unknown` is what nobody has said yet; any other reason is an answer. */
function tnmLacks(tnm: Observation): string[] {
  if (tnm.dataAbsentReason) return [];
  return TNM.filter(({ code }) => {
    const part = tnm.component?.find((one) => hasCode(one.code, code));
    const reason = part?.dataAbsentReason?.coding?.[0]?.code;
    return !part?.valueCodeableConcept && (!reason || reason === 'temp-unknown');
  }).map(({ name }) => `le ${name} du TNM`);
}
