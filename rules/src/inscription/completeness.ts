import type { SectionKey } from '@dcc/fhir-profiles/src/sections.ts';
import { PIECES, type PieceRule } from './pieces.ts';

/** What the score is computed on: facts, so that a draft and a stored case are judged alike. */
export interface CaseFacts {
  /** Completed years on the day of the session; undefined when unknown. */
  age?: number;
  thematic?: string;
  /** An INS or an IPP: without one, no document can be issued. */
  identified: boolean;
  qualified: boolean;
  motive: boolean;
  question: boolean;
  summary: boolean;
  /** A tumour, or the reason of its absence. */
  tumour: boolean;
  /** TNM or the reason of its absence, for each tumour. */
  tnm: boolean;
  ecog: boolean;
  g8: boolean;
  phase: boolean;
  pathology: boolean;
  imaging: boolean;
  treatments: boolean;
  /** Answered, were it by « inconnu » or « aucun ». */
  doctor: boolean;
  requester: boolean;
  informed: boolean;
  opposed: boolean;
}

/** A piece as a case stands. */
export interface PieceState extends PieceRule {
  present: boolean;
}

export interface Completeness {
  /** 0 to 100, whole: the weight of what is there over the weight of what applies. */
  score: number;
  /** What lacks, the blocking ones first, then by weight. */
  missing: PieceState[];
  present: PieceState[];
  /** Nothing blocking lacks: the inscription may be sent. */
  sendable: boolean;
}

/** Judges a case on the pieces its RCP asks for. The list is data (`pieces.ts`). */
export function completeness(facts: CaseFacts, rules: readonly PieceRule[] = PIECES): Completeness {
  const states = rules
    .filter((one) => applies(one, facts))
    .map(
      (one): PieceState => ({
        ...one,
        present: facts[one.fact] === true && !(one.key === 'informed' && facts.opposed),
      }),
    );
  const weigh = (some: readonly PieceState[]) => some.reduce((total, { weight }) => total + weight, 0);
  const present = states.filter((one) => one.present);
  const missing = states
    .filter((one) => !one.present)
    .sort((a, b) => Number(b.blocking) - Number(a.blocking) || b.weight - a.weight);
  const all = weigh(states);
  return {
    // Rounded down: 100 is only said of a complete record.
    score: all === 0 ? 100 : Math.floor((weigh(present) / all) * 100),
    missing,
    present,
    sendable: !missing.some(({ blocking }) => blocking),
  };
}

function applies({ thematics, exceptThematics, fromAge }: PieceRule, { thematic, age }: CaseFacts): boolean {
  if (thematics && (!thematic || !thematics.includes(thematic))) return false;
  if (thematic && exceptThematics?.includes(thematic)) return false;
  // An unknown age asks for nothing: the form does not know whether it is needed.
  return fromAge === undefined || (age !== undefined && age >= fromAge);
}

/** Which section of the fiche a piece belongs to, for the link « compléter ». */
export function sectionOf(piece: PieceRule): SectionKey | undefined {
  return piece.section;
}
