import { QUORUM_MODES, type QuorumMode } from './rule.ts';

/** Instants (FHIR dateTime). An absent bound is open: there from the beginning, or until the end. */
export interface Period {
  start?: string;
  end?: string;
}

/**
 * One line of the attendance sheet, of the session or of the case. The same person may have several lines:
 * left and came back, or was there and also wrote an opinion.
 */
export interface QuorumParticipant {
  /** Key of the person, the same on all their lines (the Practitioner, not one of their roles). */
  person: string;
  name: string;
  /** Undefined = the record does not say. */
  physician?: boolean;
  /** TRE_R38 code exercised that day; undefined = not recorded. */
  specialty?: string;
  /** Undefined = attendance not recorded; excused and absent people are recorded, and never count. */
  mode?: QuorumMode | 'excused' | 'absent';
  /** False when convened outside the quorum (CORRE in the CDA); undefined counts as inside. */
  inQuorum?: boolean;
  /** Given on the case: the only place where a written opinion belongs to this patient. */
  onCase: boolean;
  /** In and out. */
  period?: Period;
}

/** What one person brings, or could bring when the record is incomplete. */
export interface Competence {
  person: string;
  name: string;
  specialties: readonly string[] | 'any';
  modes: readonly QuorumMode[];
}

export interface Attendance {
  certain: (Competence & { specialties: readonly [string] })[];
  /** People whose record is incomplete: they may change the answer once it is completed. */
  uncertain: Competence[];
  /** In French: what to complete, one line per uncertain person. */
  questions: string[];
}

type Claim = { modes: QuorumMode[]; open: QuorumMode[]; lacks: Set<string> };

/**
 * Reads the attendance sheet for one case. One person is one competence, that of the day: two different
 * specialties on the lines of one person contradict each other, and count for nothing until corrected.
 */
export function attendanceOf(
  lines: readonly QuorumParticipant[],
  casePeriod: Period | undefined,
): Attendance {
  const people = Map.groupBy(lines.filter(mayCount), (line) => line.person);
  const result: Attendance = { certain: [], uncertain: [], questions: [] };
  for (const person of [...people.keys()].sort()) {
    const own = people.get(person)!;
    const { name } = own[0]!;
    const claim = claimOf(own, casePeriod);
    const specialties = [...new Set(own.flatMap((line) => line.specialty ?? []))].sort();
    if (claim.modes.length + claim.open.length === 0) {
      continue;
    }
    if (specialties.length === 0) {
      claim.lacks.add('spécialité exercée non renseignée');
    } else if (specialties.length > 1) {
      claim.lacks.add(`deux spécialités pour une même personne (${specialties.join(', ')})`);
    }
    if (own.some((line) => line.physician === undefined)) {
      claim.lacks.add('profession non renseignée');
    }
    const sure = specialties.length === 1 && own.every((line) => line.physician) && claim.modes.length > 0;
    if (sure) {
      result.certain.push({ person, name, specialties: [specialties[0]!], modes: inOrder(claim.modes) });
    } else {
      const any = specialties.length === 0;
      result.uncertain.push({
        person,
        name,
        specialties: any ? 'any' : specialties,
        modes: inOrder([...claim.modes, ...claim.open]),
      });
      result.questions.push(`${name} : ${[...claim.lacks].join(', ')}`);
    }
  }
  return result;
}

function mayCount(line: QuorumParticipant): boolean {
  return (
    line.physician !== false && line.inQuorum !== false && line.mode !== 'excused' && line.mode !== 'absent'
  );
}

/** The modes a person certainly had during this case, and those they may have had. */
function claimOf(lines: readonly QuorumParticipant[], casePeriod: Period | undefined): Claim {
  const claim: Claim = { modes: [], open: [], lacks: new Set() };
  for (const line of lines) {
    if (line.mode === 'writtenOpinion') {
      // An opinion kept on the session says nothing of which patient it is about.
      if (line.onCase) {
        claim.modes.push('writtenOpinion');
      }
      continue;
    }
    const there = during(line.period, casePeriod);
    if (there === false) {
      continue;
    }
    const mode = line.mode as QuorumMode | undefined;
    if (there === undefined) {
      claim.lacks.add('heures du dossier non renseignées');
    }
    if (!mode) {
      claim.lacks.add('mode de participation non renseigné');
    }
    const target = there && mode ? claim.modes : claim.open;
    target.push(...(mode ? [mode] : (['present', 'visio'] as const)));
  }
  return claim;
}

/**
 * Was the person there during the case? The intervals are half-open: who leaves when the case begins, or
 * arrives when it ends, was not. Undefined when the case has no period and the person was not there all
 * along.
 */
export function during(person: Period | undefined, casePeriod: Period | undefined): boolean | undefined {
  const from = person?.start ? Date.parse(person.start) : Number.NEGATIVE_INFINITY;
  const to = person?.end ? Date.parse(person.end) : Number.POSITIVE_INFINITY;
  if (to <= from) {
    return false;
  }
  if (!casePeriod?.start) {
    return person?.start || person?.end ? undefined : true;
  }
  const start = Date.parse(casePeriod.start);
  // A case registered in no time at all still needs someone in the room at that instant.
  const end = Math.max(casePeriod.end ? Date.parse(casePeriod.end) : Number.POSITIVE_INFINITY, start + 1);
  return from < end && start < to;
}

function inOrder(modes: readonly QuorumMode[]): QuorumMode[] {
  return QUORUM_MODES.filter((mode) => modes.includes(mode));
}
