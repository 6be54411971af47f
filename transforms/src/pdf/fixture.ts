/**
 * A CDA of a fiche written by hand for the tests of the PDF: every header element the PDF must show, sections
 * the tests choose. It carries no entry but those the summary line reads; conformance is not its subject.
 */
export interface FixtureOptions {
  /** LOINC, title, narrative markup; the model's order, not the reading order. */
  sections?: [code: string, title: string, text: string, more?: string][];
  version?: number;
  id?: string;
  title?: string;
  /** Markup of the legal authenticator, '' for a fiche not signed. */
  legal?: string;
  /** Identifiers of the patient. */
  ids?: string;
  usedName?: string;
  sex?: string;
}

const LOINC = '2.16.840.1.113883.6.1';
const addr = (street: string, code: string, city: string) =>
  `<addr><houseNumber>12</houseNumber><streetName>${street}</streetName>` +
  `<postalCode>${code}</postalCode><city>${city}</city></addr>`;

const HOSPITAL = `<id root="1.2.250.1.71.4.2.2" extension="1750000001"/><name>Hôpital des Tilleuls</name>
  <telecom value="tel:0145000001" use="PUB"/>${addr('rue des Tilleuls', '75013', 'PARIS')}
  <standardIndustryClassCode code="ETABLISSEMENT" displayName="Établissement de santé"
    codeSystem="1.2.250.1.213.1.1.4.9"/>`;

const who = (rpps: string, specialty: string, given: string, family: string) => ({
  before: `<id root="1.2.250.1.71.4.2.1" extension="8${rpps}"/>
    <code code="G15_10/X" displayName="${specialty}" codeSystem="1.2.250.1.213.1.1.4.5"/>
    ${addr('rue du Cabinet', '93200', 'SAINT-DENIS')}<telecom value="tel:01460${rpps.slice(-5)}" use="WP"/>`,
  name: `<name><prefix>MME</prefix><given>${given}</given><family>${family}</family><suffix>DR</suffix></name>`,
});

const ONCOLOGIST = who('10000000011', 'Médecin - Oncologie médicale (SM)', 'Solange', 'AUBIN');
const SURGEON = who('10000000022', 'Médecin - Chirurgie générale (SM)', 'Irène', 'BOREL');
const GP = who('10000000033', 'Médecin - Médecine générale (SM)', 'Odile', 'CLERC');

const assigned = (tag: string, one: ReturnType<typeof who>) =>
  `<${tag}>${one.before}<assignedPerson>${one.name}</assignedPerson>
   <representedOrganization>${HOSPITAL}</representedOrganization></${tag}>`;

const participant = (type: string, code: string, words: string, one: ReturnType<typeof who>) =>
  `<participant typeCode="${type}">
    <functionCode ${code ? `code="${code}" displayName="Fonction ${code}"` : 'nullFlavor="NA"'}><originalText>${words}</originalText></functionCode>
    <time nullFlavor="UNK"/><associatedEntity classCode="PROV">${one.before}
    <associatedPerson>${one.name}</associatedPerson>
    <scopingOrganization>${HOSPITAL}</scopingOrganization></associatedEntity></participant>`;

const contact = (kind: string, label: string, family: string) =>
  `<informant><relatedEntity classCode="${kind}">
    <code code="X" displayName="${label}" codeSystem="2.16.840.1.113883.5.111"/>
    <telecom value="tel:0600000042" use="MC"/>
    <relatedPerson><name><given>Rose</given><family>${family}</family></name></relatedPerson>
   </relatedEntity></informant>`;

export const LEGAL = `<legalAuthenticator><time value="20261012203000+0200"/><signatureCode code="S"/>
  ${assigned('assignedEntity', ONCOLOGIST)}</legalAuthenticator>`;

export const INS = `<id root="1.2.250.1.213.1.4.8" extension="261037511500184"/>
  <id root="1.2.250.1.213.1.1.4.999" extension="IPP-4407"/>`;

const DEFAULT_SECTIONS: NonNullable<FixtureOptions['sections']> = [
  ['42349-1', 'Motif de la RCP', '<paragraph>Proposition thérapeutique demandée.</paragraph>'],
  ['10164-2', 'Synthèse et question posée', '<paragraph>Question : traitement adjuvant ?</paragraph>'],
  [
    '18776-5',
    'Proposition de la RCP',
    '<list listType="ordered"><item>Radiothérapie</item><item>Tamoxifène</item></list>',
  ],
  ['35510-7', 'Cadre de la proposition', '<paragraph>Référentiel régional suivi.</paragraph>'],
  ['55108-5', 'Copie PDF', '<paragraph>Copie à ne pas imprimer</paragraph>'],
];

