import { profile } from './canonical.ts';

const FR_CORE = 'https://hl7.fr/ig/fhir/core/StructureDefinition';
const HL7 = 'http://hl7.org/fhir/StructureDefinition';

/** Address of every extension a record may carry; their shapes are in `input/fsh` and docs/model.md. */
export const EXTENSIONS = {
  ATTENDANCE: profile('dcc-attendance'),
  RCP: profile('dcc-rcp'),
  GESTIONNAIRE_3C: profile('dcc-3c'),
  QUORUM_RULE: profile('dcc-quorum-rule'),
  QUORUM_DEFINITION: profile('dcc-quorum-definition'),
  FORM: profile('dcc-form'),
  AGENDA: profile('dcc-agenda'),
  REQUESTER_ORGANIZATION: profile('dcc-requester-organization'),
  LATERALITY: profile('dcc-laterality'),
  DOCUMENT_VERSION: profile('dcc-document-version'),
  AMENDMENT_REASON: profile('dcc-amendment-reason'),
  IDENTITY_RELIABILITY: `${FR_CORE}/fr-core-identity-reliability`,
  BIRTH_LIST_GIVEN_NAME: `${FR_CORE}/fr-core-patient-birth-list-given-name`,
  /** On an Address: the INSEE code (COG) of the town, a Coding. */
  INSEE_CODE: `${FR_CORE}/fr-core-address-insee-code`,
  BIRTH_PLACE: `${HL7}/patient-birthPlace`,
  ASSERTED_DATE: `${HL7}/condition-assertedDate`,
  DATA_ABSENT_REASON: `${HL7}/data-absent-reason`,
  IMPOSE_PROFILE: `${HL7}/structuredefinition-imposeProfile`,
} as const;

/** Systems of the codes inside FR Core's identity extension and of FHIR's reasons for absence. */
export const IDENTITY_STATUS_SYSTEM = 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0445';
export const DATA_ABSENT_SYSTEM = 'http://terminology.hl7.org/CodeSystem/data-absent-reason';
export const EMPTY_REASON_SYSTEM = 'http://terminology.hl7.org/CodeSystem/list-empty-reason';
