import { CISIS, DCC_CODES, THEMATIC } from '../../src/codes.ts';
import { EXTENSIONS } from '../../src/extensions.ts';
import { IDENTIFIER_TYPES } from '../../src/identifiers.ts';
import { SYSTEMS } from '../../src/systems.ts';
import { golden } from '../golden.ts';
import type { MutantRow } from './types.ts';

const patient = { reference: `Patient/${golden('patient').id}` };

const CATALOGUE: readonly MutantRow[] = [
  ['dcc-rcp-1', 'HealthcareService.identifier', 'rcp', { 'identifier.0.system': 'urn:oid:1.2.3' }],
  ['dcc-rcp-2', 'HealthcareService.name', 'rcp', { name: undefined }],
  ['dcc-rcp-3', 'HealthcareService.active', 'rcp', { active: undefined }],
  ['dcc-rcp-4', 'HealthcareService.providedBy', 'rcp', { providedBy: undefined }],
  ['dcc-rcp-5', 'HealthcareService.category', 'rcp', { 'category.0.coding.0.code': '38' }],
  ['dcc-rcp-6', 'HealthcareService.type', 'rcp', { 'type.+': { text: 'Sénologie' } }],
  ['dcc-rcp-7', 'HealthcareService.type', 'rcp', { 'type.0.coding.0': undefined }],
  [
    'dcc-rcp-7',
    'HealthcareService.type',
    'rcp-oncogeriatric',
    { 'type.0.coding.+': { ...CISIS.NATURE_TRANSVERSALE } },
  ],
  ['dcc-rcp-8', 'HealthcareService.type', 'rcp', { 'type.0.coding': [CISIS.NATURE_ORGANES, THEMATIC.SEIN] }],
  [
    'dcc-rcp-8',
    'HealthcareService.type',
    'rcp-oncogeriatric',
    { 'type.0.coding': [CISIS.NATURE_TRANSVERSALE, THEMATIC.ONCOGERIATRIE] },
  ],
  ['dcc-rcp-9', 'HealthcareService.type', 'rcp', { 'type.0.coding.3': undefined }],
  ['dcc-rcp-9', 'HealthcareService.type', 'rcp', { 'type.0.coding.3.code': 'seins' }],
  ['dcc-rcp-10', 'HealthcareService.type', 'rcp', { 'type.0.coding.2.code': '74101002' }],
  ['dcc-rcp-11', 'HealthcareService.characteristic', 'rcp', { characteristic: undefined }],
  ['dcc-rcp-12', 'HealthcareService.category', 'rcp-recours', { 'category.0.coding.0.code': '39' }],
  ['dcc-rcp-13', 'HealthcareService.extension (dcc-3c)', 'rcp', { 'extension.0': undefined }],
  ['dcc-rcp-14', 'HealthcareService.extension (dcc-quorum-rule)', 'rcp', { 'extension.1': undefined }],
  [
    'dcc-rcp-14',
    'HealthcareService.extension (dcc-quorum-rule)',
    'rcp',
    { 'extension.1.valueCanonical': 'https://dcc.example.org/fhir/PlanDefinition/quorum-standard' },
  ],
  ['dcc-plan-1', 'PlanDefinition.url', 'quorum-standard', { url: undefined }],
  ['dcc-plan-2', 'PlanDefinition.version', 'quorum-standard', { version: undefined }],
  ['dcc-plan-3', 'PlanDefinition.effectivePeriod.start', 'quorum-standard', { effectivePeriod: undefined }],
  [
    'dcc-plan-4',
    'PlanDefinition.extension (dcc-quorum-definition)',
    'quorum-standard',
    { extension: undefined },
  ],
  ['dcc-plan-5', 'PlanDefinition.type', 'quorum-standard', { type: undefined }],
];

const person = { reference: `Practitioner/${golden('practitioner-surgeon').id}` };

const CALENDAR: readonly MutantRow[] = [
  ['dcc-cal-1', 'Schedule.identifier', 'rcp-calendar', { identifier: undefined }],
  ['dcc-cal-2', 'Schedule.actor', 'rcp-calendar', { 'actor.0': patient }],
  ['dcc-cal-3', 'Schedule.planningHorizon.start', 'rcp-calendar', { planningHorizon: undefined }],
  ['dcc-cal-4', 'Schedule.extension (dcc-calendar)', 'rcp-calendar', { 'extension.0': undefined }],
  ['dcc-conv-1', 'Appointment.identifier', 'convocation', { identifier: undefined }],
  ['dcc-conv-2', 'Appointment.supportingInformation', 'convocation', { supportingInformation: undefined }],
  ['dcc-conv-3', 'Appointment.start', 'convocation', { start: '2027-11-18T12:30:00+01:00' }],
  ['dcc-conv-4', 'Appointment.participant.actor', 'convocation', { 'participant.0.actor': person }],
  [
    'dcc-answer-1',
    'AppointmentResponse.extension (dcc-convocation-answer)',
    'convocation-response',
    { 'extension.0.extension.0.valueCode': 'peut-être' },
  ],
  ['dcc-answer-2', 'AppointmentResponse.actor', 'convocation-response', { actor: person }],
];

