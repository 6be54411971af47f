import { REASONS } from '@dcc/rules/src/inscription/codes.ts';
import type { Encounter } from '@medplum/fhirtypes';

const WORDS = new Map<string, string>(Object.values(REASONS).map(({ code, display }) => [code, display]));

/**
 * The passage that stands in place of one that left its session: same inscription, another agenda. Put off several
 * times, it is the last one.
 * @param cases whatever passages are at hand.
 */
export function nextPassage(left: Encounter, cases: readonly Encounter[]): Encounter | undefined {
  const inscription = left.basedOn?.[0]?.reference;
  if (left.status !== 'cancelled' || !inscription) return undefined;
  return cases.find(
    ({ id, status, basedOn }) =>
      id !== left.id && status !== 'cancelled' && basedOn?.some(({ reference }) => reference === inscription),
  );
}

/** `Compétence manquante, chirurgien attendu`, as it was said when the case left; empty when nothing was. */
export function leavingReason({ reasonCode, extension }: Encounter): string {
  const [reason] = reasonCode ?? [];
  const coding = reason?.coding?.[0];
  const why = WORDS.get(coding?.code ?? '') ?? coding?.display;
  const told = [why, reason?.text].filter(Boolean).join(', ');
  // A session that was cancelled or merged says it on its cases too (docs/model.md, Session).
  return told || (extension?.find(({ url }) => url === CANCELLED)?.valueCodeableConcept?.text ?? '');
}

const CANCELLED = 'http://hl7.org/fhir/StructureDefinition/encounter-reasonCancelled';
