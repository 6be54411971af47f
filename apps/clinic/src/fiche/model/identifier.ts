import { DCC } from '@dcc/fhir-profiles/src/canonical.ts';
import { documentVersion } from '@dcc/rules/src/signing/record.ts';
import type { Composition, Identifier } from '@medplum/fhirtypes';

/** System of the identifiers of what a fiche holds: they make creation safe to retry. */
export const ENTRY_SYSTEM = `${DCC}/fiche-entry`;

/**
 * Identifier of an entry: `<uuid of the fiche>/v<version>/<slot>`. A slot that holds one thing (`ecog`) gives
 * one identifier, so that the second of two writers who make it at once finds the first one's.
 */
export function entryIdentifier(composition: Composition, slot: string): Identifier {
  const fiche = composition.identifier?.value?.replace('urn:uuid:', '') ?? composition.id ?? '';
  return { system: ENTRY_SYSTEM, value: `${fiche}/v${documentVersion(composition)}/${slot}` };
}
