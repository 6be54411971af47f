import { all, append, before, type Mutation, remove, set, text, twice, unset } from './mutate.ts';

/**
 * One fault per rule, made on the golden fiche: the rule named must find it, alone. Tables by file of rules.
 * A rule without a fault here fails the tests.
 */
const DOC = '/ClinicalDocument';
const PATIENT = `${DOC}/recordTarget/patientRole`;
const LEGAL = `${DOC}/legalAuthenticator`;
const AUTHOR = `${DOC}/author/assignedAuthor`;
const CUSTODIAN = `${DOC}/custodian//representedCustodianOrganization`;
const ENCOUNTER = `${DOC}/componentOf/encompassingEncounter`;
const FACILITY = `${ENCOUNTER}/location/healthCareFacility`;
const EVENT = `${DOC}/documentationOf[1]/serviceEvent`;
const section = (template: number | string): string =>
  `${DOC}/component/structuredBody/component/section[templateId/@root = '1.2.250.1.213.1.1.2.${template}']`;
const observation = (code: string): string => `(//observation[code/@code = '${code}'])[1]`;
/** The whole component: a section alone would leave an empty one. */
const without = (template: number | string): Mutation => remove(`${section(template)}/..`);
const STATEMENTS = new Set(['section', 'observation', 'act', 'procedure', 'encounter', 'organizer']);
const repeated = (template: number | string): Mutation =>
  all(
    twice(`${section(template)}/..`),
    // Its copy must differ in what has to be unique, so that only its being there twice is wrong.
    (document) => {
      const [, copy] = document
        .getElementsByTagNameNS('urn:hl7-org:v3', 'section')
        .filter((one) =>
          one.children.some((child) => child.getAttribute('root') === `1.2.250.1.213.1.1.2.${template}`),
        );
      let count = 0;
      for (const element of copy!.getElementsByTagNameNS('urn:hl7-org:v3', '*')) {
        if (element.hasAttribute('ID')) element.removeAttribute('ID');
        if (element.localName === 'id' && STATEMENTS.has(element.parentElement!.localName))
          element.setAttribute('root', `2.25.7777${count++}`);
      }
    },
  );
const noEntry = (code: string): Mutation => remove(`//*[observation/code/@code = '${code}']`);
const wrongCode = (code: string): Mutation => set(`${observation(code)}/value`, 'code', 'ZZ-999');

const HEADER: Record<string, Mutation> = {
  'EN-REALM': set(`${DOC}/realmCode`, 'code', 'BE'),
  'EN-TYPEID': set(`${DOC}/typeId`, 'extension', 'POCD_HD000041'),
  'EN-HL7FR': remove(`${DOC}/templateId[@root = '2.16.840.1.113883.2.8.2.1']`),
  'EN-CISIS': remove(`${DOC}/templateId[@root = '1.2.250.1.213.1.1.1.1']`),
  'EN-VOLET': set(`${DOC}/templateId[@root = '1.2.250.1.213.1.1.1.8']`, 'extension', '2022.01'),
  'EN-ID': set(`${DOC}/id`, 'extension', '42'),
  'EN-CODE': unset(`${DOC}/code`, 'displayName'),
  'EN-TITRE': text(`${DOC}/title`, '  '),
  'EN-DATE': set(`${DOC}/effectiveTime`, 'value', '20261014'),
  'EN-CONFID': set(`${DOC}/confidentialityCode`, 'code', 'X'),
  'EN-LANGUE': set(`${DOC}/languageCode`, 'code', 'french'),
  'EN-SETID': unset(`${DOC}/setId`, 'root'),
  'EN-VERSION': set(`${DOC}/versionNumber`, 'value', '0'),
  'EN-REMPLACE': set(`${DOC}/versionNumber`, 'value', '2'),
  'EN-REMPLACE-UN': replaced(2, 'RPLC', '2.25.9'),
  'EN-REMPLACE-TYPE': replaced(1, 'APND', '2.25.9'),
  'EN-REMPLACE-ID': replaced(1, 'RPLC', ''),
  'EN-ORDRE': before(`${DOC}/versionNumber`, `${DOC}/setId`),
  'EN-PATIENT': remove(`${DOC}/recordTarget`),
  'EN-AUTEUR': remove(`${DOC}/author`),
  'EN-CONSERV': remove(`${DOC}/custodian`),
  'EN-LEGAL': remove(LEGAL),
  'EN-MT': remove(`${DOC}/participant[@typeCode = 'INF']`),
  'EN-RCP': remove(`${DOC}/documentationOf`),
  'EN-CORPS': remove(`${DOC}/component`),
  'EN-SESSION': remove(`${DOC}/componentOf`),
  'EN-INSCRIPTION': remove(`${DOC}/inFulfillmentOf/order/id`),
};

