import { DCC_CODES, EXTENSIONS, PARTICIPATION } from '@dcc/fhir-profiles';
import type { EncounterParticipant } from '@medplum/fhirtypes';
import { readData } from '../base/data.ts';
import { concept, term } from '../base/fhir.ts';
import type { Random } from '../base/random.ts';
import { parisTime } from '../base/time.ts';
import { isDoctor, professional, roleOf } from '../region/professionals.ts';
import type { Agenda, AgendaItem } from './agenda.ts';

interface Team {
  members: string[];
  remote: string[];
  requesters: string[];
}
const teams = readData<Record<string, Team>>('region', 'equipes.json');

/** The team of an RCP: who comes, who comes by video, who asks. */
export function team(rcpKey: string): Team {
  const found = teams[rcpKey];
  if (!found) throw new RangeError(`No team for ${rcpKey}`);
  return found;
}

/** One line of an attendance sheet. */
export interface Presence {
  who: string;
  mode: 'present' | 'visio' | 'excused';
  /** Instants in and out; absent for who was excused. */
  from?: number;
  to?: number;
  /** Another specialty than the directory's was written that day. */
  specialty?: string;
}

/** What a doctor wrote about one case without attending. */
export interface Opinion {
  who: string;
  caseKey: string;
}

export interface Attendance {
  presences: Presence[];
  opinions: Opinion[];
}

/** Who may be missing without anyone noticing in the quorum. */
const DISPENSABLE = [
  'anapath-1',
  'anapath-2',
  'imagerie-1',
  'imagerie-2',
  'med-nuc',
  'gyneco',
  'chir-thorax-1',
];

/** The attendance sheet of a held session, with the accidents that the month's story wants. */
export function attendance(agenda: Agenda, rng: Random): Attendance {
  const { session, end } = agenda;
  const { members, remote } = team(session.rcp.key);
  const excused = new Set(
    rng.sample(
      members.filter((one) => DISPENSABLE.includes(one)),
      rng.int(0, 1),
    ),
  );
  const sheet: Attendance = {
    presences: members.map((who) =>
      excused.has(who)
        ? { who, mode: 'excused' }
        : { who, mode: remote.includes(who) ? 'visio' : 'present', from: session.start, to: end },
    ),
    opinions: [],
  };
  ACCIDENTS[`${session.rcp.key}-${session.index}`]?.(sheet, agenda);
  return sheet;
}

type Accident = (sheet: Attendance, agenda: Agenda) => void;

const treated = ({ items }: Agenda): AgendaItem[] => items.filter(({ caseState }) => caseState === 'treated');
const line = (sheet: Attendance, who: string): Presence => {
  const found = sheet.presences.find((one) => one.who === who);
  if (!found) throw new RangeError(`${who} is not convened`);
  return found;
};
const excuse = (sheet: Attendance, who: string): void => {
  const { from: _, to: __, ...rest } = line(sheet, who);
  sheet.presences[sheet.presences.indexOf(line(sheet, who))] = { ...rest, mode: 'excused' };
};
/** Instant when the n-th treated case begins (from 0), or ends the session when there are fewer. */
const caseStart = (agenda: Agenda, n: number): number => treated(agenda)[n]?.start ?? agenda.end;

/**
 * What makes quorums fail or hold by a thread, by session: people late, gone, excused, who wrote an opinion. The
 * quorum is judged per case, so each of them splits a session.
 */
