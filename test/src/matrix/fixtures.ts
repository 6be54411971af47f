import { randomUUID } from 'node:crypto';
import { DCC_CODES, LNC, TAG_SYSTEM, TAGS } from '@dcc/fhir-profiles';
import type { Resource } from '@medplum/fhirtypes';

/** What a fixture points to: the establishment, its 3C and its patient. */
export interface Place {
  readonly organization: string;
  readonly centre: string;
  readonly patient: string;
}

interface Fixture {
  /**
   * A reference parameter of the type and the place's resource it points to: for `_revinclude` and `_has`.
   */
  readonly link?: readonly [param: string, target: 'Organization' | 'Patient'];
  make(place: Place): object;
  /** What an update changes, when it is one act and not any change. */
  readonly act?: object;
}

const text = (value: string) => ({ text: value });
const subject = ({ patient }: Place) => ({ subject: { reference: patient } });
const ref = (reference: string) => ({ reference });
const url = () => `urn:uuid:${randomUUID()}`;
const bySubject = ['subject', 'Patient'] as const;
const document = (place: Place) => ({
  ...subject(place),
  type: text('Fiche RCP'),
  date: '2026-10-01',
  title: 'Fiche RCP',
  author: [ref(place.organization)],
  custodian: ref(place.organization),
});
const plan = (place: Place) => ({ ...subject(place), intent: 'proposal' });
const pps = { coding: [{ system: LNC.PPS.system, code: LNC.PPS.code }] };
const canonical = () => ({ url: url(), status: 'active' });