function replaced(count: number, type: string, root: string): Mutation {
  const one = `<relatedDocument typeCode="${type}"><parentDocument><id root="${root}"/></parentDocument></relatedDocument>`;
  return all(
    ...Array.from({ length: count }, () => append(DOC, one)),
    before(`${DOC}/relatedDocument[1]`, `${DOC}/componentOf`),
    ...(count > 1 ? [before(`${DOC}/relatedDocument[2]`, `${DOC}/componentOf`)] : []),
  );
}

const PATIENTS: Record<string, Mutation> = {
  'PA-ID': unset(`${PATIENT}/id[last()]`, 'extension'),
  'PA-INSC': set(`${PATIENT}/id[last()]`, 'root', '1.2.250.1.213.1.4.2'),
  'PA-CLE': set(`${PATIENT}/id[1]`, 'extension', '252037511512348'),
  'PA-ADRESSE': remove(`${PATIENT}/addr`),
  'PA-TELECOM': remove(`${PATIENT}/telecom`),
  'PA-ORDRE': before(`${PATIENT}/telecom[1]`, `${PATIENT}/addr[1]`),
  'PA-NOM': text(`${PATIENT}/patient/name/family[@qualifier = 'BR']`, ' '),
  'PA-PRENOM': remove(`${PATIENT}/patient/name/given[@qualifier = 'BR']`),
  'PA-PRENOMS': remove(`${PATIENT}/patient/name/given[not(@qualifier)]`),
  'PA-QUALIF': unset(`${PATIENT}/patient/name/family[@qualifier = 'CL']`, 'qualifier'),
  'PA-SEXE': set(`${PATIENT}/patient/administrativeGenderCode`, 'code', 'X'),
  'PA-NAISSANCE': set(`${PATIENT}/patient/birthTime`, 'value', '1952'),
  'PA-LIEU': remove(`${PATIENT}/patient/birthplace`),
  'PA-TRAITS-ORDRE': before(`${PATIENT}/patient/birthTime`, `${PATIENT}/patient/name`),
  'PA-REPRES': remove(`${PATIENT}/patient/guardian/guardianPerson`),
  'PA-CONTACT-TYPE': set(`${DOC}/informant[1]/relatedEntity`, 'classCode', 'DOG'),
  'PA-CONTACT-LIEN': set(`${DOC}/informant[1]/relatedEntity/code`, 'code', 'ZZ'),
  'PA-CONTACT-NOM': remove(`${DOC}/informant[1]/relatedEntity/relatedPerson`),
};

const PEOPLE: Record<string, Mutation> = {
  'PS-SPECIALITE': set(`${DOC}/participant[1]/associatedEntity/code`, 'code', 'G15_10/SM999'),
  'PS-ID': unset(`${DOC}/participant[1]/associatedEntity/id`, 'extension'),
  'AU-DATE': unset(`${DOC}/author/time`, 'value'),
  'AU-ID': set(`${AUTHOR}/id`, 'root', '1.2.3'),
  'AU-SPECIALITE': remove(`${AUTHOR}/code`),
  'AU-NOM': remove(`${AUTHOR}/assignedPerson`),
  'AU-STRUCTURE': remove(`${AUTHOR}/representedOrganization`),
  'AU-COORD': remove(`${AUTHOR}/telecom`),
  'AU-FONCTION': all(
    append(`${DOC}/author`, '<functionCode code="ZZ" codeSystem="2.16.840.1.113883.5.88"/>'),
    before(`${DOC}/author/functionCode`, `${DOC}/author/time`),
  ),
  'RL-DATE': set(`${LEGAL}/time`, 'value', '20261014'),
  'RL-SIGNATURE': set(`${LEGAL}/signatureCode`, 'code', 'X'),
  'RL-ID': set(`${LEGAL}/assignedEntity/id`, 'root', '1.2.3'),
  'RL-NOM': remove(`${LEGAL}/assignedEntity/assignedPerson`),
  'RL-COORD': remove(`${LEGAL}/assignedEntity/addr`),
  'RL-STRUCTURE': remove(`${LEGAL}/assignedEntity/representedOrganization`),
  'RL-SPECIALITE': remove(`${LEGAL}/assignedEntity/code`),
  'PT-ROLE': set(`${DOC}/participant[@typeCode = 'RESP']`, 'typeCode', 'LOC'),
  'PT-FONCTION': remove(`${DOC}/participant[@typeCode = 'CON'][1]/functionCode`),
  'PT-DATE': remove(`${DOC}/participant[@typeCode = 'CON'][1]/time`),
  'PT-ENTITE': set(`${DOC}/participant[1]/associatedEntity`, 'classCode', 'PAT'),
  'PT-NOM': remove(`${DOC}/participant[1]/associatedEntity/associatedPerson`),
  'ES-ID': set(`(//scopingOrganization/id)[1]`, 'root', '1.2.3'),
  'ES-CADRE': set(`(//scopingOrganization/standardIndustryClassCode)[1]`, 'code', 'GARAGE'),
  'CO-ID': remove(`${CUSTODIAN}/id`),
  'CO-NOM': remove(`${CUSTODIAN}/name`),
  'CO-COORD': remove(`${CUSTODIAN}/telecom`),
  'PS-CIVILITE': text(`(//associatedPerson/name/prefix)[1]`, 'MLLE'),
  'PS-TITRE': text(`(//associatedPerson/name/suffix)[1]`, 'BOSS'),
  'TE-FORME': set(`(//telecom[@value])[1]`, 'value', '0145000000'),
  'TE-USAGE': set(`(//telecom[@use])[1]`, 'use', 'BAD'),
};

