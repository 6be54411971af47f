import { CISIS } from '@dcc/fhir-profiles/src/codes.ts';
import { hasCode, isSection } from '@dcc/rules/src/signing/record.ts';
import type { Composition, CompositionSection, Resource } from '@medplum/fhirtypes';
import { FicheEdit, sectionCode } from '../fiche/model/edit.ts';
import { entryKeys, type FicheState, PARTS, type WriteContext } from '../fiche/model/index.ts';

/**
 * The fiche once the room has decided: its sections point to what was written on the case, and tell it in words.
 * Entries count in a document only once the fiche points to them.
 *
 * @param records by `Type/id`: the case's own, as they are now.
 */
export function retold(
  fiche: Composition,
  records: ReadonlyMap<string, Resource>,
  context: WriteContext,
): Composition {
  if (fiche.status !== 'preliminary') return fiche;
  const own = [...records].filter(([, one]) => isOf(one, fiche) && !isVoid(one));
  const decided = own.filter(([, one]) => isDecided(one)).map(([key]) => key);
  const framed = own.filter(([, one]) => isFrame(one)).map(([key]) => key);
  const state = linked(linked(stateOf(fiche, records), 'proposal', decided), 'frame', framed);
  const edit = new FicheEdit(state, context);
  if (decided.length > 0) PARTS.proposal.write(edit, PARTS.proposal.read(state));
  if (framed.length > 0) PARTS.frame.write(edit, PARTS.frame.read(state));
  const told = edit.done();
  // What is not at hand here (made on another screen a moment ago) stays pointed to.
  return (['proposal', 'frame'] as const).reduce(
    (one, key) =>
      linked(
        one,
        key,
        entryKeys(state, key).filter((entry) => !records.has(entry)),
      ),
    told,
  ).composition;
}

function stateOf(composition: Composition, records: ReadonlyMap<string, Resource>): FicheState {
  return { composition, records, frozen: new Set(), renamed: new Map() } as FicheState;
}

function linked(state: FicheState, key: 'proposal' | 'frame', references: readonly string[]): FicheState {
  const known = new Set(entryKeys(state, key));
  const added = references.filter((one) => !known.has(one)).map((reference) => ({ reference }));
  if (added.length === 0) return state;
  const { composition } = state;
  const old = composition.section?.find((one) => isSection(one, key));
  const section: CompositionSection = {
    ...(old ?? { code: sectionCode(key) }),
    entry: [...(old?.entry ?? []), ...added],
  };
  const others = (composition.section ?? []).filter((one) => one !== old);
  return { ...state, composition: { ...composition, section: [...others, section] } };
}

function isOf(one: Resource, fiche: Composition): boolean {
  const encounter = (one as { encounter?: { reference?: string } }).encounter?.reference;
  return encounter !== undefined && encounter === fiche.encounter?.reference;
}

function isVoid(one: Resource): boolean {
  return ['entered-in-error', 'revoked'].includes((one as { status?: string }).status ?? '');
}

/** The plan, the exams, the passage in recours, the surveillance. */
function isDecided(one: Resource): boolean {
  if (one.resourceType === 'CarePlan') return one.intent === 'proposal' && !!(one.activity ?? one.note);
  if (one.resourceType !== 'ServiceRequest' || one.intent !== 'proposal') return false;
  return [CISIS.EXAM, CISIS.TO_RECOURS, CISIS.SURVEILLANCE].some((code) => hasCode(one.code, code));
}

function isFrame(one: Resource): boolean {
  return (
    one.resourceType === 'Observation' &&
    [CISIS.REFERENTIEL, CISIS.TRIAL].some((code) => hasCode(one.code, code))
  );
}
