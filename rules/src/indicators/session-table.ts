import type { MeasureReport, MeasureReportGroup } from '@medplum/fhirtypes';
import { indicatorId } from './definition.ts';
import type { Directory, SessionEntry } from './directory.ts';
import { compareText } from './keys.ts';
import { isMasked, SECRET } from './rows.ts';

/** A file as columns and rows of text, ready to be written. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const GROUPS = [
  'session_id',
  'date',
  'heure',
  'periode',
  'rcp_id',
  'rcp_libelle',
  'finess_ej',
  'finess_et',
  'c3_id',
  'c3_libelle',
  'thematique_code',
  'thematique_libelle',
] as const;

/**
 * `sessions.csv`: one row per session held, in the order of time, with a column per sub-indicator that is cut
 * by session (`A3_fiches_total`). A figure that cannot be computed is empty, a masked one is `SECRET`.
 */
export function sessionTable(reports: readonly MeasureReport[], directory: Directory): Table {
  const figures = new Map<string, Map<string, string>>();
  const columns = new Set<string>();
  const sorted = [...reports].sort((a, b) => compareText(a.measure, b.measure));
  for (const report of sorted) {
    for (const group of report.group ?? []) {
      const column = `${indicatorId(report.measure)}_${group.code?.coding?.[0]?.code ?? ''}`;
      for (const [session, value] of bySession(group)) {
        columns.add(column);
        let own = figures.get(session);
        if (!own) {
          own = new Map();
          figures.set(session, own);
        }
        own.set(column, value);
      }
    }
  }
  const sessions = [...directory.sessions.values()].sort((a, b) => compareText(whenOf(a), whenOf(b)));
  return {
    columns: [...GROUPS, ...columns],
    rows: sessions.map((session) => ({
      ...groupsOf(session, directory),
      ...Object.fromEntries(
        [...columns].map((column) => [column, figures.get(session.id)?.get(column) ?? '']),
      ),
    })),
  };
}

function bySession(group: MeasureReportGroup): [session: string, value: string][] {
  const axis = (group.stratifier ?? []).filter((one) => one.code?.[0]?.coding?.[0]?.code === 'session');
  return axis.flatMap(({ stratum }) =>
    (stratum ?? []).map(({ value, measureScore }): [string, string] => [
      value?.coding?.[0]?.code ?? '',
      isMasked({ measureScore }) ? SECRET : String(measureScore?.value ?? ''),
    ]),
  );
}

function whenOf({ day, time, id }: SessionEntry): string {
  return `${day} ${time} ${id}`;
}

function groupsOf(session: SessionEntry, directory: Directory): Record<(typeof GROUPS)[number], string> {
  return {
    session_id: session.id,
    date: session.day,
    heure: session.time,
    periode: session.day.slice(0, 7),
    rcp_id: session.rcpId,
    rcp_libelle: session.rcpLabel,
    finess_ej: directory.establishments.get(session.finess)?.ej ?? '',
    finess_et: session.finess,
    c3_id: session.c3,
    c3_libelle: directory.gestionnaires.get(session.c3) ?? '',
    thematique_code: session.thematic,
    thematique_libelle: directory.thematics.get(session.thematic) ?? '',
  };
}
