import { DEFECTS } from '../story/states.ts';
import type { Story } from '../story/story.ts';
import { type Export, type RefusedDocument, signedVersions } from './outputs.ts';

/** What `summary.json` holds. */
export interface Summary {
  month: string;
  seed: string;
  sessions: number;
  cases: number;
  patients: number;
  /** Signed versions: cdaIssued + cdaRefused when documents were asked for. */
  signed: number;
  cdaIssued: number;
  cdaRefused: number;
  csvRows: number;
  seconds: number;
  /** How many of each state the month has. */
  states: Record<string, number>;
  refusals: RefusedDocument[];
  files: string[];
}

/** Counts the states of a story; keys are those of `summary.json`. */
export function stateCounts(told: Story): Record<string, number> {
  const { cases, sessions, members } = told;
  const treated = cases.filter(({ caseState }) => caseState === 'treated');
  const count = (of: typeof cases, fits: (one: (typeof cases)[number]) => unknown) => of.filter(fits).length;
  return {
    treated: treated.length,
    signed: count(treated, ({ state }) => state.signed),
    notSigned: count(treated, ({ state }) => !state.signed),
    amended: count(treated, ({ state }) => state.amendments.length > 0),
    amendmentBeingWritten: count(treated, ({ state }) => state.signed && state.draftAmendment),
    registered: count(treated, ({ state }) => state.registered),
    postponed: count(cases, ({ caseState }) => caseState === 'postponed'),
    movedByCancelledSession: count(cases, ({ caseState }) => caseState === 'moved'),
    waiting: count(cases, ({ caseState }) => caseState === 'waiting'),
    withdrawn: count(cases, ({ caseState }) => caseState === 'withdrawn'),
    unknownDoctor: count(treated, ({ state }) => !state.member.plan.doctor),
    tumourAsText: count(treated, ({ state }) =>
      state.member.disease.tumours.some(({ topography, data }) => !topography.code || !data.morphology.code),
    ),
    noTumour: count(treated, ({ state }) => state.member.disease.tumours.length === 0),
    noTnm: count(treated, ({ state }) =>
      state.member.disease.tumours.some(({ data }) => 'absent' in data.tnm),
    ),
    refusedByDesign: count(treated, ({ state }) => state.signed && state.defect),
    sessionsHeld: sessions.filter(({ agenda }) => agenda.session.state === 'held').length,
    sessionsWithoutCase: sessions.filter(({ agenda }) => agenda.session.state === 'empty').length,
    sessionsCancelled: sessions.filter(({ agenda }) => agenda.session.state === 'cancelled').length,
    patientsMerged: members.filter(({ duplicateOf }) => duplicateOf).length,
  };
}

/** Puts the figures together. */
export function summary(
  told: Story,
  made: {
    seed: string;
    cdaIssued: number;
    refusals: RefusedDocument[];
    export: Export;
    seconds: number;
  },
): Summary {
  return {
    month: told.month,
    seed: made.seed,
    sessions: told.sessions.length,
    cases: told.cases.length,
    patients: told.members.length,
    signed: signedVersions(told).length,
    cdaIssued: made.cdaIssued,
    cdaRefused: made.refusals.length,
    csvRows: made.export.rows,
    seconds: Math.round(made.seconds * 10) / 10,
    states: stateCounts(told),
    refusals: made.refusals,
    files: made.export.files,
  };
}

/** The summary as a person reads it. */
export function summaryText(one: Summary): string {
  const refused = one.refusals.map(
    ({ fiche, reasons, expected }) =>
      `    ${fiche} : ${reasons.join(' ')} ${expected ? `(voulu : ${DEFECTS[expected as keyof typeof DEFECTS]})` : '(imprévu)'}`,
  );
  return [
    `  ${one.sessions} sessions, ${one.cases} dossiers, ${one.patients} patients, ${one.signed} versions signées`,
    `  ${one.cdaIssued} documents CDA émis, ${one.cdaRefused} refusés`,
    ...refused,
    `  Export ONCORIF : ${one.files.length} fichiers, ${one.csvRows} lignes d’indicateurs`,
    `  ${String(one.seconds).replace('.', ',')} secondes`,
  ].join('\n');
}
