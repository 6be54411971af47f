import { createHash } from 'node:crypto';
import {
  ANOMALIES,
  type Anomaly,
  type Directory,
  dictionaryTable,
  INDICATOR_COLUMNS,
  type IndicatorRow,
  indicatorId,
  isExported,
  offerTable,
  reportsToRows,
  SECRET,
  sessionTable,
  type Table,
} from '@dcc/rules';
import type { Measure, MeasureReport } from '@medplum/fhirtypes';
import packageJson from '../../package.json' with { type: 'json' };
import { toCsv, toSpreadsheetCsv } from './csv.ts';
import type { ExportRequest } from './input.ts';

/** A file of the pack. */
export interface PackFile {
  readonly name: string;
  readonly contentType: string;
  /** Rows without the header; none for the manifest. */
  readonly rows?: number;
  readonly text: string;
}

export interface PackInput {
  readonly request: ExportRequest;
  readonly measures: readonly Measure[];
  /** Of the region; already masked when the request has a threshold. */
  readonly reports: readonly MeasureReport[];
  readonly directory: Directory;
  readonly failures: readonly { measure: string; reason: string }[];
  readonly anomalies: ReadonlyMap<Anomaly, number>;
}

/**
 * The files of an export, in a fixed order. Figures come from the MeasureReports alone; equal data give equal
 * bytes, because nothing is written that changes from one run to the next but the day of the extraction.
 */
export function buildPack(counted: PackInput): PackFile[] {
  const input = exported(counted);
  const { measures, reports, directory } = input;
  const rows = reportsToRows(reports, directory);
  const indicators: Table = { columns: INDICATOR_COLUMNS, rows };
  const files = [
    csvFile('indicateurs.csv', indicators),
    spreadsheetFile('indicateurs_tableur.csv', indicators),
    csvFile('sessions.csv', sessionTable(reports, directory)),
    csvFile('offre_rcp.csv', offerTable(directory)),
    csvFile('dictionnaire.csv', dictionaryTable(measures)),
  ];
  const text = `${JSON.stringify(manifest(input, files, rows), null, 2)}\n`;
  return [...files, { name: 'manifest.json', contentType: 'application/json', text }];
}

/** Without the indicators of the dashboards alone. */
function exported(input: PackInput): PackInput {
  const measures = input.measures.filter(isExported);
  const canonicals = new Set(measures.map(({ url, version }) => `${url}|${version}`));
  return { ...input, measures, reports: input.reports.filter(({ measure }) => canonicals.has(measure)) };
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function csvFile(name: string, table: Table): PackFile {
  return { name, contentType: 'text/csv', rows: table.rows.length, text: toCsv(table) };
}

function spreadsheetFile(name: string, table: Table): PackFile {
  const text = toSpreadsheetCsv(table, ['numerateur', 'denominateur', 'valeur']);
  return { name, contentType: 'text/csv', rows: table.rows.length, text };
}

/** What is in the pack, in French: it is read by people first. */
function manifest(
  { request, measures, failures, anomalies }: PackInput,
  files: readonly PackFile[],
  rows: readonly IndicatorRow[],
) {
  return {
    generateur: { nom: packageJson.name, version: packageJson.version },
    date_extraction: request.extraction,
    periodes: request.months.map((periode) => ({
      periode,
      etat: request.closed.includes(periode) ? 'clos' : 'ouvert',
    })),
    ...(request.threshold !== undefined && {
      secret_statistique: {
        seuil: request.threshold,
        statut: SECRET,
        lignes_masquees: rows.filter((row) => row.statut === SECRET).length,
      },
    }),
    fichiers: files.map(({ name, rows, text }) => ({ nom: name, lignes: rows, sha256: sha256(text) })),
    indicateurs: measures
      .map((measure) => {
        const failure = failures.find((one) => one.measure === measure.url);
        const state = failure ? { statut: 'NC', raison: failure.reason } : { statut: 'OK' };
        return { indicateur: indicatorId(measure), version: measure.version ?? '', ...state };
      })
      .sort((a, b) => (a.indicateur < b.indicateur ? -1 : 1)),
    anomalies: [...anomalies]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([code, nombre]) => ({ code, raison: ANOMALIES[code], nombre })),
  };
}