const MEETING: Record<string, Mutation> = {
  'RC-ACTE': set(`${EVENT}/code`, 'code', '38'),
  'RC-NOM': remove(`${EVENT}/code/originalText`),
  'RC-DATE': remove(`${EVENT}/effectiveTime`),
  'RC-EXECUTANT': remove(`${EVENT}/performer`),
  'RC-CADRE': remove(`${EVENT}/performer//standardIndustryClassCode`),
  'RC-CODE': remove(`${DOC}/documentationOf[2]/serviceEvent/code`),
  'RC-TOPO': set(`${DOC}/documentationOf[2]/serviceEvent/code`, 'code', 'Z00.0'),
  'RC-RRC': remove(`${ENCOUNTER}/id[@root = '1.2.250.1.161.1.20.1.1']`),
  'RC-3C': remove(`${ENCOUNTER}/id[@root = '1.2.250.1.161.1.20.2.1']`),
  'RC-RCP': unset(`${ENCOUNTER}/id[@root = '1.2.250.1.161.1.20.3.1']`, 'extension'),
  'RC-PEC': set(`${ENCOUNTER}/code`, 'code', 'ZZ'),
  'RC-SESSION': remove(`${ENCOUNTER}/effectiveTime/low`),
  'RC-LIEU': remove(`${ENCOUNTER}/location`),
  'RC-LIEU-ID': remove(`${FACILITY}/id`),
  'RC-LIEU-SECTEUR': set(`${FACILITY}/code`, 'code', 'SA999'),
  'RC-LIEU-NOM': remove(`${FACILITY}/location/name`),
  'RC-LIEU-ADRESSE': remove(`${FACILITY}/location/addr`),
};

const SECTIONS: Record<string, Mutation> = {
  'SE-MOTIF': without(128),
  'SE-DECOUVERTE': without(163),
  'SE-TUMEUR': without(27),
  'SE-PHASE': without(25),
  'SE-QUESTION': without(130),
  'SE-DOSSIER': without(33),
  'SE-PROPOSITION': without(158),
  'SE-CADRE': without(175),
  'SE-STATUT': repeated(35),
  'SE-COPIE': without(243),
  ...Object.fromEntries(
    [2, 176, 115, 77, 252, 150, 118, 26, 34].map((one) => [`SE-UNE-${one}`, repeated(one)]),
  ),
  'SE-ORDRE': before(`${section(175)}/..`, `${section(158)}/..`),
  ...Object.fromEntries(
    [128, 163, 27, 25, 130, 33, 158, 175, 35, 2, 176, 115, 77, 252, 150, 118, 26, 34, 243, 67, 73].map(
      (one) => [`SE-CODE-${one}`, set(`(${section(one)}/code)[1]`, 'code', '00000-0')],
    ),
  ),
  'SE-MODELE': append(
    `${DOC}/component/structuredBody`,
    '<component><section><code code="1-8" codeSystem="2.16.840.1.113883.6.1"/><title>Autre</title><text>x</text></section></component>',
  ),
  'SE-TITRE': text(`${section(2)}/title`, ''),
  'SE-TEXTE': text(`${section(2)}/text`, ' '),
  'SE-PARENTS': remove(`${section(150)}/templateId[@root = '1.3.6.1.4.1.19376.1.5.3.1.3.27']`),
  'SE-ID': unset(`${section(2)}/id`, 'root'),
};

