import type { SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import type { Coding, DocumentReference, PractitionerRole, Reference, Resource } from '@medplum/fhirtypes';

/** Where a value comes from. A value without origin was typed by the person who inscribes. */
export interface Origin {
  /** `Type/id` of the resource the value was read in. */
  reference: string;
  /** What it was read in, in French: "FRCP Sein Val-de-Seine". */
  label: string;
  /** `Type/id` of the professional who wrote it, when known: the screen turns it into a name. */
  author?: string;
  /** FHIR date or dateTime the value was true at. */
  date?: string;
}

/** A value and where it comes from. */
export interface Sourced<T> {
  value: T;
  origin?: Origin;
}

/** A concept as the record keeps it: words always, a code when there is one. */
export interface Worded {
  text: string;
  coding?: Coding;
}

/** TNM codes keep their prefix ("cT2"). `absent` is a code of FHIR's data-absent-reason. */
export type TnmValue =
  | { edition: '7' | '8' | '9'; t: string; n: string; m: string; stage?: string }
  | { absent: string };

export interface TumourValue {
  morphology?: Worded;
  topography?: Worded;
  /** JDV Modificateur topographique (SNOMED CT). */
  laterality?: Coding;
  /** Code of condition-clinical; `active` when absent. */
  clinicalStatus?: string;
  /** FHIR date. */
  diagnosedOn?: string;
  note?: string;
  tnm?: Sourced<TnmValue>;
  classifications?: { name: string; version?: string; value: string }[];
}

export type ReportKind = 'operative' | 'pathology' | 'molecular';

/** The conclusion of a report, as it was written. */
export interface ReportValue {
  kind: ReportKind;
  text: string;
  /** FHIR date of the act or of the analysis. */
  date: string;
  author: Reference<PractitionerRole>;
  document?: Reference<DocumentReference>;
  comment?: string;
}

export interface TreatmentValue {
  what: Worded;
  status: 'completed' | 'in-progress' | 'stopped';
  start?: string;
  end?: string;
  note?: string;
}

export interface PhaseValue {
  kind: 'initial' | 'relapse';
  date?: string;
  note?: string;
}

/** Scores carry the day they were measured on. */
export interface EcogValue {
  grade: number;
  date?: string;
}
export interface G8Value {
  /** 0 to 17 by half points, never rounded (spec/product.md 12). */
  total: number;
  tool: string;
  date?: string;
}

/** A section that a form of inscription does not hold, kept whole from the fiche it was in. */
export interface CarriedSection {
  key: SectionKey;
  lines: string[];
  resources: Resource[];
  origin?: Origin;
}

/** The clinical content of an inscription: what becomes the starting fiche. */
export interface ClinicalDraft {
  summary?: Sourced<string>;
  tumours: Sourced<TumourValue>[];
  ecog?: Sourced<EcogValue>;
  g8?: Sourced<G8Value>;
  phase?: Sourced<PhaseValue>;
  screening?: Sourced<boolean>;
  history?: Sourced<string>;
  comorbidity?: Sourced<string>;
  exams?: Sourced<string>;
  reports: Sourced<ReportValue>[];
  treatments: Sourced<TreatmentValue>[];
  carried?: CarriedSection[];
}

/** The médecin traitant: known, or unknown, or the patient has none. All three are answers. */
export type Doctor =
  | { kind: 'known'; role: Reference<PractitionerRole> }
  | { kind: 'unknown' }
  | { kind: 'none' };

/** Codes of the motif (MED-235, ORG-114, ORG-115, ORG-116). */
export type MotiveCode = 'MED-235' | 'ORG-114' | 'ORG-115' | 'ORG-116';

/** What the patient was told and answered (spec/product.md 4: the demandeur informs, non-opposition). */
export interface PatientInformation {
  informed: boolean;
  opposed: boolean;
  /** FHIR date of the information. */
  date?: string;
}

/** Has the diagnosis been told to the patient? `unknown` protects like `no`. */
export interface AnnouncementAnswer {
  told: 'yes' | 'no' | 'unknown';
  /** FHIR date of the announcement, when told. */
  date?: string;
}

/** Everything a person fills in to inscribe a patient. */
export interface InscriptionDraft {
  /** UUID made once by the screen: all identifiers derive from it, so that a retry writes nothing twice. */
  id: string;
  motives: MotiveCode[];
  /** The motif in words. */
  reason?: string;
  /** The question to the board. */
  question: string;
  /** A word to the secretary. */
  comment?: string;
  clinical: ClinicalDraft;
  requester?: Reference<PractitionerRole>;
  presenter?: Reference<PractitionerRole>;
  doctor?: Doctor;
  documents: Reference<DocumentReference>[];
  information: PatientInformation;
  announcement: AnnouncementAnswer;
  /** Why the case must pass although inscriptions are closed. */
  lateReason?: string;
}

/** An empty draft. `id` is a UUID. */
export function emptyDraft(id: string): InscriptionDraft {
  return {
    id,
    motives: [],
    question: '',
    clinical: { tumours: [], reports: [], treatments: [] },
    documents: [],
    information: { informed: false, opposed: false },
    announcement: { told: 'unknown' },
  };
}
