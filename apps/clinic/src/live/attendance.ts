import { PARTICIPATION } from '@dcc/fhir-profiles/src/codes.ts';
import { EXTENSIONS } from '@dcc/fhir-profiles/src/extensions.ts';
import type { Coding, Encounter, EncounterParticipant } from '@medplum/fhirtypes';

/** How somebody takes part, as `dcc-attendance` writes it (docs/model.md). */
export type Mode = 'present' | 'visio' | 'written-opinion' | 'excused' | 'absent';

/** Who somebody is that day. */
export interface Attendee {
  /** `PractitionerRole/id` */
  role: string;
  /** TRE_R38, the one exercised that day. */
  specialty?: Coding;
  /** Only physicians count in a quorum. */
  physician: boolean;
}

/** One person on the sheet: their lines, of which the last one says where they are now. */
export interface Presence {
  role: string;
  lines: EncounterParticipant[];
  /** Undefined: nothing said yet. */
  mode?: Mode;
  /** In the room or on screen now. */
  here: boolean;
  since?: string;
  until?: string;
  specialty?: Coding;
}

const part = (line: EncounterParticipant, url: string) =>
  line.extension?.find((one) => one.url === EXTENSIONS.ATTENDANCE)?.extension?.find((one) => one.url === url);

export function modeOf(line: EncounterParticipant): Mode | undefined {
  return part(line, 'mode')?.valueCode as Mode | undefined;
}

const comes = (mode: Mode | undefined) => mode === 'present' || mode === 'visio';

/** Everybody on the sheet of a session, each once, in its order. */
export function presences(session: Encounter): Presence[] {
  const byRole = Map.groupBy(session.participant ?? [], ({ individual }) => individual?.reference ?? '');
  byRole.delete('');
  return [...byRole].map(([role, lines]) => {
    const last = lines.findLast(({ period }) => !period?.end) ?? lines.at(-1)!;
    const mode = modeOf(last);
    return {
      role,
      lines,
      mode,
      here: comes(mode) && !!last.period?.start && !last.period.end,
      since: last.period?.start,
      until: last.period?.end,
      specialty: part(last, 'specialty')?.valueCoding,
    };
  });
}

function attendance(who: Attendee, mode: Mode): EncounterParticipant['extension'] {
  const counts = who.physician && !!who.specialty && mode !== 'absent' && mode !== 'excused';
  return [
    {
      url: EXTENSIONS.ATTENDANCE,
      extension: [
        { url: 'mode', valueCode: mode },
        ...(who.specialty ? [{ url: 'specialty', valueCoding: who.specialty }] : []),
        { url: 'quorum', valueBoolean: counts },
      ],
    },
  ];
}

/**
 * Somebody comes in, in the room or on screen, or changes from one to the other. The line that was open ends; who
 * had no hour yet keeps their first line. Ids name the lines, so that two screens merge them.
 */
export function enters(session: Encounter, who: Attendee, mode: 'present' | 'visio', now: string): Encounter {
  const participant = session.participant ?? [];
  const own = participant.filter(({ individual }) => individual?.reference === who.role);
  const open = own.find((line) => comes(modeOf(line)) && line.period?.start && !line.period.end);
  if (open && modeOf(open) === mode) return session;
  const blank = own.find((line) => !line.period?.start);
  const made: EncounterParticipant = {
    id: blank?.id ?? lineId(who.role, blank ? own.indexOf(blank) : own.length),
    extension: attendance(who, mode),
    type: blank?.type ?? own[0]?.type ?? [{ coding: [{ ...PARTICIPATION.PARTICIPANT }] }],
    period: { start: now },
    individual: { reference: who.role },
  };
  // The responsable stays the only one of that type: coming back is as a participant (dcc-ses-2).
  if (!blank && own.length > 0) made.type = [{ coding: [{ ...PARTICIPATION.PARTICIPANT }] }];
  const ended = participant.map((line) =>
    line === open ? { ...line, period: { ...line.period, end: now } } : line,
  );
  return {
    ...session,
    participant: blank ? ended.map((line) => (line === blank ? made : line)) : [...ended, made],
  };
}

/** Somebody leaves: their open line gets its end. */
export function leaves(session: Encounter, role: string, now: string): Encounter {
  return mapOwn(session, role, (line) =>
    comes(modeOf(line)) && line.period?.start && !line.period.end
      ? { ...line, period: { ...line.period, end: now } }
      : line,
  );
}

/** Somebody does not come: only while they have not been there. */
export function staysAway(session: Encounter, who: Attendee, mode: 'excused' | 'absent'): Encounter {
  return mapOwn(session, who.role, (line) =>
    line.period?.start ? line : { ...line, extension: attendance(who, mode) },
  );
}

function mapOwn(
  session: Encounter,
  role: string,
  change: (line: EncounterParticipant) => EncounterParticipant,
): Encounter {
  const participant = session.participant?.map((line) =>
    line.individual?.reference === role ? change(line) : line,
  );
  return participant?.some((line, n) => line !== session.participant![n])
    ? { ...session, participant }
    : session;
}

/** A written opinion belongs to one case, never to the session (spec/product.md 7.3). */
export function withOpinion(rcpCase: Encounter, who: Attendee, given: boolean, now: string): Encounter {
  const is = (line: EncounterParticipant) =>
    modeOf(line) === 'written-opinion' && line.individual?.reference === who.role;
  const participant = rcpCase.participant ?? [];
  if (!given) {
    return participant.some(is)
      ? { ...rcpCase, participant: participant.filter((line) => !is(line)) }
      : rcpCase;
  }
  if (participant.some(is)) return rcpCase;
  const opinion: EncounterParticipant = {
    id: `avis-${who.role.split('/')[1]}`.slice(0, 64),
    extension: attendance(who, 'written-opinion'),
    type: [{ coding: [{ ...PARTICIPATION.CONSULTED }] }],
    period: { start: now },
    individual: { reference: who.role },
  };
  return { ...rcpCase, participant: [...participant, opinion] };
}

export function opinionsOn(rcpCase: Encounter | undefined): string[] {
  return (rcpCase?.participant ?? [])
    .filter((line) => modeOf(line) === 'written-opinion')
    .flatMap(({ individual }) => individual?.reference ?? []);
}

/**
 * The session begins: the hour that was planned gives way to the real one, since a case treated before its session
 * began could not be signed (rules/signing, dates).
 */
export function begun(session: Encounter, now: string): Encounter {
  if (session.status !== 'planned') return session;
  return { ...session, status: 'in-progress', period: { ...session.period, start: now } };
}

/**
 * The session is over: who is still there leaves now, who never came is absent, everyone has a mode (dcc-ses-3).
 * @param who gives the specialty and the profession of somebody on the sheet.
 */
export function ended(session: Encounter, who: (role: string) => Attendee, now: string): Encounter {
  const participant = (session.participant ?? []).map((line): EncounterParticipant => {
    const mode = modeOf(line);
    if (comes(mode) && line.period?.start) {
      return line.period.end ? line : { ...line, period: { ...line.period, end: now } };
    }
    const person = who(line.individual?.reference ?? '');
    return { ...line, extension: attendance(person, mode === 'excused' ? 'excused' : 'absent') };
  });
  const start = Date.parse(session.period?.start ?? '') <= Date.parse(now) ? session.period!.start! : now;
  return { ...session, status: 'finished', participant, period: { start, end: now } };
}

function lineId(role: string, count: number): string {
  return `${role.split('/')[1]}-${count + 1}`.slice(0, 64);
}