const ATTENDANCE = 'Encounter.participant.extension (dcc-attendance)';

const SESSION: readonly MutantRow[] = [
  ['dcc-ses-1', 'Encounter.type', 'session', { 'type.0.coding.0.code': '38' }],
  ['dcc-ses-1', 'Encounter.type', 'session', { 'type.0.coding.1': undefined }],
  ['dcc-ses-2', 'Encounter.participant', 'session', { 'participant.0': undefined }],
  ['dcc-ses-2', 'Encounter.participant', 'session', { 'participant.1.type.0.coding.0.code': 'PPRF' }],
  ['dcc-ses-3', ATTENDANCE, 'session', { 'participant.4.extension': undefined }],
  ['dcc-ses-4', 'Encounter.type', 'session', { 'type.0.coding.2': undefined }],
  ['dcc-ses-5', 'Encounter.type', 'session', { 'type.0.coding.3': undefined }],
  ['dcc-ses-6', 'Encounter.type', 'session', { 'type.0.coding.4': undefined }],
  ['dcc-ses-7', 'Encounter.type', 'session', { 'type.0.coding.5': undefined }],
  ['dcc-ses-8', 'Encounter.identifier', 'session', { 'identifier.0.system': 'urn:oid:1.2.3' }],
  ['dcc-ses-9', 'Encounter.class', 'session', { 'class.code': 'AMB' }],
  ['dcc-ses-10', 'Encounter.subject', 'session', { subject: patient }],
  ['dcc-ses-11', 'Encounter.period.start', 'session-planned', { period: undefined }],
  ['dcc-ses-12', 'Encounter.period.end', 'session', { 'period.end': undefined }],
  ['dcc-ses-12', 'Encounter.period.end', 'session', { 'period.end': '2026-10-14T11:30:00+02:00' }],
  ['dcc-ses-13', 'Encounter.serviceProvider', 'session', { serviceProvider: undefined }],
  ['dcc-ses-14', 'Encounter.extension (dcc-rcp)', 'session', { 'extension.0': undefined }],
  ['dcc-ses-15', 'Encounter.extension (dcc-3c)', 'session', { 'extension.1': undefined }],
  ['dcc-ses-16', 'Encounter.participant.type', 'session', { 'participant.3.type.0.coding.0.code': 'REF' }],
  ['dcc-ses-17', 'Encounter.participant.individual', 'session', { 'participant.3.individual': undefined }],
  ['dcc-ses-18', ATTENDANCE, 'session', { 'participant.4.extension.0.extension.0.valueCode': 'phone' }],
  ['dcc-ses-18', ATTENDANCE, 'session', { 'participant.4.extension.0.extension.1': undefined }],
  ['dcc-ses-19', ATTENDANCE, 'session', { 'participant.1.extension.0.extension.1': undefined }],
  [
    'dcc-ses-19',
    ATTENDANCE,
    'session',
    { 'participant.1.extension.0.extension.1.valueCoding.code': 'SM999' },
  ],
  ['dcc-ses-20', ATTENDANCE, 'session', { 'participant.6.extension.0.extension.2.valueBoolean': true }],
];

