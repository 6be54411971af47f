import { LNC, PARTICIPATION_FUNCTION } from '@dcc/fhir-profiles/src/codes.ts';
import type { SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import type {
  Composition,
  Consent,
  Encounter,
  PractitionerRole,
  Reference,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { announcementOf, guard } from '../announcement/guard.ts';
import { doctorOf, doctorReference } from './case.ts';
import { concept } from './codes.ts';
import { presentationConsent, readInformation } from './consent.ts';
import { type ClinicalDraft, emptyDraft, type InscriptionDraft } from './draft.ts';
import { sectionKeyOf } from './fiche-text.ts';
import { readFiche } from './read-fiche.ts';
import { readRequest, type Target } from './request.ts';
import { section } from './starting-fiche.ts';
import { linesOf } from './text.ts';
import { type WrittenSection, writeClinical } from './write-clinical.ts';

/**
 * As long as a case is not on an agenda it has no Encounter, and the clinical layer needs one. What was filled in
 * waits inside the inscription, as contained resources: the fiche to come (`#fiche`) with its entries, the case to
 * come (`#case`), the Consents. Putting the case on the agenda makes them resources of their own.
 */
const FICHE = 'fiche';
const CASE = 'case';
const SELF: Reference<ServiceRequest> = { reference: '#' };

export interface Stash {
  contained: Resource[];
  /** References to add to `supportingInfo`: a contained resource must be pointed to (FHIR dom-3). */
  references: Reference[];
}

export function stash(draft: InscriptionDraft, target: Target): Stash {
  let count = 0;
  const anchor = {
    subject: target.patient,
    encounter: { reference: `#${CASE}` },
    today: target.now.slice(0, 10),
    name: () => `#e${++count}`,
  };
  const written = writeClinical(draft.clinical, anchor);
  const entries = written.flatMap(({ entries }) =>
    entries.map(({ fullUrl, resource }): Resource => ({ ...resource, id: fullUrl.slice(1) })),
  );
  const consents = [
    presentationConsent(draft.information, {
      id: draft.id,
      patient: target.patient,
      inscription: SELF,
      now: target.now,
    }),
    draft.announcement.told === 'unknown' ? undefined : announcementConsent(draft, target),
  ].filter((one) => one !== undefined);
  const contained: Resource[] = [
    ...entries,
    ficheOf(draft, target, written),
    caseOf(draft, target),
    ...consents.map((one, index): Consent => ({ ...one, id: `consent${index}` })),
  ];
  return {
    contained,
    references: [FICHE, CASE, ...consents.map((_, index) => `consent${index}`)].map((id) => ({
      reference: `#${id}`,
    })),
  };
}

/** The Consent that closes, or opens, the announcement guard of a draft. */
export function announcementConsent(
  { id, announcement, requester }: InscriptionDraft,
  { patient, now }: Pick<Target, 'patient' | 'now'>,
  inscription: Reference<ServiceRequest> = SELF,
): Consent {
  const telling =
    announcement.told === 'yes' && requester
      ? { on: announcement.date ?? now.slice(0, 10), by: requester }
      : undefined;
  return guard({ id, patient, inscription, now }, telling);
}

function ficheOf(draft: InscriptionDraft, target: Target, written: readonly WrittenSection[]): Composition {
  const texts = linesOf(draft.clinical.summary?.value);
  const summary: WrittenSection[] = texts.length > 0 ? [{ key: 'question', lines: texts, entries: [] }] : [];
  return {
    resourceType: 'Composition',
    id: FICHE,
    status: 'preliminary',
    type: concept(LNC.FRCP),
    subject: target.patient,
    date: target.now,
    author: [draft.requester ?? target.patient] as Composition['author'],
    title: 'FRCP',
    section: [...written, ...summary].map(({ key, lines, entries, author }) => {
      const own = entries.map(({ fullUrl }) => ({ reference: fullUrl }));
      // Words have no resource that says where they come from: the section itself points to it.
      const source = sourceOfText(draft.clinical, key);
      const entry = own.length === 0 && source ? [{ reference: source }] : own;
      return section(key, { lines, entries: entry, ...(author ? { author } : {}) });
    }),
  };
}

function sourceOfText(clinical: ClinicalDraft, key: SectionKey): string | undefined {
  if (key === 'question') return clinical.summary?.origin?.reference;
  if (key === 'history' || key === 'comorbidity' || key === 'exams') return clinical[key]?.origin?.reference;
  return undefined;
}

function textSource(fiche: Composition, key: SectionKey): string | undefined {
  const found = fiche.section?.find((one) => sectionKeyOf(one) === key)?.entry?.[0]?.reference;
  return found?.startsWith('#') ? undefined : found;
}

function caseOf({ doctor, presenter }: InscriptionDraft, target: Target): Encounter {
  const participant: Encounter['participant'] = [
    ...(doctor ? [{ type: [concept(PARTICIPATION_FUNCTION.PCP)], individual: doctorReference(doctor) }] : []),
    ...(presenter ? [{ individual: presenter }] : []),
  ];
  return {
    resourceType: 'Encounter',
    id: CASE,
    status: 'planned',
    class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'VR' },
    subject: target.patient,
    ...(participant.length > 0 ? { participant } : {}),
    ...(target.session ? { partOf: { reference: `Encounter/${target.session.id}` } } : {}),
  };
}

/** `Encounter/id` of the session a waiting inscription is for. */
export function wantedSession(request: ServiceRequest): string | undefined {
  const found = request.contained?.find((one): one is Encounter => one.resourceType === 'Encounter');
  return found?.partOf?.reference;
}

/** Does the content still wait inside the inscription? */
export function isStashed(request: ServiceRequest): boolean {
  return !!request.contained?.some(({ resourceType, id }) => resourceType === 'Composition' && id === FICHE);
}

/** The draft an inscription keeps. Words and values come back as they were; an origin by its reference alone. */
export function unstash(request: ServiceRequest): InscriptionDraft {
  const id = request.identifier?.find(({ value }) => value?.startsWith('urn:uuid:'))?.value?.slice(9) ?? '';
  const { remarks: _, ...content } = readRequest(request);
  const contained = request.contained ?? [];
  const consents = contained.filter((one): one is Consent => one.resourceType === 'Consent');
  const rcpCase = contained.find((one): one is Encounter => one.resourceType === 'Encounter');
  const announced = announcementOf(consents, '#');
  const doctor = rcpCase && doctorOf(rcpCase);
  const presenter = rcpCase?.participant?.find(({ type }) => !type)?.individual;
  return {
    ...emptyDraft(id),
    ...content,
    clinical: clinicalOf(contained),
    ...(request.requester ? { requester: request.requester as Reference<PractitionerRole> } : {}),
    ...(presenter ? { presenter: presenter as Reference<PractitionerRole> } : {}),
    ...(doctor ? { doctor } : {}),
    documents: (request.supportingInfo ?? []).filter(({ reference }) =>
      reference?.startsWith('DocumentReference/'),
    ) as InscriptionDraft['documents'],
    information: readInformation(consents, '#'),
    announcement:
      announced.state === 'told'
        ? { told: 'yes', ...(announced.on ? { date: announced.on } : {}) }
        : { told: announced.state === 'not-told' ? 'no' : 'unknown' },
  };
}

function clinicalOf(contained: readonly Resource[]): InscriptionDraft['clinical'] {
  const fiche = contained.find((one): one is Composition => one.resourceType === 'Composition');
  const byName = new Map(contained.map((one) => [`#${one.id}`, one]));
  if (!fiche) return emptyDraft('').clinical;
  return readFiche(
    fiche,
    (reference) => byName.get(reference),
    (what) => {
      const source = typeof what === 'string' ? textSource(fiche, what) : what.meta?.source;
      return source ? { reference: source, label: '' } : undefined;
    },
  );
}
