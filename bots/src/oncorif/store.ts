import { createHash } from 'node:crypto';
import { DCC, DCC_CODES } from '@dcc/fhir-profiles';
import { daysOfMonth, startOfParisDay } from '@dcc/rules';
import type { MedplumClient } from '@medplum/core';
import type {
  BundleEntry,
  BundleEntryResponse,
  DocumentReference,
  DocumentReferenceContent,
  MeasureReport,
  OperationOutcome,
  Organization,
  Reference,
} from '@medplum/fhirtypes';
import type { ExportRequest } from './input.ts';
import type { PackFile } from './pack.ts';

/** Identifier of one run (period and day) and of all the runs of a period. */
export const RUN_SYSTEM = `${DCC}/identifier/oncorif-run`;
export const PERIOD_SYSTEM = `${DCC}/identifier/oncorif-period`;

/** Under the 1 MB that a server accepts by default for a body (spec/medplum.md section 11). */
const MAX_BODY = 800_000;
const MAX_ENTRIES = 40;

/**
 * Writes the reports by conditional update on their identifier: writing them again changes nothing. In
 * batches, not transactions: a transaction takes 8 conditional entries only, and each report stands alone.
 */
export async function storeReports(medplum: MedplumClient, reports: Iterable<MeasureReport>): Promise<void> {
  for (const entry of chunks(reports)) {
    const response = await medplum.executeBatch({ resourceType: 'Bundle', type: 'batch', entry });
    for (const { response: one } of response.entry ?? []) {
      if (one?.status?.startsWith('2') || one?.status?.startsWith('304')) continue;
      throw new Error(`Écriture d'un MeasureReport refusée : ${reasonOf(one)}`);
    }
  }
}

/** Deletes reports; one that is gone already is as it must be. */
export async function withdraw(medplum: MedplumClient, reports: readonly MeasureReport[]): Promise<void> {
  const ids = [...new Set(reports.map(({ id }) => id!))];
  for (let from = 0; from < ids.length; from += MAX_ENTRIES) {
    const entry = ids
      .slice(from, from + MAX_ENTRIES)
      .map((id): BundleEntry => ({ request: { method: 'DELETE', url: `MeasureReport/${id}` } }));
    const response = await medplum.executeBatch({ resourceType: 'Bundle', type: 'batch', entry });
    for (const { response: one } of response.entry ?? []) {
      if (/^(2|404|410)/.test(one?.status ?? '')) continue;
      throw new Error(`Retrait d'un MeasureReport refusé : ${reasonOf(one)}`);
    }
  }
}

function reasonOf(response: BundleEntryResponse | undefined): string {
  const issue = (response?.outcome as OperationOutcome | undefined)?.issue?.[0];
  return issue?.details?.text ?? response?.status ?? 'sans réponse';
}

/** As many as a body takes, each made when the last one is written. */
function* chunks(reports: Iterable<MeasureReport>): Generator<BundleEntry[]> {
  let chunk: BundleEntry[] = [];
  let size = 0;
  for (const resource of reports) {
    const { system, value } = resource.identifier![0]!;
    const url = `MeasureReport?identifier=${encodeURIComponent(`${system}|${value}`)}`;
    const length = JSON.stringify(resource).length;
    if (chunk.length > 0 && (size + length > MAX_BODY || chunk.length >= MAX_ENTRIES)) {
      yield chunk;
      chunk = [];
      size = 0;
    }
    chunk.push({ resource, request: { method: 'PUT', url } });
    size += length;
  }
  if (chunk.length > 0) yield chunk;
}

/**
 * Stores the pack: a Binary per file and one DocumentReference that names them. The same bytes of the same
 * run are not stored again. Other documents of the period become superseded: the last run is the one that
 * counts.
 */
