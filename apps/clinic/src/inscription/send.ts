import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import { DEFAULT_MINUTES, nextPosition } from '@dcc/rules/src/inscription/case.ts';
import type { CaseFacts } from '@dcc/rules/src/inscription/completeness.ts';
import type { InscriptionDraft } from '@dcc/rules/src/inscription/draft.ts';
import { ficheTitle } from '@dcc/rules/src/inscription/starting-fiche.ts';
import {
  depositBundle,
  type Place,
  placingBundle,
  type Sending,
} from '@dcc/rules/src/inscription/transaction.ts';
import type { MedplumClient } from '@medplum/core';
import type {
  Encounter,
  HealthcareService,
  Organization,
  Patient,
  PractitionerRole,
  Reference,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { ConflictError, isConflict } from '../data/save.ts';
import { transact } from '../data/transact.ts';

/** What sends an inscription. */
export interface Order {
  draft: InscriptionDraft;
  /** Id of the stored request. */
  id: string;
  patient: Patient;
  rcp: HealthcareService;
  session: Encounter;
  facts: CaseFacts;
  /** May this person write cases? Otherwise the inscription is deposited and waits for whoever may. */
  mayPlace: boolean;
  pieces?: Sending['pieces'];
}

/**
 * Sends an inscription, once: when the answer of a first try was lost, the second finds it done.
 * @throws ConflictError when somebody else changed it meanwhile.
 */
export async function send(medplum: MedplumClient, order: Order): Promise<void> {
  const stored = await medplum.readResource('ServiceRequest', order.id, { cache: 'reload' });
  if (await isSent(medplum, stored, order.mayPlace)) return;
  const sending: Sending = {
    draft: order.draft,
    stored,
    target: {
      patient: { reference: `Patient/${order.patient.id}` },
      rcp: order.rcp,
      session: order.session,
      now: new Date().toISOString(),
    },
    facts: order.facts,
    pieces: order.pieces,
    newId: () => crypto.randomUUID(),
  };
  const bundle = order.mayPlace
    ? placingBundle(sending, await placeOf(medplum, order))
    : depositBundle(sending);
  try {
    await transact(medplum, bundle);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const now = await medplum.readResource('ServiceRequest', order.id, { cache: 'reload' });
    if (!(await isSent(medplum, now, order.mayPlace))) throw new ConflictError(`ServiceRequest/${order.id}`);
  }
}

async function isSent(medplum: MedplumClient, stored: ServiceRequest, placed: boolean): Promise<boolean> {
  if (stored.status === 'draft' || stored.status === 'on-hold') return false;
  if (!placed) return true;
  const cases = await medplum.searchResources('Encounter', `based-on=ServiceRequest/${stored.id}&_count=5`, {
    cache: 'reload',
  });
  return cases.some(({ status }) => status !== 'cancelled');
}

/** Where the case goes: after the last one, under the names that its fiche is titled with. */
export async function placeOf(
  medplum: MedplumClient,
  { session, rcp, draft }: Pick<Order, 'session' | 'rcp' | 'draft'>,
): Promise<Place> {
  const [cases, title, requesterOrganization] = await Promise.all([
    medplum.searchResources('Encounter', `part-of=Encounter/${session.id}&_count=500`, { cache: 'reload' }),
    titleOf(medplum, rcp),
    organizationOf(medplum, draft.requester, rcp),
  ]);
  return { position: nextPosition(cases), minutes: DEFAULT_MINUTES, title, requesterOrganization };
}

async function titleOf(medplum: MedplumClient, rcp: HealthcareService): Promise<string> {
  const reference = rcp.extension?.find(({ url }) => url === EXTENSIONS.GESTIONNAIRE_3C)?.valueReference;
  const centre = reference?.reference ? await readOrganization(medplum, reference) : undefined;
  const network = centre?.partOf ? await readOrganization(medplum, centre.partOf) : undefined;
  return ficheTitle(network?.name ?? '?', centre?.name ?? '?', rcp.name ?? '?');
}

function readOrganization(medplum: MedplumClient, reference: Reference): Promise<Organization> {
  return medplum.readReference(reference as Reference<Organization>);
}

async function organizationOf(
  medplum: MedplumClient,
  requester: Reference<PractitionerRole> | undefined,
  rcp: HealthcareService,
): Promise<Reference<Organization>> {
  const role = requester ? await medplum.readReference(requester) : undefined;
  // A demandeur without a place is counted with the establishment that organises.
  return role?.organization ?? (rcp.providedBy as Reference<Organization>);
}
