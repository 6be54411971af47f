import type {
  Composition,
  Consent,
  Encounter,
  HealthcareService,
  PractitionerRole,
  Reference,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { announcementOf } from '../announcement/guard.ts';
import { doctorOf } from './case.ts';
import { readInformation } from './consent.ts';
import { emptyDraft, type InscriptionDraft } from './draft.ts';
import { rcpNameOf, sectionText } from './fiche-text.ts';
import { readFiche } from './read-fiche.ts';
import { suggestedMotive } from './request.ts';
import { isStashed, unstash } from './stash.ts';
import { frenchDay } from './text.ts';

/** What stands of an inscription: the request, and once it is on an agenda its case and its fiche. */
export interface Stored {
  request: ServiceRequest;
  rcpCase?: Encounter;
  fiche?: Composition;
  /** The resources the fiche points to, by `Type/id`. */
  entries: ReadonlyMap<string, Resource>;
  /** Consents of the patient: once sent, they tell what was said and accepted. */
  consents?: readonly Consent[];
}

/** The content of an inscription, wherever it stands: waiting inside it, or in its fiche. */
export function draftOf(stored: Stored): InscriptionDraft {
  const { request, rcpCase, fiche, entries } = stored;
  if (isStashed(request) || !fiche) return { ...unstash(request), ...traced(stored) };
  const base = unstash({ ...request, contained: undefined });
  const presenter = rcpCase?.participant?.find(({ type }) =>
    type?.some(({ coding }) => coding?.some(({ code }) => code === 'presenter')),
  )?.individual;
  const doctor = rcpCase && doctorOf(rcpCase);
  const clinical = readFiche(
    fiche,
    (reference) => entries.get(reference),
    (what) => ({
      reference: typeof what === 'string' ? `Composition/${fiche.id}` : `${what.resourceType}/${what.id}`,
      label: `FRCP ${rcpNameOf(fiche)}`,
      ...(fiche.author?.[0]?.reference ? { author: fiche.author[0].reference } : {}),
      ...(fiche.date ? { date: fiche.date } : {}),
    }),
  );
  // The section holds the story, then the question, that the inscription keeps apart.
  const question = base.question.replaceAll(/\s+/g, ' ').trim();
  const story = clinical.summary?.value
    .split('\n')
    .filter((line) => line.replaceAll(/\s+/g, ' ') !== question);
  const { summary, ...others } = clinical;
  return {
    ...base,
    ...traced(stored),
    clinical: { ...others, ...(story?.length ? { summary: { ...summary, value: story.join('\n') } } : {}) },
    ...(presenter ? { presenter: presenter as Reference<PractitionerRole> } : {}),
    ...(doctor ? { doctor } : {}),
  };
}

/** Information and announcement, from the Consents that an inscription once sent has. */
function traced({ request, consents = [] }: Stored): Partial<InscriptionDraft> {
  const reference = `ServiceRequest/${request.id}`;
  const information = readInformation(consents, reference);
  const announced = announcementOf(consents, reference);
  return {
    ...(information.informed ? { information } : {}),
    ...(announced.state === 'unknown'
      ? {}
      : {
          announcement:
            announced.state === 'told'
              ? { told: 'yes', ...(announced.on ? { date: announced.on } : {}) }
              : { told: 'no' },
        }),
  };
}

/**
 * The same case for another RCP, nothing to type again (spec/product.md 6.2): all content is kept; the motif is that
 * of the new RCP, and the proposal of the first RCP is told in the summary.
 * @param id UUID of the new inscription.
 */
export function transferred(stored: Stored, to: HealthcareService, id: string): InscriptionDraft {
  const { lateReason: _, ...draft } = draftOf(stored);
  const { fiche } = stored;
  const proposal = fiche && sectionText(fiche, 'proposal');
  const told = proposal
    ? `RCP ${rcpNameOf(fiche)} du ${frenchDay(fiche.event?.[0]?.period?.start ?? fiche.date)} : ${proposal.replaceAll('\n', ' ')}`
    : undefined;
  const summary = draft.clinical.summary;
  const story = [summary?.value, told].filter(Boolean).join('\n');
  return {
    ...emptyDraft(id),
    ...draft,
    id,
    motives: [suggestedMotive(to)],
    clinical: { ...draft.clinical, ...(story ? { summary: { ...summary, value: story } } : {}) },
  };
}
