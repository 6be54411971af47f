import { IDENTIFIERS } from '@dcc/fhir-profiles/src/identifiers.ts';
import { SECTIONS, type SectionKey, sectionTemplate } from '@dcc/fhir-profiles/src/sections.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
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
    ...withStatus(composition),
    status: documentVersion(composition) > 1 ? 'amended' : 'final',
    attester: [...others, { mode: 'legal', time, party: attester as { reference: string } }],
  };
}

/**
 * The section "Statut du document" follows from the status itself (docs/model.md): nobody writes it, and no fiche
 * is refused for want of it. Its words are those of GEN-065 once signed.
 */
function withStatus(composition: Composition): Composition {
  const { title, loinc } = SECTIONS.status;
  const made = {
    title,
    code: {
      coding: [
        { system: SYSTEMS.LNC.url, code: loinc, display: title },
        { system: IDENTIFIERS.URI, code: sectionTemplate('status') },
      ],
    },
    text: {
      status: 'generated' as const,
      div: '<div xmlns="http://www.w3.org/1999/xhtml"><p>Fiche approuvée.</p></div>',
    },
  };
  const section = composition.section ?? [];
  if (section.some((one) => isSection(one, 'status'))) {
    return {
      ...composition,
      section: section.map((one) => (isSection(one, 'status') ? { ...one, ...made } : one)),
    };
  }
  const order = Object.keys(SECTIONS) as SectionKey[];
  const after = order.slice(order.indexOf('status') + 1);
  const at = section.findIndex((one) => after.some((key) => isSection(one, key)));
  return { ...composition, section: section.toSpliced(at < 0 ? section.length : at, 0, made) };
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
