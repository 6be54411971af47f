import {
  byAxis,
  Directory,
  type IndicatorResult,
  parisMinute,
  placeReports,
  type TraceReports,
  toMeasureReports,
} from '@dcc/rules';
import { type BotEvent, createReference, type MedplumClient } from '@medplum/core';
import type { MeasureReport, Parameters, ParametersParameter } from '@medplum/fhirtypes';
import { invalid } from '../shared/operation-outcome.ts';
import { countMonths } from './count.ts';
import { readRequest } from './input.ts';
import { buildPack, type PackFile, sha256 } from './pack.ts';
import { publishReports } from './publish.ts';
import { readDirectory, readExternal, readMeasures } from './reader.ts';
import { referenceTo } from './reading.ts';
import { maskReports, withThreshold } from './secrecy-reports.ts';
import { projectThreshold, THRESHOLD_SETTING } from './settings.ts';
import { storePack } from './store.ts';

/**
 * The export to ONCORIF (spec/indicators.md): executed with Parameters (see `readRequest`), it counts what
 * the published Measures say over whole months, stores the figures as MeasureReports, writes the CSV pack
 * from them, and returns Parameters. Beside the figures of the region it stores those of each establishment and each
 * 3C, which their people read, and companion reports that lead to the resources counted, one per indicator, month
 * and establishment (docs/adr/0012). The region's are read by people who see no patient: small cells are masked in
 * them below the threshold of the request or of the project, whichever is higher, and what earlier runs left unmasked
 * of the same months is withdrawn. It returns:
 *
 * - `document`: the DocumentReference; `reports`, `rows`: how many;
 * - `file` (0..*), parts `name`, `binary` (Reference), `contentType`, `rows`, `sha256`;
 * - `failure` (0..*), parts `measure`, `reason`: an indicator that could not be computed, its cells are NC;
 * - `anomaly` (0..*), parts `code`, `count`: records of these months that do not fit the model;
 * - `read` (1..*): the months that were read, the others of rolling windows being known (docs/adr/0017).
 *
 * Safe to run again: the same data on the same day give the same bytes and no new document.
 */
export async function handler(medplum: MedplumClient, event: BotEvent<Parameters>): Promise<Parameters> {
  const request = readRequest(event.input, parisMinute(new Date().toISOString())!.slice(0, 10));
  const { measures, libraries } = await readMeasures(medplum);
  if (measures.length === 0) throw invalid('Measure', "aucun indicateur n'est publié sur ce serveur.");
  const catalogue = await readDirectory(medplum);
  const directory = new Directory(catalogue);
  const external = await readExternal(medplum);
  const { engine, companions, anomalies, read } = await countMonths(
    medplum,
    { measures, libraries, catalogue, directory, external },
    request,
  );
  const reporter = directory.network && createReference(directory.network);
  const { extraction, threshold } = request;
  const results = engine.results();
  const whole = toMeasureReports(results, { extraction, reporter });
  const readers = highest(threshold, projectThreshold(thresholdOf(event)));
  const reports = maskReports(whole, directory, readers);
  await publishReports(medplum, {
    region: withThreshold(byAxis(reports), readers),
    others: othersOf(results, directory, companions, extraction),
    months: request.months,
    extraction,
    threshold: readers,
    organizations: catalogue.flatMap((one) =>
      one.resourceType === 'Organization' ? [referenceTo(one)] : [],
    ),
    recount: request.recount,
  });
  const { failures } = engine;
  const packed = threshold === readers ? reports : maskReports(whole, directory, threshold);
  const files = buildPack({ request, measures, reports: packed, directory, failures, anomalies });
  const document = await storePack(medplum, files, request, reporter);
  const parameter: ParametersParameter[] = [
    { name: 'document', valueReference: createReference(document) },
    { name: 'reports', valueInteger: reports.length },
    { name: 'rows', valueInteger: files.find((file) => file.name === 'indicateurs.csv')?.rows ?? 0 },
    ...files.map((file, index) => fileParameter(file, document.content[index]?.attachment.url ?? '')),
    ...failures.map(({ measure, reason }) => parts('failure', { measure, reason })),
    ...[...anomalies].map(([code, count]) => parts('anomaly', { code, count })),
    ...read.map((month) => ({ name: 'read', valueString: month })),
  ];
  return { resourceType: 'Parameters', parameter };
}

/** Apart, so that nothing of them is held while the pack is written. */
function* othersOf(
  results: readonly IndicatorResult[],
  directory: Directory,
  companions: TraceReports,
  extraction: string,
): Generator<MeasureReport> {
  yield* placeReports(results, directory, extraction);
  yield* companions.reports(extraction);
}

function thresholdOf({ secrets }: Pick<BotEvent, 'secrets'>): Record<string, string | undefined> {
  const { valueString, valueInteger } = secrets?.[THRESHOLD_SETTING] ?? {};
  return { [THRESHOLD_SETTING]: valueString ?? valueInteger?.toString() };
}

function highest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.max(a, b);
}

function fileParameter(file: PackFile, url: string): ParametersParameter {
  const { name, contentType, rows, text } = file;
  const described = parts('file', {
    name,
    contentType,
    sha256: sha256(text),
    ...(rows !== undefined && { rows }),
  });
  const reference = `Binary/${binaryId(url)}`;
  return { ...described, part: [...described.part!, { name: 'binary', valueReference: { reference } }] };
}

/**
 * A server may give back an address of its own, `.../storage/<id>/<version>?...`, in place of the reference.
 */
function binaryId(url: string): string {
  return /(?:Binary|storage)\/([^/?]+)/.exec(url)?.[1] ?? '';
}

function parts(name: string, values: Record<string, string | number>): ParametersParameter {
  return {
    name,
    part: Object.entries(values).map(([part, value]) =>
      typeof value === 'number' ? { name: part, valueInteger: value } : { name: part, valueString: value },
    ),
  };
}
