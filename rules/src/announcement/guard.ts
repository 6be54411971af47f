import { codeSystem } from '@dcc/fhir-profiles/src/canonical.ts';
import { DCC_CODES } from '@dcc/fhir-profiles/src/codes.ts';
import { SYSTEMS } from '@dcc/fhir-profiles/src/systems.ts';
import type { Consent, Patient, PractitionerRole, Reference, ServiceRequest } from '@medplum/fhirtypes';

/**
 * The announcement guard (spec/product.md 16): a fiche may hold a diagnosis its patient does not know. Until
 * somebody says it was told (who, when), what faces the patient hides it. It cannot stand in the fiche, which is
 * locked once signed: it is a Consent about the inscription, whose history is the trace.
 */

export const ANNOUNCEMENT = DCC_CODES.ANNOUNCEMENT;

/** Identifier system of the guard: its value is `announcement-<UUID of the inscription>`. */
export const ANNOUNCEMENT_SYSTEM = `${codeSystem('dcc')}/consent`;

/** Security label of a document its patient may not see yet (CI-SIS, TRE_A07). */
export const INVISIBLE_PATIENT = {
  system: SYSTEMS.CONFIDENTIALITY_FR.url,
  code: 'INVISIBLE_PATIENT',
  display: 'Document non visible par le patient',
} as const;

/** `unknown`: nobody said anything. It protects as `not-told` does. */
export type AnnouncementState =
  | { state: 'told'; on?: string; by?: Reference; consent: Consent }
  | { state: 'not-told'; consent: Consent }
  | { state: 'unknown' };

/** What the stored Consents say of one inscription. @param inscription `ServiceRequest/id`. */
export function announcementOf(consents: readonly Consent[], inscription: string): AnnouncementState {
  const own = consents.filter(
    (one) =>
      isAnnouncement(one) &&
      one.provision?.data?.some(({ reference }) => reference?.reference === inscription),
  );
  // Two answers can only come from two writers: the one that protects wins.
  const hiding = own.find(({ provision }) => provision?.type !== 'permit');
  if (hiding) return { state: 'not-told', consent: hiding };
  const [told] = own;
  if (!told) return { state: 'unknown' };
  const on = told.provision?.period?.start;
  const by = told.performer?.[0];
  return { state: 'told', ...(on ? { on } : {}), ...(by ? { by } : {}), consent: told };
}

/** May what faces the patient show this passage? Only once it was told. */
export function isHiddenFromPatient(consents: readonly Consent[], inscription: string): boolean {
  return announcementOf(consents, inscription).state !== 'told';
}

/** The last time the patient was told a diagnosis, whatever the inscription: what a new one may take over. */
export function lastAnnouncement(consents: readonly Consent[]): Consent | undefined {
  return consents
    .filter((one) => isAnnouncement(one) && one.provision?.type === 'permit')
    .sort((a, b) => dayOf(b).localeCompare(dayOf(a)))[0];
}

/** What says it was told. */
export interface Telling {
  /** FHIR date of the announcement. */
  on: string;
  /** The professional who told. */
  by: Reference<PractitionerRole>;
}

/** What the guard is about. */
export interface GuardTarget {
  /** UUID of the inscription. */
  id: string;
  patient: Reference<Patient>;
  inscription: Reference<ServiceRequest>;
  /** FHIR instant. */
  now: string;
}

/** The guard as it is first written: closed, or open when the diagnosis was told before the inscription. */
export function guard(target: GuardTarget, telling?: Telling): Consent {
  const closed: Consent = {
    resourceType: 'Consent',
    identifier: [{ system: ANNOUNCEMENT_SYSTEM, value: `announcement-${target.id}` }],
    status: 'active',
    scope: {
      coding: [{ system: 'http://terminology.hl7.org/CodeSystem/consentscope', code: 'patient-privacy' }],
    },
    category: [{ coding: [{ ...ANNOUNCEMENT }] }],
    patient: target.patient,
    dateTime: target.now,
    policyRule: { text: 'Le diagnostic reste caché au patient jusqu’à ce que son annonce soit enregistrée' },
    provision: { type: 'deny', data: [{ meaning: 'related', reference: target.inscription }] },
  };
  return telling ? release(closed, telling, target.now) : closed;
}

/**
 * Opens a guard: somebody says the diagnosis was told.
 * @throws Error in French when the announcement is dated in the future: a plan is not an announcement.
 */
export function release(closed: Consent, telling: Telling, now: string): Consent {
  if (telling.on.slice(0, 10) > now.slice(0, 10)) {
    throw new Error(
      'Date de l’annonce : elle est dans le futur. Indiquez le jour où le diagnostic a été dit.',
    );
  }
  return {
    ...closed,
    dateTime: now,
    performer: [telling.by],
    provision: { ...closed.provision, type: 'permit', period: { start: telling.on } },
  };
}

/** Closes a guard opened by mistake. */
export function withdraw(open: Consent, now: string): Consent {
  const { performer: _, provision, ...rest } = open;
  const { period: __, ...kept } = provision ?? {};
  return { ...rest, dateTime: now, provision: { ...kept, type: 'deny' } };
}

function isAnnouncement(one: Consent): boolean {
  return (
    one.status === 'active' &&
    !!one.category?.some(({ coding }) =>
      coding?.some(({ system, code }) => system === ANNOUNCEMENT.system && code === ANNOUNCEMENT.code),
    )
  );
}

function dayOf({ provision, dateTime }: Consent): string {
  return provision?.period?.start ?? dateTime ?? '';
}
