import { DCC_CODES } from '../../src/codes.ts';
import { IDENTIFIERS } from '../../src/identifiers.ts';
import type { MutantRow } from './types.ts';

const OTHER = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-RoleClass', code: 'PAT' }] };

export const DIRECTORY: readonly MutantRow[] = [
  ['dcc-org-1', 'Organization.name', 'org-hospital', { name: undefined }],
  [
    'dcc-org-2',
    'Organization.identifier (FINESS)',
    'org-hospital',
    { 'identifier.0.value': '19900000', 'identifier.1.value': '9900000' },
  ],
  [
    'dcc-org-2',
    'Organization.identifier (FINESS)',
    'org-corsica',
    { 'identifier.0.value': '12C9999991', 'identifier.1.value': '2C9999991' },
  ],
  [
    'dcc-org-3',
    'Organization.identifier (FINESS)',
    'org-hospital',
    { 'identifier.0.value': '1990000011', 'identifier.1.value': '990000011' },
  ],
  [
    'dcc-org-3',
    'Organization.identifier (FINESS)',
    'org-clinic',
    { 'identifier.0.value': '1990000208', 'identifier.1.value': '990000208' },
  ],
  ['dcc-org-4', 'Organization.identifier (IDNST)', 'org-hospital', { 'identifier.0.value': '1990000099' }],
  ['dcc-org-5', 'Organization.identifier', 'org-hospital', { identifier: undefined }],

  ['dcc-prac-1', 'Practitioner.name.family', 'practitioner-surgeon', { 'name.0.family': undefined }],
  [
    'dcc-prac-2',
    'Practitioner.identifier (RPPS)',
    'practitioner-surgeon',
    { 'identifier.0.value': '9970000002', 'identifier.1.value': '89970000002' },
  ],
  [
    'dcc-prac-3',
    'Practitioner.identifier (IDNPS)',
    'practitioner-surgeon',
    { 'identifier.1.value': '899700000011' },
  ],
  ['dcc-prac-4', 'Practitioner.name.prefix', 'practitioner-surgeon', { 'name.0.prefix': ['Monsieur'] }],
  ['dcc-prac-5', 'Practitioner.name.suffix', 'practitioner-surgeon', { 'name.0.suffix': ['Docteur'] }],

  ['dcc-role-1', 'PractitionerRole.practitioner', 'role-surgeon', { practitioner: undefined }],
  ['dcc-role-2', 'PractitionerRole.organization', 'role-surgeon', { organization: undefined }],
  ['dcc-role-3', 'PractitionerRole.code', 'role-nurse', { code: undefined }],
  ['dcc-role-4', 'PractitionerRole.specialty', 'role-surgeon', { specialty: undefined }],

  [
    'dcc-pat-1',
    'Patient.identifier',
    'patient',
    {
      'extension.0.extension.0.valueCoding.code': 'DOUT',
      'extension.0.extension.0.valueCoding.display': undefined,
    },
  ],
  ['dcc-pat-1', 'Patient.identifier', 'patient', { 'extension.0.extension.0.valueCoding.code': 'FICT' }],
  ['dcc-pat-2', 'Patient.identifier (INS)', 'patient', { 'identifier.0.value': '2520375115123' }],
  ['dcc-pat-2', 'Patient.identifier (INS)', 'patient', { 'identifier.0.value': '25203751151230A' }],
  ['dcc-pat-2', 'Patient.identifier (INS)', 'patient-corsica', { 'identifier.0.value': '160072C00412345' }],
  ['dcc-pat-3', 'Patient.identifier (INS)', 'patient', { 'identifier.0.value': '252037511512399' }],
  ['dcc-pat-3', 'Patient.identifier (INS)', 'patient', { 'identifier.0.value': '252037511521338' }],
  ['dcc-pat-3', 'Patient.identifier (INS)', 'patient-corsica', { 'identifier.0.value': '160072A00412300' }],
  [
    'dcc-pat-4',
    'Patient.identifier (INS)',
    'patient',
    { 'identifier.+': { system: IDENTIFIERS.INS_NIA_TEST, value: '279035121518989' } },
  ],
  ['dcc-pat-5', 'Patient.identifier (IPP)', 'patient', { 'identifier.1.assigner': undefined }],
  ['dcc-pat-5', 'Patient.identifier (IPP)', 'patient', { 'identifier.1.system': 'IPP' }],
  ['dcc-pat-6', 'Patient.name', 'patient', { 'name.0.family': undefined }],
  ['dcc-pat-6', 'Patient.name', 'patient-provisional', { 'name.0.use': 'maiden' }],
  ['dcc-pat-7', 'Patient.name.given', 'patient', { 'name.0.given': undefined }],
  ['dcc-pat-8', 'Patient.gender', 'patient', { gender: undefined }],
  ['dcc-pat-9', 'Patient.birthDate', 'patient', { birthDate: undefined }],
  [
    'dcc-pat-10',
    'Patient.extension (identityStatus)',
    'patient',
    { 'extension.0.extension.0.valueCoding.code': 'SURE' },
  ],
  ['dcc-pat-11', 'Patient.extension (patient-birthPlace)', 'patient', { 'extension.1': undefined }],
  [
    'dcc-pat-11',
    'Patient.extension (patient-birthPlace)',
    'patient',
    { 'extension.1.valueAddress.extension.0.valueCoding.code': 'Paris' },
  ],
  ['dcc-pat-12', 'Patient.name', 'patient', { 'name.0.extension': undefined }],
  ['dcc-pat-13', 'Patient.contact.relationship', 'patient', { 'contact.0.relationship.0': OTHER }],
  ['dcc-pat-14', 'Patient.contact.name', 'patient', { 'contact.0.name': undefined }],

  ['dcc-team-1', 'CareTeam.subject', 'care-team', { subject: undefined }],
  ['dcc-team-2', 'CareTeam.participant', 'care-team', { 'participant.0.role': undefined }],
  [
    'dcc-team-2',
    'CareTeam.participant',
    'care-team',
    { 'participant.0.member.reference': 'Practitioner/5f99de27-09cd-5d6c-a83c-6b5ea1fd8d66' },
  ],
];

/** Bindings and cardinalities of the directory. */
export const DIRECTORY_BINDINGS: readonly MutantRow[] = [
  ['dcc-organization-type', 'Organization.type', 'org-hospital', { 'type.0.coding.0.code': 'SA99' }],
  ['dcc-profession', 'PractitionerRole.code', 'role-nurse', { 'code.0.coding.0.code': '999' }],
  ['tre-r38', 'PractitionerRole.specialty', 'role-surgeon', { 'specialty.0.coding.0.code': 'SM999' }],
  [
    'dcc-contact-relationship',
    'Patient.contact.relationship',
    'patient',
    { 'contact.0.relationship.1.coding.0.code': 'ROBOT' },
  ],
];

export const DIRECTORY_REQUIRED: readonly MutantRow[] = [
  ...(['org-hospital', 'practitioner-surgeon', 'patient'] as const).flatMap((example): MutantRow[] => {
    const type = {
      'org-hospital': 'Organization',
      'practitioner-surgeon': 'Practitioner',
      patient: 'Patient',
    }[example];
    return [
      [
        `${type}.identifier.system`,
        `${type}.identifier.system`,
        example,
        { 'identifier.+': { value: DCC_CODES.YES.code } },
      ],
      [
        `${type}.identifier.value`,
        `${type}.identifier.value`,
        example,
        { 'identifier.+': { system: 'urn:oid:1.2.3' } },
      ],
    ];
  }),
];
