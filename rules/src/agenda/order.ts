import { type AgendaWeights, WEIGHTS_2026 } from './weights.ts';

/** What orders a case. Times are instants (FHIR dateTime). */
export interface AgendaCase {
  id: string;
  /** Minutes asked for; undefined: by kind. */
  minutes?: number;
  /** 0 simple, 1 usual, 2 complex. */
  complexity?: 0 | 1 | 2;
  urgent?: boolean;
  recours?: boolean;
  /** To be recorded without discussion. */
  registered?: boolean;
  /** Names of what is missing. */
  missing?: readonly string[];
  /** People without whom the case loses something, and when they leave or come. */
  people?: readonly { name: string; leavesAt?: string; arrivesAt?: string }[];
  /** Place it has now; breaks ties, so that ordering twice changes nothing. */
  position?: number;
}

export interface AgendaLine {
  id: string;
  position: number;
  minutes: number;
  /** When it begins and ends if each case takes its minutes. */
  start: string;
  end: string;
  /** In French: why it stands here. */
  reasons: string[];
  /** In French: who will have left, who is not there yet. */
  warnings: string[];
}

export interface Agenda {
  lines: AgendaLine[];
  minutes: number;
  /** Minutes beyond the end of the session; 0 when all fit. */
  over: number;
  /** Version of the weights that ordered it. */
  version: string;
}

/**
 * Orders an agenda: who leaves early first (earliest departure first, as in scheduling with due dates), then by
 * points (urgency, recours, complexity while people are fresh; what is incomplete later, what is only recorded at
 * the end), then as it stood. Pure, and stable: ordering an ordered agenda changes nothing.
 */
export function orderAgenda(
  cases: readonly AgendaCase[],
  session: { start: string; end?: string },
  weights: AgendaWeights = WEIGHTS_2026,
): Agenda {
  const ordered = [...cases].sort(
    (a, b) =>
      departure(a, session) - departure(b, session) ||
      pointsOf(b, weights) - pointsOf(a, weights) ||
      (a.position ?? Number.MAX_SAFE_INTEGER) - (b.position ?? Number.MAX_SAFE_INTEGER) ||
      (a.id < b.id ? -1 : 1),
  );
  return timed(ordered, session, weights);
}

/** The same agenda in an order that people chose: hours and warnings only. */
export function timed(
  cases: readonly AgendaCase[],
  session: { start: string; end?: string },
  weights: AgendaWeights = WEIGHTS_2026,
): Agenda {
  const start = Date.parse(session.start);
  let at = start;
  const lines = cases.map((one, index): AgendaLine => {
    const minutes = minutesOf(one, weights);
    const from = at;
    at += minutes * 60_000;
    const span = { start: new Date(from).toISOString(), end: new Date(at).toISOString() };
    return {
      id: one.id,
      position: index + 1,
      minutes,
      ...span,
      reasons: reasonsOf(one, session),
      warnings: warningsOf(one, from, at),
    };
  });
  const end = session.end ? Date.parse(session.end) : Number.POSITIVE_INFINITY;
  const over = Math.max(0, Math.ceil((at - end) / 60_000));
  return {
    lines,
    minutes: (at - start) / 60_000,
    over: Number.isFinite(over) ? over : 0,
    version: weights.version,
  };
}

/** One case moved to another place (1 = first): the others keep their order. */
export function moved<T extends { id: string }>(cases: readonly T[], id: string, position: number): T[] {
  const one = cases.find((some) => some.id === id);
  if (!one) return [...cases];
  const others = cases.filter((some) => some !== one);
  const at = Math.min(Math.max(position, 1), cases.length) - 1;
  return [...others.slice(0, at), one, ...others.slice(at)];
}

export function minutesOf(one: AgendaCase, { minutes }: AgendaWeights = WEIGHTS_2026): number {
  if (one.minutes) return one.minutes;
  if (one.registered) return minutes.registered;
  return [minutes.simple, minutes.usual, minutes.complex][one.complexity ?? 1]!;
}

function pointsOf(one: AgendaCase, { points }: AgendaWeights): number {
  return (
    (one.urgent ? points.urgent : 0) +
    (one.recours ? points.recours : 0) +
    ((one.complexity ?? 1) - 1) * points.complexity +
    (one.missing?.length ? points.incomplete : 0) +
    (one.registered ? points.registered : 0)
  );
}

/** The first departure that matters: one after the end of the session constrains nothing. */
function departure(one: AgendaCase, session: { end?: string }): number {
  const end = session.end ? Date.parse(session.end) : Number.POSITIVE_INFINITY;
  const times = (one.people ?? []).flatMap(({ leavesAt }) => (leavesAt ? [Date.parse(leavesAt)] : []));
  const first = Math.min(...times, Number.POSITIVE_INFINITY);
  return first < end ? first : Number.MAX_SAFE_INTEGER;
}

const clock = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  hour: '2-digit',
  minute: '2-digit',
});
const hour = (instant: string | number) => clock.format(new Date(instant));

function reasonsOf(one: AgendaCase, session: { end?: string }): string[] {
  const leaving = (one.people ?? [])
    .filter(
      (person) =>
        person.leavesAt && departure({ id: '', people: [person] }, session) < Number.MAX_SAFE_INTEGER,
    )
    .map(({ name, leavesAt }) => `${name} part à ${hour(leavesAt!)}`);
  return [
    ...leaving,
    ...(one.urgent ? ['urgent'] : []),
    ...(one.recours ? ['demande de recours'] : []),
    ...(one.complexity === 2 ? ['dossier complexe'] : []),
    ...(one.missing?.length ? [`à compléter : ${one.missing.join(', ')}`] : []),
    ...(one.registered ? ['enregistrement sans discussion'] : []),
  ];
}

function warningsOf(one: AgendaCase, from: number, to: number): string[] {
  return (one.people ?? []).flatMap(({ name, leavesAt, arrivesAt }) => [
    ...(leavesAt && Date.parse(leavesAt) < to ? [`${name} sera parti (${hour(leavesAt)})`] : []),
    ...(arrivesAt && Date.parse(arrivesAt) > from
      ? [`${name} ne sera pas encore là (${hour(arrivesAt)})`]
      : []),
  ]);
}
