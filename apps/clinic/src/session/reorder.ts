import { type Agenda, moved, orderAgenda, timed } from '@dcc/rules/src/agenda/index.ts';
import { type Forecast, type ForecastAnswer, forecast } from '@dcc/rules/src/quorum/index.ts';
import type { Encounter } from '@medplum/fhirtypes';
import { type CaseLine, forecastAnswers } from './lines.ts';
import { placed, positionOf, type SessionRecord } from './record.ts';

/** What an order of the agenda gives: hours, reasons, warnings, and the quorum each case may expect. */
export interface Prepared {
  line: CaseLine;
  hours: Agenda['lines'][number];
  forecast: Forecast;
}

const periodOf = ({ session }: SessionRecord) => ({
  start: session.period?.start ?? new Date(0).toISOString(),
  ...(session.period?.end ? { end: session.period.end } : {}),
});

/** The agenda in this order, with its hours and forecasts. */
export function prepared(
  record: SessionRecord,
  lines: readonly CaseLine[],
): { rows: Prepared[]; agenda: Agenda } {
  const agenda = timed(
    lines.map((line) => line.agenda),
    periodOf(record),
  );
  const answers: ForecastAnswer[] = forecastAnswers(record);
  const rows = agenda.lines.map((hours, index) => ({
    line: lines[index]!,
    hours,
    forecast: forecast(record.rule?.rule, answers, { start: hours.start, end: hours.end }),
  }));
  return { rows, agenda };
}

/** The lines as the rules would order them. */
export function automatic(record: SessionRecord, lines: readonly CaseLine[]): CaseLine[] {
  const open = lines.filter(({ state }) => state === 'planned');
  const done = lines.filter(({ state }) => state !== 'planned');
  const { lines: ordered } = orderAgenda(
    open.map(({ agenda }) => agenda),
    periodOf(record),
  );
  return [...done, ...ordered.map(({ id }) => open.find((line) => line.id === id)!)];
}

export function inOrder(lines: readonly CaseLine[], ids: readonly string[] | undefined): CaseLine[] {
  if (!ids) return [...lines];
  const rank = new Map(ids.map((id, index) => [id, index]));
  return [...lines].sort((a, b) => (rank.get(a.id) ?? ids.length) - (rank.get(b.id) ?? ids.length));
}

/** One line at another rank (1 = first). */
export const movedTo = (lines: readonly CaseLine[], id: string, rank: number): CaseLine[] =>
  moved(lines, id, rank);

/** The cases whose place changes, as they shall be stored. */
export function changedPlaces(lines: readonly CaseLine[]): Encounter[] {
  return lines.flatMap(({ rcpCase }, index) =>
    positionOf(rcpCase) === index + 1 ? [] : [placed(rcpCase, index + 1)],
  );
}
