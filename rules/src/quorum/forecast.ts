import { evaluateQuorum, type QuorumResult } from './evaluate.ts';
import type { Period, QuorumParticipant } from './participant.ts';
import type { QuorumRule } from './rule.ts';

/** What one person convened has answered. Instants are FHIR dateTimes. */
export interface ForecastAnswer {
  /** Key of the person (the Practitioner), as on the attendance sheet. */
  person: string;
  name: string;
  physician?: boolean;
  /** TRE_R38 code they will exercise. */
  specialty?: string;
  /** False when convened outside the quorum. */
  inQuorum?: boolean;
  /** Undefined: no answer yet. */
  mode?: 'present' | 'visio' | 'excused' | 'writtenOpinion';
  leavesAt?: string;
  arrivesAt?: string;
}

export interface Forecast extends QuorumResult {
  /** One French sentence for the case: "Quorum prévu", "Il manque : radiothérapeute absent". */
  sentence: string;
  /** Names of those whose answer could still make the quorum. */
  awaited: string[];
}

/**
 * The quorum that ONE case may expect, from the answers to the convocation and the hours at which it should be
 * discussed: a surgeon who leaves at 18:40 does not serve the case of 18:45. `unknown` while those who did not
 * answer could still make it.
 *
 * @param at expected hours of the case; undefined counts whoever comes at all.
 */
export function forecast(
  rule: QuorumRule | undefined,
  answers: readonly ForecastAnswer[],
  at?: Period,
): Forecast {
  const silent = answers.filter(({ mode }) => mode === undefined);
  const result = evaluateQuorum(rule, answers.map(lineOf), at);
  const needed =
    result.status === 'unknown' && rule
      ? silent.filter(({ person }) => helps(rule, answers, person, at)).map(({ name }) => name)
      : [];
  return { ...result, awaited: needed, sentence: sentenceOf(result, needed) };
}

function lineOf(one: ForecastAnswer): QuorumParticipant {
  return {
    person: one.person,
    name: one.name,
    physician: one.physician,
    specialty: one.specialty,
    inQuorum: one.inQuorum,
    mode: one.mode,
    onCase: one.mode === 'writtenOpinion',
    ...(one.arrivesAt || one.leavesAt ? { period: { start: one.arrivesAt, end: one.leavesAt } } : {}),
  };
}

/** Would the quorum become impossible, were this person to decline? */
function helps(
  rule: QuorumRule,
  answers: readonly ForecastAnswer[],
  person: string,
  at: Period | undefined,
): boolean {
  const without = answers.filter((one) => one.person !== person).map(lineOf);
  const all = evaluateQuorum(rule, answers.map(cameAll), at).evidence.length;
  const left = evaluateQuorum(rule, without, at);
  return left.status === 'not-reached' || left.evidence.length < all;
}

function cameAll(one: ForecastAnswer): QuorumParticipant {
  return lineOf({ ...one, mode: one.mode ?? 'present' });
}

function sentenceOf({ status, missing }: QuorumResult, awaited: readonly string[]): string {
  if (status === 'reached') return 'Quorum prévu';
  const lacks = missing.filter((one) => !awaited.some((name) => one.startsWith(name)));
  if (status === 'not-reached') return `Quorum non prévu : ${lacks.join(', ')}`;
  return awaited.length > 0
    ? `Quorum incertain : réponse attendue de ${awaited.join(', ')}`
    : `Quorum incertain : ${lacks.join(', ')}`;
}
