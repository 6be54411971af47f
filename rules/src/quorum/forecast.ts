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
  const result = evaluateQuorum(rule, answers.map(lineOf), at);
  const said = answers.filter(({ mode }) => mode !== undefined);
  const sure = evaluateQuorum(rule, said.map(lineOf), at);
  const helps = (one: ForecastAnswer) => {
    const came = evaluateQuorum(rule, [...said, { ...one, mode: 'present' as const }].map(lineOf), at);
    return rank(came) < rank(sure);
  };
  const awaited =
    rule && result.status === 'unknown'
      ? answers.filter((one) => one.mode === undefined && helps(one)).map(({ name }) => name)
      : [];
  return { ...result, awaited, sentence: sentenceOf(result, sure, awaited, said.length) };
}

/** How far from the quorum: what lacks, then how many specialties are there. */
function rank({ missing, evidence }: QuorumResult): number {
  return missing.length * 100 - new Set(evidence.map(({ specialty }) => specialty)).size;
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

function sentenceOf(
  { status, missing }: QuorumResult,
  sure: QuorumResult,
  awaited: readonly string[],
  said: number,
): string {
  if (status === 'reached') return 'Quorum prévu';
  if (status === 'not-reached') return `Quorum non prévu : ${missing.join(', ')}`;
  if (awaited.length === 0) return `Quorum incertain : ${missing.join(', ')}`;
  if (said === 0) return 'Quorum incertain : aucune réponse à la convocation';
  const lacks = sure.missing.map((one) => one.replace(/ absent$/u, ' à confirmer'));
  return `Quorum incertain : ${lacks.join(', ')}`;
}