const ENTRIES: Record<string, Mutation> = {
  'DO-ID': remove(`${observation('GEN-100')}/id`),
  'DO-CODE': unset(`${observation('MED-246')}/code`, 'code'),
  'DO-TEXTE': remove(`${observation('GEN-100')}/text`),
  'DO-STATUT': set(`${observation('GEN-100')}/statusCode`, 'code', 'active'),
  'DO-DATE': remove(`${observation('GEN-100')}/effectiveTime`),
  'DO-VALEUR': remove(`${observation('GEN-100')}/value`),
  'DO-MODELE': remove(`${observation('GEN-100')}/templateId[@root = '1.3.6.1.4.1.19376.1.5.3.1.4.13']`),
  'DO-VIDE': append(section(163), '<entry/>'),
  'ID-UNIQUE': (document) => {
    const [first, second] = document.getElementsByTagNameNS('urn:hl7-org:v3', 'procedure');
    const root = (one: typeof first) => one!.children.find(({ localName }) => localName === 'id')!;
    root(second).setAttribute('root', root(first).getAttribute('root')!);
  },
  'LI-TYPE': set(`//entryRelationship[observation/code/@code = 'MED-246']`, 'typeCode', 'ZZZZ'),
  'LI-SENS': set(`(//entryRelationship[act/code/@code = '48767-8'])[1]`, 'inversionInd', 'false'),
  'LI-SENS-TNM': set(`//entryRelationship[observation/code/@code = '75620-5']`, 'inversionInd', 'true'),
  'LI-CIBLE': remove(`//entryRelationship/observation[code/@code = 'MED-246']`),
  'CM-CODE': set(`(//act[code/@code = '48767-8'])[1]/code`, 'code', '48767-9'),
  'CM-TEXTE': remove(`(//act[code/@code = '48767-8'])[1]/text`),
  'CM-STATUT': remove(`(//act[code/@code = '48767-8'])[1]/statusCode`),
  'CM-MODELE': remove(
    `(//act[code/@code = '48767-8'])[1]/templateId[@root = '2.16.840.1.113883.10.20.1.40']`,
  ),
  'RE-CIBLE': set(`${observation('GEN-100')}/text/reference`, 'value', '#nulle-part'),
  'RE-ID': twice(`(//content[@ID])[1]`),
  'DA-FORME': set(`${PATIENT}/patient/birthTime`, 'value', '19520230'),
  'DA-BORNE': unset(`(//procedure/effectiveTime/low[@value])[1]`, 'value'),
  'DA-ORDRE': set(`(//procedure/effectiveTime[low/@value and high/@value])[1]/high`, 'value', '19990101'),
  'CO-ACCORD': set(`${section(33)}/entry/organizer/code`, 'codeSystem', '2.16.840.1.113883.6.1'),
  'CO-SYSTEME': unset(`${observation('GEN-100')}/code`, 'codeSystem'),
};

