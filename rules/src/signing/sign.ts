import type { Composition, Observation, Reference } from '@medplum/fhirtypes';
import { documentVersion, isSection } from './record.ts';

/** Who signs, and when (FHIR dateTime). */
export interface Signature {
  attester: Reference;
  time: string;
}

/**
 * The fiche as it stands once signed: final, or amended when it replaces a version. Attesters of other modes
 * stay; a legal one left by a draft does not.
 */
export function signed(composition: Composition, { attester, time }: Signature): Composition {
  const others = (composition.attester ?? []).filter(({ mode }) => mode !== 'legal');
  return {
    ...composition,
    status: documentVersion(composition) > 1 ? 'amended' : 'final',
    attester: [...others, { mode: 'legal', time, party: attester as { reference: string } }],
  };
}

/** Signed by this very person? Then signing again is the same act, and changes nothing. */
export function isSignedBy(composition: Composition, attester: Reference): boolean {
  const legal = composition.attester?.find(({ mode }) => mode === 'legal');
  const isSigned = composition.status === 'final' || composition.status === 'amended';
  return isSigned && !!attester.reference && legal?.party?.reference === attester.reference;
}

/** Puts the quorum into the section "Statut du dossier", once, in place of an earlier evaluation. */
export function withQuorum(composition: Composition, quorum: Reference, replaces?: Observation): Composition {
  const stale = replaces ? `Observation/${replaces.id}` : undefined;
  const section = composition.section?.map((one) => {
    if (!isSection(one, 'record')) {
      return one;
    }
    const entry = (one.entry ?? []).filter(
      ({ reference }) => reference !== stale && reference !== quorum.reference,
    );
    const { emptyReason: _, ...rest } = one;
    return { ...rest, entry: [...entry, quorum] };
  });
  return { ...composition, ...(section ? { section } : {}) };
}
