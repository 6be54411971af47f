import { discovery } from './discovery.ts';
import { frame } from './frame.ts';
import { functional } from './functional.ts';
import { organ } from './organ.ts';
import type { Part } from './part.ts';
import { phase } from './phase.ts';
import { pregnancy } from './pregnancy.ts';
import { proposal } from './proposal.ts';
import { question } from './question.ts';
import { reason } from './reason.ts';
import { record } from './record.ts';
import { reportsPart } from './reports.ts';
import { treatments } from './treatments.ts';
import { tumour } from './tumour.ts';
import { wishes } from './wishes.ts';
import { wordsPart } from './words.ts';

/**
 * Every part that someone writes, by the key of its section (SECTIONS); `organ` has none, its summary is
 * among the exams. `status` is missing: it is derived from the Composition, and the writer of the document
 * says it.
 */
export const PARTS = {
  reason,
  discovery,
  tumour,
  history: wordsPart('history'),
  comorbidity: wordsPart('comorbidity'),
  functional,
  pregnancy,
  wishes,
  exams: wordsPart('exams'),
  organ,
  phase,
  treatments,
  operative: reportsPart('operative'),
  pathology: reportsPart('pathology'),
  molecular: reportsPart('molecular'),
  question,
  record,
  proposal,
  frame,
  comment: wordsPart('comment'),
  privacy: wordsPart('privacy'),
} as const;

export type PartKey = keyof typeof PARTS;
type ValueOf<P> = P extends Part<infer T> ? T : never;
/** What the whole form holds. */
export type FicheContent = { [K in PartKey]: ValueOf<(typeof PARTS)[K]> };

export type { Classification } from './classification.ts';
export { isClassification } from './classification.ts';
export type { Discovery } from './discovery.ts';
export type { Conformity, Frame } from './frame.ts';
export { CONFORMITY, isFramed } from './frame.ts';
export type { Evaluation, Functional } from './functional.ts';
export type { Organ } from './organ.ts';
export type { Phase } from './phase.ts';
export type { Pregnancy } from './pregnancy.ts';
export type { Exam, FollowUp, Proposal, ProposalLine } from './proposal.ts';
export { isLine } from './proposal.ts';
export type { Question } from './question.ts';
export type { Reason } from './reason.ts';
export { inscriptionKey, MOTIFS } from './reason.ts';
export type { RecordStatus } from './record.ts';
export type { Report, ReportKind } from './reports.ts';
export { isConclusion } from './reports.ts';
export type { Edition, Tnm } from './tnm.ts';
export { EDITIONS, isTnmValue } from './tnm.ts';
export type { Treatment, TreatmentStatus } from './treatments.ts';
export { isWritten, TREATMENT_STATUS } from './treatments.ts';
export {
  type Coded,
  isTumour,
  TUMOUR_STATES,
  type Tumour,
  type TumourState,
  type Tumours,
} from './tumour.ts';