const ACCIDENTS: Record<string, Accident> = {
  // The only surgeon is held in theatre: the three first cases lack one.
  'sein-3': (sheet, agenda) => {
    line(sheet, 'chir-sein').from = caseStart(agenda, 3);
  },
  // The oncologist leaves for an emergency, and comes back.
  'sein-2': (sheet, agenda) => {
    const own = line(sheet, 'onco-2');
    sheet.presences.push({ ...own, from: caseStart(agenda, 8) });
    own.to = caseStart(agenda, 6);
  },
  // The radiotherapist leaves early; a colleague wrote an opinion on three of the cases left.
  'digestif-2': (sheet, agenda) => {
    const leaves = Math.ceil(treated(agenda).length * 0.6);
    line(sheet, 'radio-2').to = caseStart(agenda, leaves);
    const left = treated(agenda).slice(leaves, leaves + 3);
    sheet.opinions.push(...left.map(({ key }) => ({ who: 'radio-1', caseKey: key })));
  },
  // The oncologist is excused and wrote about the six first cases.
  'thorax-1': (sheet, agenda) => {
    excuse(sheet, 'onco-3');
    const first = treated(agenda).slice(0, 6);
    sheet.opinions.push(...first.map(({ key }) => ({ who: 'onco-3', caseKey: key })));
  },
  // The radiotherapist is excused; another one joins by video for the first half.
  'urologie-2': (sheet, agenda) => {
    excuse(sheet, 'radio-1');
    const half = caseStart(agenda, Math.floor(treated(agenda).length / 2));
    sheet.presences.push({ who: 'radio-3', mode: 'visio', from: agenda.session.start, to: half });
  },
  // By video at night: one doctor reconnects under another specialty, which contradicts the sheet.
  'hematologie-3': (sheet, agenda) => {
    for (const one of sheet.presences) if (one.mode === 'present') one.mode = 'visio';
    for (const who of ['anapath-1', 'radio-2', 'pharmacien']) excuse(sheet, who);
    const own = line(sheet, 'onco-4');
    sheet.presences.push({ ...own, from: caseStart(agenda, 1), specialty: 'SM27' });
    own.to = caseStart(agenda, 1);
  },
  // A geriatrician's opinion in writing, beside those of the session.
  'sein-4': (sheet, agenda) => {
    const [first, second] = treated(agenda);
    for (const item of [first, second]) if (item) sheet.opinions.push({ who: 'geriatre', caseKey: item.key });
  },
};

/** The people of a sheet as participants of the session, responsable first. */
export function participants(sheet: Attendance, chair: string): EncounterParticipant[] {
  const ordered = [...sheet.presences].sort((a, b) => Number(b.who === chair) - Number(a.who === chair));
  const led = new Set<string>();
  return ordered.map((one) => {
    const leads = one.who === chair && !led.has(one.who);
    led.add(one.who);
    return {
      extension: [attendanceExtension(one.who, one.mode, one.specialty)],
      type: [concept(leads ? PARTICIPATION.RESPONSIBLE : PARTICIPATION.PARTICIPANT)],
      ...(one.from === undefined ? {} : { period: { start: parisTime(one.from), end: parisTime(one.to!) } }),
      individual: roleOf(one.who),
    };
  });
}

/** The people convened to a session that has not been held: no attendance yet. */
export function convened(rcpKey: string, chair: string): EncounterParticipant[] {
  return [chair, ...team(rcpKey).members.filter((one) => one !== chair)].map((who, index) => ({
    type: [concept(index === 0 ? PARTICIPATION.RESPONSIBLE : PARTICIPATION.PARTICIPANT)],
    individual: roleOf(who),
  }));
}

/** A written opinion as a participant of its case. */
export function opinionParticipant(who: string): EncounterParticipant {
  return {
    extension: [attendanceExtension(who, DCC_CODES.WRITTEN_OPINION.code)],
    type: [concept(PARTICIPATION.CONSULTED)],
    individual: roleOf(who),
  };
}

function attendanceExtension(who: string, mode: string, specialty?: string) {
  const one = professional(who);
  const code = specialty ?? one.specialty;
  return {
    url: EXTENSIONS.ATTENDANCE,
    extension: [
      { url: 'mode', valueCode: mode },
      ...(code ? [{ url: 'specialty', valueCoding: { ...term('tre-r38', code) } }] : []),
      { url: 'quorum', valueBoolean: isDoctor(one) && mode !== 'excused' },
    ],
  };
}