/** A smallest valid resource for each row of the table, in an establishment. */
export const FIXTURES: Record<string, Fixture> = {
  Patient: {
    link: ['organization', 'Organization'],
    make: ({ organization }) => ({ name: [{ family: 'Essai' }], managingOrganization: ref(organization) }),
  },
  CareTeam: { link: bySubject, make: subject },
  Encounter: {
    link: ['service-provider', 'Organization'],
    make: (place) => ({
      ...subject(place),
      status: 'planned',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'VR' },
      serviceProvider: ref(place.organization),
    }),
  },
  'Encounter:session': {
    link: ['service-provider', 'Organization'],
    make: ({ organization }) => ({
      status: 'planned',
      class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'VR' },
      type: [{ coding: [{ system: DCC_CODES.SESSION.system, code: DCC_CODES.SESSION.code }] }],
      serviceProvider: ref(organization),
    }),
  },
  ServiceRequest: {
    link: ['performer', 'Organization'],
    make: (place) => ({
      ...subject(place),
      status: 'active',
      intent: 'order',
      performer: [ref(place.organization)],
    }),
  },
  Condition: { link: bySubject, make: subject },
  Observation: {
    link: ['performer', 'Organization'],
    make: (place) => ({
      ...subject(place),
      status: 'final',
      code: text('ECOG'),
      performer: [ref(place.organization)],
    }),
  },
  'Observation:quorum': {
    link: bySubject,
    make: (place) => ({ ...subject(place), status: 'final', code: { coding: [{ code: 'ORG-125' }] } }),
  },
  Procedure: { link: bySubject, make: (place) => ({ ...subject(place), status: 'completed' }) },
  Specimen: { link: bySubject, make: subject },
  CarePlan: { link: bySubject, make: (place) => ({ ...plan(place), status: 'draft' }) },
  'CarePlan:active': { link: bySubject, make: (place) => ({ ...plan(place), status: 'active' }) },
  'CarePlan:pps': {
    link: bySubject,
    make: (place) => ({ ...plan(place), intent: 'plan', category: [pps], status: 'active' }),
  },
  'CarePlan:pps-ending': {
    link: bySubject,
    make: (place) => ({ ...plan(place), intent: 'plan', category: [pps], status: 'active' }),
    act: { status: 'revoked', note: [{ text: 'Le patient poursuit ses soins ailleurs.' }] },
  },
  Composition: { link: bySubject, make: (place) => ({ ...document(place), status: 'preliminary' }) },
  'Composition:final': { link: bySubject, make: (place) => ({ ...document(place), status: 'final' }) },
  'Composition:amended': { link: bySubject, make: (place) => ({ ...document(place), status: 'amended' }) },
  'Composition:pps': {
    link: bySubject,
    make: (place) => ({ ...document(place), type: pps, title: 'PPS', status: 'final' }),
  },
  DocumentReference: {
    link: ['custodian', 'Organization'],
    make: (place) => ({
      ...subject(place),
      status: 'current',
      custodian: ref(place.organization),
      content: [{ attachment: { title: 'pièce' } }],
    }),
  },
  Provenance: {
    link: ['target', 'Patient'],
    make: ({ patient, organization }) => ({
      target: [ref(patient)],
      recorded: '2026-10-01T10:00:00Z',
      agent: [{ who: ref(organization) }],
    }),
  },
  Task: {
    link: ['owner', 'Organization'],
    make: ({ patient, organization }) => ({
      status: 'requested',
      intent: 'order',
      for: ref(patient),
      owner: ref(organization),
    }),
  },
  Consent: {
    link: ['patient', 'Patient'],
    make: ({ patient, organization }) => ({
      status: 'active',
      scope: text('Confidentialité'),
      category: [text('Présentation en RCP')],
      policyRule: text('Information du patient'),
      organization: [ref(organization)],
      patient: ref(patient),
    }),
  },
  Communication: { link: bySubject, make: (place) => ({ ...subject(place), status: 'completed' }) },
  Appointment: {
    link: ['patient', 'Patient'],
    make: ({ patient }) => ({
      status: 'proposed',
      participant: [{ actor: ref(patient), status: 'needs-action' }],
    }),
  },
  AppointmentResponse: {
    link: ['patient', 'Patient'],
    make: ({ patient }) => ({
      appointment: { display: 'Convocation' },
      actor: ref(patient),
      participantStatus: 'accepted',
    }),
  },
  QuestionnaireResponse: { link: bySubject, make: (place) => ({ ...subject(place), status: 'in-progress' }) },
  Flag: {
    link: bySubject,
    make: (place) => ({ ...subject(place), status: 'active', code: text('Diagnostic non annoncé') }),
  },
  Organization: { make: () => ({ name: 'Établissement' }) },
  OrganizationAffiliation: {
    link: ['participating-organization', 'Organization'],
    make: ({ organization, centre }) => ({
      organization: ref(centre),
      participatingOrganization: ref(organization),
    }),
  },
  HealthcareService: {
    link: ['organization', 'Organization'],
    make: ({ organization }) => ({ name: 'RCP', providedBy: ref(organization) }),
  },
  Practitioner: { make: () => ({ name: [{ family: 'Praticien' }] }) },
  PractitionerRole: {
    link: ['organization', 'Organization'],
    make: ({ organization }) => ({ organization: ref(organization) }),
  },
  Schedule: { link: ['actor', 'Organization'], make: ({ organization }) => ({ actor: [ref(organization)] }) },
  PlanDefinition: { make: canonical },
  Measure: { make: canonical },
  Library: { make: () => ({ ...canonical(), type: text('logic-library') }) },
  Questionnaire: { make: canonical },
  MeasureReport: {
    link: ['reporter', 'Organization'],
    make: ({ organization }) => ({
      // Figures alone: who may not see patients reads no other report (ADR 12).
      meta: { tag: [{ system: TAG_SYSTEM, code: TAGS.AGGREGATE }] },
      status: 'complete',
      type: 'summary',
      measure: 'urn:uuid:00000000-0000-4000-8000-000000000001',
      period: { start: '2026-10-01' },
      reporter: ref(organization),
    }),
  },
  Subscription: {
    make: () => ({
      status: 'off',
      reason: 'Essai',
      criteria: 'Task?status=draft',
      channel: { type: 'rest-hook', endpoint: 'https://dpi.example.org/avis' },
    }),
  },
  'Subscription:websocket': {
    make: () => ({
      status: 'off',
      reason: 'Essai',
      criteria: 'Task?status=draft',
      channel: { type: 'websocket' },
    }),
  },
  Group: {
    link: ['managing-entity', 'Organization'],
    make: ({ organization }) => ({ type: 'practitioner', actual: true, managingEntity: ref(organization) }),
  },
  AuditEvent: {
    make: ({ organization }) => ({
      type: { system: 'http://terminology.hl7.org/CodeSystem/audit-event-type', code: 'rest' },
      recorded: '2026-10-01T10:00:00Z',
      agent: [{ who: ref(organization), requestor: true }],
      source: { observer: ref(organization) },
    }),
  },
  AccessPolicy: { make: () => ({ name: `Politique ${randomUUID()}` }) },
};

/** A new resource for a row of the table, without accounts. */
export function fixture(name: string, place: Place): Resource {
  return { resourceType: name.split(':')[0], ...FIXTURES[name]!.make(place) } as Resource;
}
