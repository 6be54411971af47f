import type {
  Bundle,
  BundleEntry,
  Encounter,
  Organization,
  Patient,
  Reference,
  Resource,
  ServiceRequest,
  Task,
} from '@medplum/fhirtypes';
import { toCase } from './case.ts';
import { type ChaseTarget, chase } from './chase.ts';
import { type CaseFacts, completeness } from './completeness.ts';
import { presentationConsent } from './consent.ts';
import type { InscriptionDraft } from './draft.ts';
import { oneOfEach } from './reports.ts';
import { type Target, toRequest } from './request.ts';
import { startingFiche, startingSections } from './starting-fiche.ts';
import { announcementConsent, stash } from './stash.ts';
import { type Anchor, writeClinical } from './write-clinical.ts';

/**
 * Writing an inscription. The draft is created first, once (conditional on its identifier). What sends it is one
 * transaction of plain creates around an update of that draft under `If-Match`: sent twice, the second one is
 * refused whole, and nothing is written twice. Conditional creates inside would be limited to eight entries
 * (spec/medplum.md 5).
 */
export interface Sending {
  draft: InscriptionDraft;
  /** The draft as it is stored, with its version. */
  stored: ServiceRequest;
  target: Target & { session: Encounter };
  facts: CaseFacts;
  /** Who is asked for the pieces that lack; nobody is asked when absent. */
  pieces?: Omit<ChaseTarget, 'inscription' | 'patient' | 'id' | 'now'>;
  /** A new UUID at each call. */
  newId: () => string;
}

/** What the agenda needs: given by those who may put a case on it. */
export interface Place {
  position: number;
  minutes: number;
  requesterOrganization: Reference<Organization>;
  /** Title of the fiche. */
  title: string;
}

/** The draft as it is kept while it is being written: its content waits inside it. */
export function draftRequest(
  draft: InscriptionDraft,
  target: Target,
  stored?: ServiceRequest,
): ServiceRequest {
  return withStash(toRequest(draft, target, 'draft', stored), draft, target);
}

/**
 * Sends an inscription to the RCP without an agenda: who may not write cases deposits, and who holds the agenda
 * places it later. @throws Error in French when a blocking piece lacks.
 */
export function depositBundle(sending: Sending): Bundle {
  const { draft, stored, target } = sending;
  check(sending);
  const request = withStash(toRequest(draft, target, 'active', stored), draft, target);
  return transaction([update(request), ...consents(sending), ...tasks(sending)]);
}

/**
 * Sends an inscription and puts its case on the agenda with its starting fiche, all or nothing; also places one
 * that was deposited before. @throws Error in French when a blocking piece lacks.
 */
export function placingBundle(sending: Sending, place: Place): Bundle {
  const { draft, stored, target, newId } = sending;
  check(sending);
  const inscription = refer<ServiceRequest>(stored);
  const caseUrl = `urn:uuid:${newId()}`;
  const rcpCase = toCase({
    ...place,
    rcp: target.rcp,
    session: target.session,
    patient: target.patient,
    inscription,
    requester: draft.requester!,
    presenter: draft.presenter,
    doctor: draft.doctor,
    id: newId(),
  });
  const anchor: Anchor = {
    subject: target.patient,
    encounter: { reference: caseUrl },
    today: target.now.slice(0, 10),
    name: () => `urn:uuid:${newId()}`,
  };
  const written = writeClinical(oneOfEach(draft.clinical), anchor);
  const fiche = startingFiche(
    {
      rcp: target.rcp,
      session: target.session,
      patient: target.patient,
      rcpCase: { reference: caseUrl },
      inscription,
      author: draft.requester!,
      title: place.title,
      id: newId(),
      now: target.now,
    },
    startingSections(draft, written, inscription),
  );
  const { contained: _, ...request } = toRequest(draft, target, 'active', stored);
  // Consents and tasks of an inscription deposited before are already there.
  const first = stored.status === 'draft';
  return transaction([
    update(request as ServiceRequest),
    create(rcpCase, caseUrl),
    ...written.flatMap(({ entries }) => entries.map(({ resource, fullUrl }) => create(resource, fullUrl))),
    create(fiche, `urn:uuid:${newId()}`),
    ...(first ? [...consents(sending), ...tasks(sending)] : []),
  ]);
}

function check({ facts, draft }: Sending): void {
  if (draft.information.opposed) {
    throw new Error(
      'Non-opposition : le patient s’oppose à la présentation de son dossier. L’inscription ne peut pas être envoyée.',
    );
  }
  const { missing, sendable } = completeness(facts);
  if (!sendable) {
    const names = missing.filter(({ blocking }) => blocking).map(({ label }) => label);
    throw new Error(`Il manque, pour envoyer l’inscription : ${names.join(', ')}.`);
  }
}

function withStash(request: ServiceRequest, draft: InscriptionDraft, target: Target): ServiceRequest {
  const { contained, references } = stash(draft, target);
  return { ...request, contained, supportingInfo: [...(request.supportingInfo ?? []), ...references] };
}

function consents({ draft, stored, target }: Sending): BundleEntry[] {
  const inscription = refer<ServiceRequest>(stored);
  const shared = { id: draft.id, patient: target.patient, inscription, now: target.now };
  const information = presentationConsent(draft.information, {
    ...shared,
    ...(draft.requester ? { by: draft.requester } : {}),
  });
  return [...(information ? [information] : []), announcementConsent(draft, target, inscription)].map((one) =>
    create(one),
  );
}

function tasks({ draft, stored, target, facts, pieces }: Sending): BundleEntry[] {
  if (!pieces) return [];
  const made: Task[] = chase(completeness(facts).missing, {
    ...pieces,
    id: draft.id,
    patient: target.patient as Reference<Patient>,
    inscription: refer<ServiceRequest>(stored),
    now: target.now,
  });
  return made.map((one) => create(one));
}

export function refer<T extends Resource>(resource: T): Reference<T> {
  return { reference: `${resource.resourceType}/${resource.id}` } as Reference<T>;
}

export function transaction(entry: BundleEntry[]): Bundle {
  return { resourceType: 'Bundle', type: 'transaction', entry };
}

export function create(resource: Resource, fullUrl?: string): BundleEntry {
  return {
    ...(fullUrl ? { fullUrl } : {}),
    resource,
    request: { method: 'POST', url: resource.resourceType },
  };
}

/** Replaces a resource only as it was read. */
export function update(resource: Resource): BundleEntry {
  const version = resource.meta?.versionId;
  return {
    resource,
    request: {
      method: 'PUT',
      url: `${resource.resourceType}/${resource.id}`,
      ...(version ? { ifMatch: `W/"${version}"` } : {}),
    },
  };
}