export async function storePack(
  medplum: MedplumClient,
  files: readonly PackFile[],
  request: ExportRequest,
  reporter: Reference<Organization> | undefined,
): Promise<DocumentReference> {
  const period = periodName(request);
  const run = `${period}:${request.extraction}`;
  const known = await medplum.searchOne('DocumentReference', { identifier: `${RUN_SYSTEM}|${run}` });
  const document =
    known && sameBytes(known, files) ? known : await write(medplum, files, request, reporter, known);
  await supersedeOthers(medplum, period, document);
  return document;
}

async function write(
  medplum: MedplumClient,
  files: readonly PackFile[],
  request: ExportRequest,
  reporter: Reference<Organization> | undefined,
  known: DocumentReference | undefined,
): Promise<DocumentReference> {
  const content: DocumentReferenceContent[] = [];
  for (const file of files) {
    const { name: filename, contentType, text: data } = file;
    const binary = await medplum.createBinary({ data, filename, contentType });
    content.push({
      attachment: { ...fingerprint(file), url: `Binary/${binary.id}`, creation: request.extraction },
    });
  }
  const period = periodName(request);
  const document: DocumentReference = {
    resourceType: 'DocumentReference',
    ...(known && { id: known.id }),
    identifier: [
      { system: RUN_SYSTEM, value: `${period}:${request.extraction}` },
      { system: PERIOD_SYSTEM, value: period },
    ],
    status: 'current',
    docStatus: 'final',
    type: { coding: [{ system: DCC_CODES.SESSION.system, code: 'oncorif-export' }], text: 'Export ONCORIF' },
    date: startOfParisDay(request.extraction),
    ...(reporter && { author: [reporter] }),
    description: `Export ONCORIF ${period.replace('_', ' à ')}, extrait le ${request.extraction}`,
    content,
    context: {
      period: {
        start: daysOfMonth(request.months[0]!).start,
        end: daysOfMonth(request.months.at(-1)!).end,
      },
    },
  };
  if (known) return medplum.updateResource(document);
  return medplum.createResourceIfNoneExist(
    document,
    identifierQuery(RUN_SYSTEM, document.identifier![0]!.value!),
  );
}

async function supersedeOthers(
  medplum: MedplumClient,
  period: string,
  document: DocumentReference,
): Promise<void> {
  const query = `${identifierQuery(PERIOD_SYSTEM, period)}&status=current&_count=1000`;
  const current = await medplum.searchResources('DocumentReference', query, { cache: 'no-store' });
  for (const other of current.filter((one) => one.id !== document.id)) {
    // A patch, not an update: what was read may carry addresses that the server made for reading only.
    const patch = [{ op: 'replace' as const, path: '/status', value: 'superseded' }];
    await medplum.patchResource('DocumentReference', other.id, patch);
  }
}

function sameBytes(document: DocumentReference, files: readonly PackFile[]): boolean {
  const stored = document.content.map(({ attachment }) => `${attachment.title} ${attachment.hash}`);
  const wanted = files.map((file) => fingerprint(file)).map(({ title, hash }) => `${title} ${hash}`);
  return document.status === 'current' && stored.join('\n') === wanted.join('\n');
}

// FHIR wants SHA-1 in base64 here; the manifest has the SHA-256.
function fingerprint({ name, contentType, text }: PackFile) {
  const bytes = Buffer.from(text, 'utf8');
  const hash = createHash('sha1').update(bytes).digest('base64');
  return { contentType, title: name, size: bytes.length, hash };
}

function identifierQuery(system: string, value: string): string {
  return `identifier=${encodeURIComponent(`${system}|${value}`)}`;
}

/**
 * `2026-10`, or `2026-10_2026-12`: no separator that a search would read. With small cells hidden it is
 * another document, which does not take the place of the whole one.
 */
export function periodName({ months, threshold }: Pick<ExportRequest, 'months' | 'threshold'>): string {
  const period = months.length === 1 ? months[0]! : `${months[0]}_${months.at(-1)}`;
  return threshold === undefined ? period : `${period}_secret-${threshold}`;
}
