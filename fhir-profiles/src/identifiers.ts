/**
 * Identifier systems (spec/fhir-model.md section 3, spec/cda.md section 7.3). The root of the CDA `id` is the system
 * without `urn:oid:`.
 */
export const IDENTIFIERS = {
  INS_NIR: 'urn:oid:1.2.250.1.213.1.4.8',
  INS_NIA: 'urn:oid:1.2.250.1.213.1.4.9',
  INS_NIR_TEST: 'urn:oid:1.2.250.1.213.1.4.10',
  INS_NIA_TEST: 'urn:oid:1.2.250.1.213.1.4.11',
  RPPS: 'https://rpps.esante.gouv.fr',
  /** "8" followed by the RPPS number. */
  IDNPS: 'urn:oid:1.2.250.1.71.4.2.1',
  FINESS: 'https://finess.esante.gouv.fr',
  /** "1" followed by the FINESS number. */
  IDNST: 'urn:oid:1.2.250.1.71.4.2.2',
  /** The three identifiers of the national directory of RCP: network, 3C, RCP. */
  RRC: 'urn:oid:1.2.250.1.161.1.20.1.1',
  GESTIONNAIRE_3C: 'urn:oid:1.2.250.1.161.1.20.2.1',
  RCP: 'urn:oid:1.2.250.1.161.1.20.3.1',
  SESSION: 'urn:oid:1.2.250.1.213.1.1.9',
  /** Values that are URIs themselves: `urn:uuid:...`, `urn:oid:...`. */
  URI: 'urn:ietf:rfc:3986',
} as const;

/** The four roots an INS may have, production first. */
export const INS_SYSTEMS = [
  IDENTIFIERS.INS_NIR,
  IDENTIFIERS.INS_NIA,
  IDENTIFIERS.INS_NIR_TEST,
  IDENTIFIERS.INS_NIA_TEST,
] as const;

/** Systems of `Identifier.type`. */
export const IDENTIFIER_TYPES = {
  FR: 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203',
  FR_ENCOUNTER: 'https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-identifier-type',
  V2: 'http://terminology.hl7.org/CodeSystem/v2-0203',
} as const;
