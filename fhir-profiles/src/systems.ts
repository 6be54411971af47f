import { DCC } from './canonical.ts';

/** A code system: its FHIR address, its OID in a CDA document, and the `codeSystemName` written beside the OID. */
export interface CodeSystemInfo {
  readonly url: string;
  /** Without `urn:oid:`. Absent for systems that never reach a CDA document. */
  readonly oid?: string;
  /** As the CI-SIS 2025 examples write it. */
  readonly name: string;
}

const NOS = 'https://mos.esante.gouv.fr/NOS';
const HL7 = 'http://terminology.hl7.org/CodeSystem';

/**
 * Every code system a record may use (spec/fhir-model.md section 3, spec/cda.md section 7.2). Keys are also those of
 * the terminology files.
 */
export const SYSTEMS = {
  LNC: { url: 'http://loinc.org', oid: '2.16.840.1.113883.6.1', name: 'LOINC' },
  SCT: { url: 'http://snomed.info/sct', oid: '2.16.840.1.113883.6.96', name: 'SNOMED_CT' },
  CISIS: {
    url: 'https://smt.esante.gouv.fr/fhir/CodeSystem/terminologie-cisis',
    oid: '1.2.250.1.213.1.1.4.322',
    name: 'TerminologieCISIS',
  },
  NCIT: {
    url: 'http://ncicb.nci.nih.gov/xml/owl/EVS/Thesaurus.owl',
    oid: '2.16.840.1.113883.3.26.1.1',
    name: 'NCIT',
  },
  ICD10: { url: 'http://hl7.org/fhir/sid/icd-10', oid: '2.16.840.1.113883.6.3', name: 'CIM10FRPMSI' },
  ICDO3: { url: `${HL7}/icd-o-3`, oid: '2.16.840.1.113883.6.43.1', name: 'CIMO3' },
  TNM: { url: 'urn:oid:2.16.840.1.113883.15.6', oid: '2.16.840.1.113883.15.6', name: 'TNM_UICC' },
  ADICAP: { url: 'urn:oid:1.2.250.1.213.2.11', oid: '1.2.250.1.213.2.11', name: 'ADICAP' },
  UCUM: { url: 'http://unitsofmeasure.org', oid: '2.16.840.1.113883.6.8', name: 'UCUM' },
  /** Professions ("10" = médecin). */
  G15: {
    url: `${NOS}/TRE_G15-ProfessionSante/FHIR/TRE-G15-ProfessionSante`,
    oid: '1.2.250.1.71.1.2.7',
    name: 'TRE_G15_ProfessionSante',
  },
  /** Sector of activity of an establishment (SA01...). */
  R02: {
    url: `${NOS}/TRE_R02-SecteurActivite/FHIR/TRE-R02-SecteurActivite`,
    oid: '1.2.250.1.71.4.2.4',
    name: 'TRE_R02_SecteurActivite',
  },
  /** Ordinal specialty (SM36...). */
  R38: {
    url: `${NOS}/TRE_R38-SpecialiteOrdinale/FHIR/TRE-R38-SpecialiteOrdinale`,
    oid: '1.2.250.1.213.2.28',
    name: 'TRE_R38_SpecialiteOrdinale',
  },
  /** Role in the care (331 = secretary, 353 = member of the care team). */
  R85: {
    url: `${NOS}/TRE_R85-RolePriseCharge/FHIR/TRE-R85-RolePriseCharge`,
    oid: '1.2.250.1.213.1.6.1.107',
    name: 'TRE_R85_RolePriseCharge',
  },
  /** 39 = RCP, 40 = RCP de recours. A CDA service event is always 39. */
  R213: {
    url: `${NOS}/TRE_R213-ModePriseEnCharge/FHIR/TRE-R213-ModePriseEnCharge`,
    oid: '1.2.250.1.213.3.3.13',
    name: 'TRE_R213-ModePriseEnCharge',
  },
  /** Profession and know-how in one code, as CDA writes it (`G15_10/SM36`). */
  A02: {
    url: `${NOS}/TRE_A02-ProfessionSavFaire-CISIS/FHIR/TRE-A02-ProfessionSavFaire-CISIS`,
    oid: '1.2.250.1.213.1.1.4.5',
    name: 'TRE_A02_ProfessionSavFaire_CISIS',
  },
  /** Producers of a document that are not professionals. */
  A00: {
    url: 'urn:oid:1.2.250.1.213.1.1.4.6',
    oid: '1.2.250.1.213.1.1.4.6',
    name: 'TRE_A00_ProducteurDocNonPS',
  },
  /** Practice setting (ETABLISSEMENT, AMBULATOIRE). */
  A01: { url: 'urn:oid:1.2.250.1.213.1.1.4.9', oid: '1.2.250.1.213.1.1.4.9', name: 'practiceSettingCode' },
  A05: {
    url: 'urn:oid:1.2.250.1.213.1.1.4.12',
    oid: '1.2.250.1.213.1.1.4.12',
    name: 'TRE_A05_TypeDocComplementaire',
  },
  /** Relation to the care: CORRE and the structures around the patient. */
  R258: {
    url: 'urn:oid:1.2.250.1.213.1.1.4.2.280',
    oid: '1.2.250.1.213.1.1.4.2.280',
    name: 'TRE_R258_RelationPriseCharge',
  },
  R94: {
    url: 'urn:oid:1.2.250.1.213.1.6.1.4',
    oid: '1.2.250.1.213.1.6.1.4',
    name: 'TRE_R94_ProfessionSocial',
  },
  R95: {
    url: 'urn:oid:1.2.250.1.213.1.6.1.109',
    oid: '1.2.250.1.213.1.6.1.109',
    name: 'TRE_R95_UsagerTitre',
  },
  CIVILITY: {
    url: 'urn:oid:1.2.250.1.213.1.6.1.69',
    oid: '1.2.250.1.213.1.6.1.69',
    name: 'TRE_R81_Civilite',
  },
  TITLE: {
    url: 'urn:oid:1.2.250.1.213.1.6.1.11',
    oid: '1.2.250.1.213.1.6.1.11',
    name: 'TRE_R11_CiviliteExercice',
  },
  CONFIDENTIALITY_FR: {
    url: 'urn:oid:1.2.250.1.213.1.1.4.13',
    oid: '1.2.250.1.213.1.1.4.13',
    name: 'TRE_A07_StatusVisibiliteDocument',
  },
  PROTECTION: {
    url: 'urn:oid:1.2.250.1.213.1.1.4.327',
    oid: '1.2.250.1.213.1.1.4.327',
    name: 'TRE_R217_ProtectionJuridique',
  },
  ENCOUNTER_FR: {
    url: 'urn:oid:1.2.250.1.213.1.1.4.2.291',
    oid: '1.2.250.1.213.1.1.4.2.291',
    name: 'TRE_R305_TypeRencontre',
  },
  ASTM: { url: 'urn:oid:ASTM', name: 'ASTM' },
  ACT_CODE: { url: `${HL7}/v3-ActCode`, oid: '2.16.840.1.113883.5.4', name: 'HL7:ActCode' },
  ACT_PRIORITY: { url: `${HL7}/v3-ActPriority`, oid: '2.16.840.1.113883.5.7', name: 'HL7_ActPriority' },
  GENDER: {
    url: `${HL7}/v3-AdministrativeGender`,
    oid: '2.16.840.1.113883.5.1',
    name: 'HL7:AdministrativeGender',
  },
  CONFIDENTIALITY: {
    url: `${HL7}/v3-Confidentiality`,
    oid: '2.16.840.1.113883.5.25',
    name: 'Confidentiality',
  },
  PARTICIPATION_TYPE: {
    url: `${HL7}/v3-ParticipationType`,
    oid: '2.16.840.1.113883.5.90',
    name: 'HL7:ParticipationType',
  },
  PARTICIPATION_FUNCTION: {
    url: `${HL7}/v3-ParticipationFunction`,
    oid: '2.16.840.1.113883.5.88',
    name: 'HL7:ParticipationFunction',
  },
  ROLE_CLASS: { url: `${HL7}/v3-RoleClass`, oid: '2.16.840.1.113883.5.110', name: 'HL7:RoleClass' },
  ROLE_CODE: { url: `${HL7}/v3-RoleCode`, oid: '2.16.840.1.113883.5.111', name: 'HL7:RoleCode' },
  /** What has no equivalent in a published national terminology. */
  DCC: { url: `${DCC}/CodeSystem/dcc`, name: 'DCC' },
  /** The themes the region counts by (sein, digestif...). */
  THEMATIC: { url: `${DCC}/CodeSystem/dcc-thematic`, name: 'DCC thématiques' },
  /** How figures are cut (establishment, 3C, thematic...), and what each one counts: the codes of Measures. */
  AXIS: { url: `${DCC}/CodeSystem/dcc-axe`, name: 'DCC axes' },
  SUB_INDICATOR: { url: `${DCC}/CodeSystem/dcc-sous-indicateur`, name: 'DCC sous-indicateurs' },
} as const satisfies Record<string, CodeSystemInfo>;

export type SystemKey = keyof typeof SYSTEMS;

const byUrl = new Map<string, CodeSystemInfo>(Object.values(SYSTEMS).map((info) => [info.url, info]));

/** The code system at a FHIR address; unknown addresses (a partner's local codes) give undefined. */
export function systemByUrl(url: string | undefined): CodeSystemInfo | undefined {
  return url === undefined ? undefined : byUrl.get(url);
}