const CASE: Record<string, Mutation> = {
  'MO-NATURE': set(`${observation('GEN-098')}/code`, 'code', 'GEN-097'),
  'MO-RAISON': remove(`${section(128)}/entry[observation/templateId/@root = '1.2.250.1.213.1.1.3.37']`),
  'MO-MOTIF': set(`${observation('ORG-186')}/code`, 'code', 'ORG-187'),
  'MO-STATUT': noEntry('ORG-127'),
  'DE-DEPISTAGE': noEntry('63921-1'),
  'PH-PHASE': noEntry('MED-243'),
  'MO-NATURE-CODE': wrongCode('GEN-098'),
  'MO-APPAREIL': noEntry('ORG-118'),
  'MO-SOINS': set(`${observation('GEN-098')}/value`, 'code', 'ORG-132'),
  'MO-APPAREIL-CODE': wrongCode('ORG-118'),
  'MO-ORGANE': noEntry('ORG-119'),
  'MO-ORGANE-CODE': wrongCode('ORG-119'),
  'MO-SOINS-CODE': all(
    set(`${observation('GEN-098')}/value`, 'code', 'ORG-132'),
    set(`${observation('ORG-118')}/code`, 'code', 'ORG-138'),
  ),
  'MO-STATUT-CODE': wrongCode('ORG-127'),
  'MO-ENREGISTRE': all(set(`${observation('ORG-127')}/value`, 'code', 'ORG-128'), noEntry('MED-249')),
  'PH-PHASE-CODE': wrongCode('MED-243'),
  'TR-CODE': set(`(//procedure)[1]/code`, 'code', 'C99999'),
  'TR-MODE': set(`${section(118)}/entry[1]/procedure`, 'moodCode', 'RQO'),
  'TR-STATUT': set(`(//procedure)[1]/statusCode`, 'code', 'new'),
  'TR-TEXTE': remove(`(//procedure)[1]/text`),
  'EV-OMS': set(`${observation('89262-0')}/value`, 'code', 'LA9999-9'),
  'TU-ENTREE': remove(`${section(27)}/entry`),
  'GR-CONTENU': remove(`${section(77)}/entry`),
  'EV-CONTENU': remove(`${observation('89262-0')}/templateId[@root = '2.16.840.1.113883.10.20.1.31']`),
  'TR-MODELES': remove(`(//procedure)[1]/templateId[@root = '1.2.250.1.213.1.1.3.62']`),
  'TU-ACTE-MODELES': remove(`${section(27)}/entry/act/templateId[@root = '1.2.250.1.213.1.1.3.39']`),
  'TU-ACTE-CODE': remove(`${section(27)}/entry/act/id`),
  'TU-MODELES': remove(`${observation('282291009')}/templateId[@root = '1.2.250.1.213.1.1.3.37']`),
  'MO-RAISON-CODE': set(
    `${section(128)}/entry/observation[templateId/@root = '1.2.250.1.213.1.1.3.37']/code`,
    'code',
    '55607007',
  ),
  'TU-ACTE': remove(`${section(27)}/entry/act/statusCode`),
  'TU-TUMEUR': set(`${section(27)}/entry/act/entryRelationship`, 'inversionInd', 'true'),
  'TU-CODE': set(`${observation('282291009')}/code`, 'code', '282291000'),
  'TU-MORPHO': set(`${observation('282291009')}/value`, 'code', '0000/0'),
  'TU-TOPO': set(`${observation('282291009')}/targetSiteCode`, 'code', 'Z99.9'),
  'TU-COTE': set(`${observation('282291009')}/targetSiteCode/qualifier/value`, 'code', '0'),
  'TU-TNM': noEntry('75620-5'),
  'TU-ID': remove(`${observation('282291009')}/id`),
  'TU-DATE': remove(`${observation('282291009')}/effectiveTime`),
  'TU-STATUT': remove(`${observation('282291009')}/statusCode`),
  'TU-TEXTE': remove(`${observation('282291009')}/text`),
  'TN-T': noEntry('21905-5'),
  'TN-N': noEntry('21906-3'),
  'TN-M': noEntry('21907-1'),
  'TN-EDITION': remove(`${observation('75620-5')}/value/qualifier[name/@code = '21917-0']`),
  'TN-MODELE': remove(`${observation('75620-5')}/templateId`),
  'TN-SYSTEME': set(`${observation('21906-3')}/value`, 'codeSystem', '2.16.840.1.113883.6.96'),
  'MO-RAISON-TEXTE': remove(
    `${section(128)}/entry/observation[templateId/@root = '1.2.250.1.213.1.1.3.37']/value`,
  ),
  'MO-RAISON-ID': remove(`${section(128)}/entry/observation[templateId/@root = '1.2.250.1.213.1.1.3.37']/id`),
  'MO-RAISON-STATUT': remove(
    `${section(128)}/entry/observation[templateId/@root = '1.2.250.1.213.1.1.3.37']/statusCode`,
  ),
  'MO-RAISON-DATE': remove(
    `${section(128)}/entry/observation[templateId/@root = '1.2.250.1.213.1.1.3.37']/effectiveTime`,
  ),
  'CR-AUTEUR': remove(`${section(34)}/author`),
  'CR-CONCLUSION': set(`${section(34)}/entry/observation/code`, 'code', '22638-1'),
};

