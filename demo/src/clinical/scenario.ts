import { listData, readData, type Words } from '../base/data.ts';

/** A clinical picture (`data/scenarios/<thematic>/*.json`), written by hand; texts may hold `{variables}`. */
export interface Scenario {
  id: string;
  thematic: string;
  /** Of a transversal RCP: it takes the tumour of the patient's own scenario. */
  transversal?: boolean;
  /** Share among the scenarios of its thematic, 1 when absent. */
  weight?: number;
  sex?: 'F' | 'M' | 'any';
  age?: [min: number, max: number];
  /** Whole numbers drawn for each patient, named in the texts. */
  vars?: Record<string, [min: number, max: number]>;
  /** Probability that the cancer was found by screening. */
  screening?: number;
  /** Performance indexes to draw from. */
  ecog?: number[];
  pregnancies?: boolean;
  history?: Words[];
  tumours?: TumourData[];
  /** Why there is no tumour to describe, when there is none. */
  tumourAbsent?: Words;
  /** The patient's passages, in the order of the disease. */
  presentations: [Presentation, ...Presentation[]];
}

/** A place or a histology: a code of the value set, or words alone. */
export interface Coded {
  code?: string;
  text: Words;
}

export interface TumourData {
  topography: Coded[];
  morphology: Coded;
  laterality?: boolean;
  clinicalStatus?: 'active' | 'recurrence' | 'remission';
  tnm:
    | { absent: 'not-applicable' | 'unknown' }
    | { edition: '7' | '8' | '9'; variants: { t: string; n: string; m: string; stage: string }[] };
  classification?: { name: string; version: string; value: string };
  comment?: Words;
}

/** Days are counted from the session: -12 is twelve days before. */
export interface Presentation {
  phase: 'initial' | 'relapse';
  phaseDay?: number;
  phaseNote?: Words;
  progression?: { local: boolean; regional: boolean; distant: boolean };
  /** MED-235, ORG-114, ORG-115, ORG-116. */
  motives: string[];
  reason: Words;
  question: Words;
  summary: Words;
  exams: Words[];
  treatments?: PastTreatment[];
  operative?: ReportData;
  pathology?: ReportData;
  molecular?: ReportData[];
  decision: DecisionData;
  trial?: { proposed: boolean; note: Words };
  referentiel: { conformity: Conformity; name: Words; reason?: Words };
  /** What is missing from the record, when it is not complete. */
  recordMissing?: Words;
  wishes?: Words;
  comment?: Words;
  evaluation?: { tool: string; result: Words };
}

export type Conformity = 'conform' | 'deviating' | 'no-referentiel' | 'not-documented';

export interface PastTreatment {
  code: string;
  text: Words;
  status: 'completed' | 'in-progress' | 'stopped';
  start: number;
  end?: number;
  note?: Words;
}

export interface ReportData {
  day: number;
  specimen?: Words;
  text: Words;
  comment?: Words;
}

export interface DecisionData {
  lines: { code: string; text: Words; description: Words }[];
  note?: Words;
  exams?: { text: Words; from: number; to: number }[];
  surveillance?: boolean;
  recours?: boolean;
}

/** All scenarios, in the alphabetical order of their files. */
export const SCENARIOS: readonly Scenario[] = listData('scenarios').flatMap((folder) =>
  listData('scenarios', folder).map((file) => readData<Scenario>('scenarios', folder, file)),
);

/** The scenarios of a folder: an organ thematic, `oncogeriatrie` or `recours`. */
export function scenariosOf(thematic: string): readonly Scenario[] {
  return SCENARIOS.filter((one) => one.thematic === thematic);
}