const REQUEST: readonly MutantRow[] = [
  ['dcc-req-1', 'ServiceRequest.identifier', 'inscription', { identifier: undefined }],
  ['dcc-req-2', 'ServiceRequest.category', 'inscription', { category: undefined }],
  ['dcc-req-3', 'ServiceRequest.code', 'inscription', { 'code.coding.0.code': '38' }],
  ['dcc-req-4', 'ServiceRequest.intent', 'inscription', { intent: 'plan' }],
  ['dcc-req-5', 'ServiceRequest.subject', 'inscription', { 'subject.reference': 'Group/1' }],
  ['dcc-req-6', 'ServiceRequest.requester', 'inscription', { requester: undefined }],
  ['dcc-req-7', 'ServiceRequest.performer', 'inscription', { performer: undefined }],
  ['dcc-req-8', 'ServiceRequest.occurrenceDateTime', 'inscription', { occurrenceDateTime: undefined }],
  ['dcc-req-9', 'ServiceRequest.reasonCode', 'inscription', { 'reasonCode.0': undefined }],
  ['dcc-req-10', 'ServiceRequest.note', 'inscription', { note: undefined }],
  [
    'dcc-req-11',
    'ServiceRequest.reasonCode',
    'inscription',
    { 'reasonCode.+': { coding: [{ system: SYSTEMS.CISIS.url, code: 'ORG-113' }] } },
  ],
  [
    'dcc-req-10',
    'ServiceRequest.note',
    'request-draft',
    { status: 'active', occurrenceDateTime: '2026-11-18', reasonCode: [{ coding: [CISIS.REASON_THERAPY] }] },
  ],
];

const PCP_UNKNOWN = 'participant.2.individual';

const CASE: readonly MutantRow[] = [
  ['dcc-case-1', 'Encounter.type', 'case', { 'type.0.coding.1': undefined }],
  ['dcc-case-1', 'Encounter.type', 'case', { 'type.0.coding.+': { ...CISIS.REGISTERED } }],
  ['dcc-case-2', 'Encounter.type', 'case', { 'type.0.coding.0': undefined }],
  ['dcc-case-2', 'Encounter.type', 'case', { 'type.0.coding.2': undefined }],
  ['dcc-case-3', 'Encounter.type', 'case', { 'type.0.coding.3': undefined }],
  ['dcc-case-4', 'Encounter.type', 'case', { 'type.0.coding.4': undefined }],
  ['dcc-case-5', 'Encounter.class', 'case', { 'class.code': 'AMB' }],
  ['dcc-case-6', 'Encounter.identifier', 'case', { identifier: undefined }],
  ['dcc-case-7', 'Encounter.subject', 'case', { subject: undefined }],
  ['dcc-case-8', 'Encounter.partOf', 'case', { partOf: undefined }],
  ['dcc-case-9', 'Encounter.basedOn', 'case', { basedOn: undefined }],
  ['dcc-case-10', 'Encounter.serviceProvider', 'case', { serviceProvider: undefined }],
  ['dcc-case-11', 'Encounter.extension (dcc-rcp)', 'case', { 'extension.1': undefined }],
  ['dcc-case-12', 'Encounter.extension (dcc-requester-organization)', 'case', { 'extension.2': undefined }],
  ['dcc-case-13', 'Encounter.period.start', 'case', { 'period.start': undefined }],
  ['dcc-case-14', 'Encounter.participant', 'case', { 'participant.0': undefined }],
  ['dcc-case-15', 'Encounter.participant', 'case', { [PCP_UNKNOWN]: { display: 'Inconnu' } }],
  ['dcc-case-16', 'Encounter.participant', 'case', { 'participant.3.extension': undefined }],
  [
    'dcc-case-16',
    'Encounter.participant',
    'case',
    { 'participant.3.extension.0.extension.0.valueCode': DCC_CODES.VISIO.code },
  ],
];

/** An extension that is there, but holds or is something else. */
const EXTENSION: readonly MutantRow[] = [
  [
    'dcc-ses-14',
    'Encounter.extension (dcc-rcp)',
    'session',
    { 'extension.0.valueReference.reference': 'Organization/1' },
  ],
  ['dcc-case-11', 'Encounter.extension (dcc-rcp)', 'case', { 'extension.1.url': EXTENSIONS.FORM }],
];

export const RCP: readonly MutantRow[] = [
  ...CATALOGUE,
  ...SESSION,
  ...REQUEST,
  ...CASE,
  ...EXTENSION,
  ...CALENDAR,
];

/** What FR Core asks of the identifiers of an Encounter. */
export const RCP_REQUIRED: readonly MutantRow[] = ['session', 'case'].flatMap((example): MutantRow[] => {
  const type = { coding: [{ system: IDENTIFIER_TYPES.FR_ENCOUNTER, code: 'VN' }] };
  const path = (last: string): string => `Encounter.identifier.${last}`;
  return [
    [path('type'), path('type'), example, { 'identifier.+': { system: 'urn:oid:1.2.3', value: '1' } }],
    [path('system'), path('system'), example, { 'identifier.+': { type, value: '1' } }],
    [path('value'), path('value'), example, { 'identifier.+': { type, system: 'urn:oid:1.2.3' } }],
  ];
});
