import { golden, goldenResources } from '@dcc/fhir-profiles/examples/golden.ts';
import { loadDefinitions } from '@dcc/fhir-profiles/examples/testing.ts';
import { loadProfiles } from '@dcc/fhir-profiles/src/dist.ts';
import { validateResource } from '@medplum/core';
import type {
  Bundle,
  Composition,
  Encounter,
  HealthcareService,
  Patient,
  Resource,
  ServiceRequest,
} from '@medplum/fhirtypes';
import { emptyDraft, type InscriptionDraft } from './draft.ts';
import { factsOf } from './facts.ts';
import { accept } from './offer.ts';
import { prefill } from './prefill.ts';
import type { Place, Sending } from './transaction.ts';

export const NOW = '2026-11-02T09:00:00+01:00';
export const ID = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';

export const rcp = golden<HealthcareService>('rcp');
export const patient = golden<Patient>('patient');
/** A session to come of the golden RCP. */
export const session: Encounter = {
  ...golden<Encounter>('session'),
  id: 'next-session',
  status: 'planned',
  period: { start: '2026-11-09T18:00:00+01:00', end: '2026-11-09T20:00:00+01:00' },
};

/** Everything the golden record holds, as one search would give it. */
export const record = (): Resource[] => [...goldenResources().values()];

/** A draft where everything offered was taken over, and the rest answered. */
export function fullDraft(): InscriptionDraft {
  const empty = emptyDraft(ID);
  const inscription = golden<ServiceRequest>('inscription');
  return {
    ...empty,
    motives: ['ORG-114'],
    reason: 'Rechute locale',
    question: 'Quelle stratégie après la rechute ?',
    clinical: prefill(record()).reduce(accept, empty.clinical),
    requester: inscription.requester as InscriptionDraft['requester'],
    doctor: { kind: 'known', role: { reference: 'PractitionerRole/gp' } },
    information: { informed: true, opposed: false, date: '2026-11-01' },
    announcement: { told: 'yes', date: '2026-10-30' },
  };
}

/** Ids that are the same in every run. */
export function counter(): () => string {
  let count = 0;
  return () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`;
}

export function sending(draft: InscriptionDraft, stored: Partial<ServiceRequest> = {}): Sending {
  return {
    draft,
    stored: {
      resourceType: 'ServiceRequest',
      id: 'stored',
      meta: { versionId: 'v3' },
      identifier: [{ system: 'urn:ietf:rfc:3986', value: `urn:uuid:${draft.id}` }],
      status: 'draft',
      intent: 'order',
      subject: { reference: `Patient/${patient.id}` },
      ...stored,
    },
    target: { patient: { reference: `Patient/${patient.id}` }, rcp, session, now: NOW },
    facts: factsOf(draft, patient, rcp, [], NOW),
    newId: counter(),
  };
}

export const place: Place = {
  position: 4,
  minutes: 6,
  requesterOrganization: { reference: 'Organization/org-hospital' },
  title: 'FRCP Réseau / 3C / Sein',
};

/** The resources of a bundle, of one type when it is given. */
export function inside<T extends Resource>(bundle: Bundle, type?: T['resourceType']): T[] {
  const all = (bundle.entry ?? []).flatMap(({ resource }) => resource ?? []);
  return all.filter((one) => !type || one.resourceType === type) as T[];
}

let profiles: ReturnType<typeof loadProfiles> | undefined;

/** What is wrong with a resource by the profiles it declares, and FHIR R4 without any: one line per issue. */
export function issuesOf(resource: Resource): string[] {
  loadDefinitions();
  profiles ??= loadProfiles();
  const declared = (resource.meta?.profile ?? []).map((url) => profiles!.get(url)!);
  try {
    const found =
      declared.length > 0
        ? declared.map((profile) => validateResource(resource, { profile }))
        : [validateResource(resource)];
    return found
      .flat()
      .flatMap(({ severity, details }) => (severity === 'error' ? (details?.text ?? '?') : []));
  } catch (error) {
    return [(error as Error).message];
  }
}

export type { Composition };