export function ficheXml(options: FixtureOptions = {}): string {
  const version = options.version ?? 1;
  const sections = (options.sections ?? DEFAULT_SECTIONS).map(
    ([code, title, text, more]) => `<component><section><code code="${code}" codeSystem="${LOINC}"/>
      <title>${title}</title><text>${text}</text>${more ?? ''}</section></component>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<templateId root="1.2.250.1.213.1.1.1.8" extension="2025.01"/>
<id root="${options.id ?? '2.25.101'}"/>
<code code="34794-8" displayName="CR de réunion de concertation pluridisciplinaire" codeSystem="${LOINC}"/>
<title>${options.title ?? 'FRCP ONCO TEST / 3C Nord / RCP Sein'}</title>
<effectiveTime value="20261012203000+0200"/>
<confidentialityCode code="N" displayName="Normal" codeSystem="2.16.840.1.113883.5.25"/>
<setId root="2.25.100"/><versionNumber value="${version}"/>
<recordTarget><patientRole>${options.ids ?? INS}${addr('allée des Pins', '93000', 'BOBIGNY')}
 <telecom value="tel:0600000001" use="MC"/><telecom value="mailto:jeanne@exemple.fr"/>
 <patient><name><family qualifier="BR">MARTIN</family><given>JEANNE ANNE</given>
  <given qualifier="BR">JEANNE</given><family qualifier="CL">${options.usedName ?? 'DURAND'}</family>
  <given qualifier="CL">Jeanne</given></name>
  <administrativeGenderCode code="${options.sex ?? 'F'}"/><birthTime value="19610312"/>
  <guardian><telecom value="tel:0600000077"/><guardianPerson><name><given>Paul</given>
   <family>TUTEUR</family></name></guardianPerson></guardian>
  <birthplace><place><addr><county>75115</county><city>PARIS 15</city></addr></place></birthplace>
 </patient></patientRole></recordTarget>
<author><functionCode code="353" displayName="Membre de l'équipe de soins"/><time value="20261010"/>
 ${assigned('assignedAuthor', SURGEON)}</author>
${contact('ECON', 'Sœur', 'URGENCE')}${contact('NOK', 'Amie', 'CONFIANCE')}
<custodian><assignedCustodian><representedCustodianOrganization>${HOSPITAL}
 </representedCustodianOrganization></assignedCustodian></custodian>
<informationRecipient><intendedRecipient><informationRecipient><name><given>Luc</given>
 <family>DESTIN</family></name></informationRecipient></intendedRecipient></informationRecipient>
${options.legal ?? LEGAL}
${participant('RESP', '', 'Coordonne la RCP Sein', ONCOLOGIST)}
${participant('REFB', '', 'Demande l’avis', SURGEON)}
${participant('PRF', '', 'Présente le cas', SURGEON)}
${participant('INF', 'PCP', 'Suit la patiente', GP)}
${participant('PRF', '353', 'Présente à distance', ONCOLOGIST)}
${participant('PRF', 'CORRE', 'Avis écrit', GP)}
${participant('CON', 'CORRE', 'Reçoit la fiche', GP)}
<inFulfillmentOf><order><id root="aa11bb22-0000-4000-8000-000000000001"/><code nullFlavor="NA">
 <originalText>Inscrite par le secrétariat</originalText></code></order></inFulfillmentOf>
<documentationOf><serviceEvent><code code="39" displayName="Réunion de Concertation Pluridisciplinaire (RCP)">
 <originalText>RCP Sein du 3C Nord</originalText></code><effectiveTime><low value="20261012180000+0200"/>
 </effectiveTime><performer typeCode="PRF">${assigned('assignedEntity', ONCOLOGIST)}</performer>
</serviceEvent></documentationOf>
<documentationOf><serviceEvent><code code="C50.2" displayName="Quadrant supéro-interne du sein"/>
</serviceEvent></documentationOf>
${version > 1 ? '<relatedDocument typeCode="RPLC"><parentDocument><id root="2.25.99"/></parentDocument></relatedDocument>' : ''}
<componentOf><encompassingEncounter><id root="1.2.250.1.161.1.20.1.1" extension="1101"/>
 <id root="1.2.250.1.161.1.20.2.1" extension="110207"/><id root="1.2.250.1.161.1.20.3.1" extension="1102071"/>
 <id root="1.2.250.1.213.1.1.9" extension="S-2026-118"/>
 <code code="VR" displayName="Virtuelle"/><effectiveTime><low value="20261012180000+0200"/></effectiveTime>
 <location><healthCareFacility><id root="1.2.250.1.71.4.2.2" extension="1750000001"/>
  <code code="SA01" displayName="Établissement public de santé"/>
  <location><name>Hôpital des Tilleuls</name>${addr('rue des Tilleuls', '75013', 'PARIS')}</location>
 </healthCareFacility></location></encompassingEncounter></componentOf>
<component><structuredBody>${sections.join('\n')}</structuredBody></component></ClinicalDocument>`;
}