const DECISION: Record<string, Mutation> = {
  'DS-GROUPE': remove(`${section(33)}/entry/organizer/templateId`),
  'DS-COMPLET': noEntry('GEN-100'),
  'DS-QUORUM': noEntry('ORG-125'),
  'DS-QUORUM-CODE': wrongCode('ORG-125'),
  'DS-ORGANISEUR': remove(`${section(33)}/entry/organizer/statusCode`),
  'DP-CONTENU': set(`(//encounter[code/@code = 'MED-226'])[1]/code`, 'code', 'MED-227'),
  'DP-PASSAGE': remove(`(//encounter)[1]/text`),
  'DP-PRIORITE': all(
    append('(//encounter)[1]', '<priorityCode code="CS" codeSystem="1.2.3"/>'),
    remove('(//encounter)[1]/priorityCode[following-sibling::priorityCode]'),
  ),
  'DP-EXAMEN': remove(`(//observation[@moodCode = 'PRP'])[1]/statusCode`),
  'DC-REFERENTIEL': twiceEntry('MED-249'),
  'DC-ESSAI': twiceEntry('MED-250'),
  'DT-STATUT': noEntry('GEN-065'),
  'DT-STATUT-CODE': wrongCode('GEN-065'),
  'DT-STATUT-DATE': all(
    unset(`${observation('GEN-065')}/effectiveTime`, 'value'),
    set(`${observation('GEN-065')}/effectiveTime`, 'nullFlavor', 'UNK'),
  ),
  'CP-TYPE': set(`${observation('69764-9')}/value`, 'code', '55107-7'),
  'CP-MEDIA': set('//observationMedia/value', 'mediaType', 'image/png'),
  'CP-PDF': text('//observationMedia/value', 'SGVsbG8gd29ybGQ='.repeat(40)),
};

function twiceEntry(code: string): Mutation {
  return all(twice(`//entry[observation/code/@code = '${code}']`), (document) => {
    const [, copy] = document
      .getElementsByTagNameNS('urn:hl7-org:v3', 'observation')
      .filter((one) =>
        one.children.some((child) => child.localName === 'code' && child.getAttribute('code') === code),
      );
    copy!.children.find(({ localName }) => localName === 'id')!.setAttribute('root', '2.25.4242');
  });
}

const FORM: Record<string, Mutation> = {
  'FO-CLASSE': unset(observation('GEN-100'), 'classCode'),
  'FO-MODE': unset(observation('GEN-100'), 'moodCode'),
  'FO-SECTION': append(`${DOC}/component/structuredBody`, '<component/>'),
  'FO-MEMBRE': append(`${section(33)}/entry/organizer`, '<component/>'),
  'FO-CONTACT': remove(`${DOC}/informant[1]/relatedEntity`),
  'FO-AUTEUR': remove(`${section(34)}/author/time`),
  'FO-EXECUTANT': remove(`${section(34)}//performer/assignedEntity`),
  'FO-PRELEVEUR': unset(`${section(34)}//participant`, 'typeCode'),
  'FO-IMAGE': set('//renderMultiMedia', 'referencedObject', 'ailleurs'),
  'FO-IDENTIFIANT': remove(`${section(34)}//performer/assignedEntity/id`),
  'FO-ADRESSE': set('(//addr)[1]', 'use', 'ZZ'),
  'FO-ACTE': set(`${DOC}/documentationOf[2]/serviceEvent`, 'classCode', 'ZZ'),
  'FO-PRENOM': set(`${PATIENT}/patient/name/given[@qualifier = 'CL']`, 'qualifier', 'ZZ'),
  'FO-PERSONNE': set(`${PATIENT}/patient`, 'classCode', 'ANM'),
  'FO-TYPE': unset(`${observation('GEN-100')}/value`, 'xsi:type'),
  'FO-BOOLEEN': set(`${observation('GEN-100')}/value`, 'value', 'oui'),
  'FO-ENTIER': set(`${observation('11996-6')}/value`, 'value', 'deux'),
  'FO-ABSENT': set(`(//*[@nullFlavor])[1]`, 'nullFlavor', 'ZZ'),
  'FO-DRAPEAU': set(`(//*[@inversionInd = 'false'])[last()]`, 'inversionInd', 'non'),
  'FO-NEGATION': set(`(//observation)[1]`, 'negationInd', 'non'),
};

export const MUTANTS: Record<string, Mutation> = {
  ...FORM,
  ...HEADER,
  ...PATIENTS,
  ...PEOPLE,
  ...MEETING,
  ...SECTIONS,
  ...ENTRIES,
  ...CASE,
  ...DECISION,
};
