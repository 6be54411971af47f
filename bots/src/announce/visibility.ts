import { LNC } from '@dcc/fhir-profiles';
import { hasCode } from '@dcc/rules';
import {
  ANNOUNCEMENT,
  isHiddenFromPatient,
  isLabelledHidden,
  visibilityLabels,
} from '@dcc/rules/src/announcement/index.ts';
import type { MedplumClient } from '@medplum/core';
import type { Consent, DocumentReference } from '@medplum/fhirtypes';
import { readBatch, transaction, update } from '../shared/batch.ts';

/** Passages are few, versions of a fiche fewer: what goes beyond is data gone wrong. */
const MOST = 200;
/** Updates that one transaction may hold (spec/medplum.md 5). */
const AT_ONCE = 40;

/** Search of the guards that a patient's passages have. @param patient `Patient/id`. */
export function guardsOfPatient(patient: string): string {
  return `Consent?patient=${patient}&category=${ANNOUNCEMENT.system}|${ANNOUNCEMENT.code}&_count=${MOST}`;
}

/**
 * Makes every document issued for an inscription say what its guard says now: hidden from the patient until somebody
 * told the diagnosis. Replaced versions too: they stay readable where they were sent.
 *
 * What is stored decides, not the event that called, so that it may be called twice, late, or in any order. Each
 * document is written only if nobody changed it since it was read.
 *
 * @param inscription `ServiceRequest/id`.
 * @returns the documents whose label changed, as stored.
 * @throws Error when the server refuses or somebody wrote at that moment: call again.
 */
export async function alignVisibility(
  medplum: MedplumClient,
  inscription: string,
): Promise<DocumentReference[]> {
  const [guards = [], documents = []] = await readBatch(medplum, [
    `Consent?data=${inscription}&_count=${MOST}`,
    `DocumentReference?related=${inscription}&_count=${MOST}`,
  ]);
  const hidden = isHiddenFromPatient(guards as Consent[], inscription);
  const wrong = (documents as DocumentReference[]).filter(
    (one) => isIssued(one, inscription) && isLabelledHidden(one) !== hidden,
  );
  const changed: DocumentReference[] = [];
  for (let from = 0; from < wrong.length; from += AT_ONCE) {
    const writes = wrong
      .slice(from, from + AT_ONCE)
      .map((one) => update({ ...one, securityLabel: visibilityLabels(one.securityLabel, hidden) }));
    const { entry } = await transaction(medplum, writes);
    changed.push(...(entry ?? []).map(({ resource }) => resource as DocumentReference));
  }
  return changed;
}

/** A piece of the record, such as an imaging report, has its own visibility: only our FRCP follow the guard. */
function isIssued({ type, masterIdentifier, context }: DocumentReference, inscription: string): boolean {
  const leads = context?.related?.some(({ reference }) => reference === inscription) ?? false;
  return leads && masterIdentifier !== undefined && hasCode(type, LNC.FRCP);
}
