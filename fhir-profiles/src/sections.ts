/** Base of the section templates of CI-SIS; `template` below is the last number. */
export const SECTION_TEMPLATE_ROOT = '1.2.250.1.213.1.1.2';

/** One kind of section of the fiche (docs/model.md "Section", spec/cda-frcp.md section 2). */
export interface SectionInfo {
  readonly loinc: string;
  /** Last number of the CI-SIS template OID: two sections share a LOINC code, the template tells them apart. */
  readonly template: number;
  readonly title: string;
  /** Always present in a signed fiche; without content it has text and emptyReason. */
  readonly mandatory: boolean;
  /** Text only: has no coded entry in any version. */
  readonly textOnly: boolean;
  /** May appear more than once. */
  readonly repeats?: true;
  /** CI-SIS code that the section carries as third coding. */
  readonly cisis?: string;
}

/** In the order of the document. Keys name the sections everywhere in our code. */
export const SECTIONS = {
  reason: {
    loinc: '42349-1',
    template: 128,
    title: 'Type et motif de la RCP',
    mandatory: true,
    textOnly: false,
  },
  discovery: {
    loinc: '42545-4',
    template: 163,
    title: 'Mode de découverte',
    mandatory: true,
    textOnly: false,
  },
  tumour: { loinc: '72135-7', template: 27, title: 'Diagnostic du cancer', mandatory: true, textOnly: false },
  history: { loinc: '11348-0', template: 2, title: 'Antécédents médicaux', mandatory: false, textOnly: true },
  comorbidity: { loinc: '11450-4', template: 176, title: 'Comorbidités', mandatory: false, textOnly: true },
  functional: {
    loinc: '46006-3',
    template: 115,
    title: 'Évaluations fonctionnelles',
    mandatory: false,
    textOnly: false,
  },
  pregnancy: { loinc: '10162-6', template: 77, title: 'Grossesses', mandatory: false, textOnly: false },
  wishes: {
    loinc: '75320-2',
    template: 252,
    title: 'Souhaits du patient',
    mandatory: false,
    textOnly: false,
  },
  exams: { loinc: '30954-2', template: 150, title: 'Examens', mandatory: false, textOnly: true },
  phase: { loinc: '18733-6', template: 25, title: 'Phase du cancer', mandatory: true, textOnly: false },
  treatments: {
    loinc: '29554-3',
    template: 118,
    title: 'Traitements antérieurs et en cours',
    mandatory: false,
    textOnly: false,
  },
  operative: {
    loinc: '10218-6',
    template: 26,
    title: 'Conclusion du compte rendu opératoire',
    mandatory: false,
    textOnly: false,
  },
  pathology: {
    loinc: '30954-2',
    template: 34,
    title: "Conclusion du compte rendu d'anatomie et cytologie pathologiques",
    mandatory: false,
    textOnly: false,
  },
  molecular: {
    loinc: '50397-9',
    template: 67,
    title: 'Conclusion du compte rendu de génétique moléculaire',
    mandatory: false,
    textOnly: false,
    repeats: true,
  },
  question: {
    loinc: '10164-2',
    template: 130,
    title: 'Synthèse et question posée',
    mandatory: true,
    textOnly: true,
  },
  record: { loinc: '21874-3', template: 33, title: 'Statut du dossier', mandatory: true, textOnly: false },
  proposal: {
    loinc: '18776-5',
    template: 158,
    title: 'Proposition thérapeutique',
    mandatory: true,
    textOnly: false,
  },
  frame: {
    loinc: '35510-7',
    template: 175,
    title: 'Cadre de la proposition',
    mandatory: true,
    textOnly: false,
  },
  comment: {
    loinc: '55112-7',
    template: 73,
    title: 'Commentaire pour le patient',
    mandatory: false,
    textOnly: true,
  },
  status: { loinc: '33557-0', template: 35, title: 'Statut du document', mandatory: true, textOnly: true },
  privacy: {
    loinc: '55112-7',
    template: 73,
    title: 'Information sur les données personnelles',
    mandatory: false,
    textOnly: true,
    cisis: 'GEN-294',
  },
} as const satisfies Record<string, SectionInfo>;

export type SectionKey = keyof typeof SECTIONS;

/** Template of a section as it stands in `section.code.coding[1].code`: `urn:oid:1.2.250.1.213.1.1.2.<n>`. */
export function sectionTemplate(key: SectionKey): string {
  return `urn:oid:${SECTION_TEMPLATE_ROOT}.${SECTIONS[key].template}`;
}
