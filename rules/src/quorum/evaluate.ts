import { unmatched } from './matching.ts';
import { attendanceOf, type Competence, type Period, type QuorumParticipant } from './participant.ts';
import { QUORUM_MODES, type QuorumMode, type QuorumRequirement, type QuorumRule } from './rule.ts';

export type QuorumStatus = 'reached' | 'not-reached' | 'unknown';

/** What made the quorum: one person, the specialty (TRE_R38) exercised that day, and how it was brought. */
export interface QuorumEvidence {
  person: string;
  name: string;
  specialty: string;
  mode: QuorumMode;
}

export interface QuorumResult {
  status: QuorumStatus;
  /** Every person that counts, by person key; also given when the quorum is not reached. */
  evidence: QuorumEvidence[];
  /** In French, one sentence per lack; empty when reached. */
  missing: string[];
  /** Of a quorum that is not reached, the required competences that nobody brought: what is counted of it. */
  lacking?: readonly QuorumRequirement[];
  /** In French: recommended competences that were absent. They do not change the status. */
  advice: string[];
}

/**
 * Judges the quorum of ONE case (spec/product.md 7.3): people join and leave, so the session has no quorum.
 *
 * The result is three-valued on purpose. It is `reached` only on what is certain; `unknown` when a fact that
 * was not recorded (a mode, a specialty, the period of the case) could still change the answer; `not-reached`
 * when even the most favourable reading fails. A quorum shown as reached when it is not is a patient-safety
 * error (spec/product.md 17, 6); the reverse is only a question to the secretary.
 *
 * @param rule the version in force at the session's date; undefined when there is none: always `unknown`.
 * @param participants everyone recorded on the session and on the case, in any order.
 * @param casePeriod start and end of the case; undefined when not recorded.
 */
export function evaluateQuorum(
  rule: QuorumRule | undefined,
  participants: readonly QuorumParticipant[],
  casePeriod?: Period,
): QuorumResult {
  if (!rule) {
    const missing = ['aucune règle de quorum en vigueur à la date de la session'];
    return { status: 'unknown', evidence: [], missing, advice: [] };
  }
  const { certain, uncertain, questions } = attendanceOf(participants, casePeriod);
  const allowed = <T extends Competence>(people: readonly T[]): T[] =>
    people.flatMap((one) => withModes(one, rule));
  const counting = allowed(certain);
  const evidence = counting.map(({ person, name, specialties, modes }) => ({
    person,
    name,
    specialty: specialties[0],
    mode: modes[0]!,
  }));
  const advice = unmatched(rule.recommended ?? [], counting).map(
    (one) => `${one.label} : recommandé, absent`,
  );
  const missing = lacks(rule, counting);
  if (missing.length === 0) {
    return { status: 'reached', evidence, missing, advice };
  }
  const favourable = [...counting, ...allowed(uncertain)];
  if (lacks(rule, favourable).length === 0) {
    return { status: 'unknown', evidence, missing: [...missing, ...questions], advice };
  }
  return { status: 'not-reached', evidence, missing, lacking: unmatched(rule.allOf, counting), advice };
}

function withModes<T extends Competence>(one: T, rule: QuorumRule): T[] {
  const modes = one.modes.filter((mode) => (rule.modes ?? QUORUM_MODES).includes(mode));
  return modes.length === 0 ? [] : [{ ...one, modes }];
}

function lacks(rule: QuorumRule, people: readonly Competence[]): string[] {
  const distinct = distinctSpecialties(people);
  const tooFew =
    distinct < rule.minDistinctSpecialties
      ? [
          `${distinct} ${distinct < 2 ? 'spécialité médicale' : 'spécialités médicales'} sur ${rule.minDistinctSpecialties} exigées`,
        ]
      : [];
  const absent = unmatched(rule.allOf, people).map(({ label, modes }) =>
    modes && modes.length < QUORUM_MODES.length
      ? `${label} absent (${frenchModes(modes)} exigée)`
      : `${label} absent`,
  );
  return [...tooFew, ...absent];
}

/**
 * An upper bound where a specialty is unknown: each such person may bring a new one. Exact when all are
 * known.
 */
function distinctSpecialties(people: readonly Competence[]): number {
  const settled = people.filter(({ specialties }) => specialties !== 'any' && specialties.length === 1);
  return new Set(settled.flatMap(({ specialties }) => specialties)).size + (people.length - settled.length);
}

const FRENCH_MODES: Record<QuorumMode, string> = {
  present: 'présence',
  visio: 'visioconférence',
  writtenOpinion: 'avis écrit',
};

/** The modes in French, as shown in the fiche: "présence ou visioconférence". */
export function frenchModes(modes: readonly QuorumMode[]): string {
  return modes.map((mode) => FRENCH_MODES[mode]).join(' ou ');
}
