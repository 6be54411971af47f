/** The export of one month by the bot, on an embedded server that holds a history of some size. */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { MARGIN } from '@dcc/bots/src/oncorif/count.ts';
import { DCC_CODES } from '@dcc/fhir-profiles';
import type { MedplumClient } from '@medplum/core';
import type { Bundle, Composition, Resource } from '@medplum/fhirtypes';
import { published } from '../../../../rules/src/indicators/testing/measures.ts';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  type ServerProcess,
  startServerProcess,
} from '../../support/server-process.ts';
import type { ExportCost } from './export.ts';
import { peakMb } from './peak.ts';
import { monthOf, monthsEnding } from './region.ts';

export interface ServerRow {
  /** Fiches on the server, and of the month that is exported. */
  readonly history: number;
  readonly month: number;
  readonly loadS: number;
  /** First export of the month, again with nothing changed, and after one fiche of the month before changed. */
  readonly wallMs: number;
  readonly againMs: number;
  readonly changedMs: number;
  /** Months that the last one read. */
  readonly read: number;
  /** Processor time of the bot, without the server's. */
  readonly botCpuMs: number;
  /** Largest that its process ever was. */
  readonly botPeakMb: number;
  /** The same of the server's, loading included; not everywhere known. */
  readonly serverPeakMb: number | undefined;
  /** Validated fiches of the month in the CSV. */
  readonly rows: number;
}

const LAST = '2026-10';
const WIDTH = 3;
/** Heap that the bot is given: without bounds its size tells how lazy the collector was, not what is held. */
const HEAP = ['--max-semi-space-size=4', '--max-old-space-size=128'];

/** @param months months of `perMonth` fiches each. */
export async function benchExport(perMonth: number, months: number): Promise<ServerRow> {
  // The bench is one user in a hurry: the server's own limits are not what is measured.
  const server = await startServerProcess({ env: { DCC_LOG_LEVEL: 'silent' } });
  try {
    const medplum = await server.client();
    const start = performance.now();
    await load(medplum, perMonth, months);
    const loadS = (performance.now() - start) / 1000;
    const first = await exported(server);
    // What is younger than the margin is looked at again by every export; a month later none of this is.
    await setTimeout(MARGIN);
    await exported(server);
    const again = await exported(server);
    await amend(medplum, monthsEnding(LAST, 2)[0]!);
    const changed = await exported(server);
    return {
      history: perMonth * months,
      month: perMonth,
      loadS,
      wallMs: first.wallMs,
      againMs: again.wallMs,
      changedMs: changed.wallMs,
      read: changed.read,
      botCpuMs: first.cpuMs,
      botPeakMb: Math.max(...[first, again, changed].map(({ peakMb }) => peakMb)),
      serverPeakMb: peakMb(server.process.pid),
      rows: first.rows,
    };
  } finally {
    await server.stop();
  }
}

/** Writes one fiche of a month again; nothing where the history has one month only. */
async function amend(medplum: MedplumClient, month: string): Promise<void> {
  const type = `${DCC_CODES.SESSION.system}|${DCC_CODES.SESSION.code}`;
  // A session without end is not within a month, for a search: the newest one that began before the month's end is.
  const query = `type=${encodeURIComponent(type)}&date=lt${month}-25&_sort=-date`;
  const session = await medplum.searchOne('Encounter', query);
  if (!session?.period?.start?.startsWith(month)) return;
  const one = await medplum.searchOne('Encounter', { 'part-of': `Encounter/${session.id}` });
  const fiche = await medplum.searchOne('Composition', { encounter: `Encounter/${one?.id}` });
  if (!fiche) throw new Error(`aucune fiche dans la séance ${session.id}`);
  await medplum.updateResource<Composition>({ ...fiche, title: `${fiche.title} (corrigée)` });
}

/** An export in a process of its own. */
async function exported({ url }: ServerProcess): Promise<ExportCost> {
  const script = join(import.meta.dirname, 'export.ts');
  const env = { ...process.env, DCC_CLIENT_ID: CLIENT_ID, DCC_CLIENT_SECRET: CLIENT_SECRET };
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...HEAP, script, url, LAST],
    { env },
  );
  return JSON.parse(stdout) as ExportCost;
}

async function load(medplum: MedplumClient, perMonth: number, months: number): Promise<void> {
  const { measures, libraries } = published();
  await write(medplum, [...measures, ...libraries], new Map());
  const moved = new Map<string, string>();
  for (const [index, month] of monthsEnding(LAST, months).entries()) {
    process.stderr.write(`\rChargement : mois ${index + 1} sur ${months}`);
    const { directory, lines } = monthOf(month, perMonth);
    if (moved.size === 0) await write(medplum, directory, moved);
    for (let n = 0; n < lines.length; n += WIDTH) {
      const own = lines.slice(n, n + WIDTH).map(({ session, cases, compositions, linked, related }) => {
        return write(medplum, [session, ...cases, ...compositions, ...linked, ...related], new Map(moved));
      });
      await Promise.all(own);
    }
  }
  process.stderr.write('\n');
}

/** One transaction; `moved` gets the reference that the server gave each resource. */
export async function write(
  medplum: MedplumClient,
  resources: readonly Resource[],
  moved: Map<string, string>,
): Promise<void> {
  const names = new Map(
    resources.map(({ resourceType, id }) => [`${resourceType}/${id}`, `urn:uuid:${randomUUID()}`]),
  );
  const entry = resources.map((resource) => {
    const text = JSON.stringify({ ...resource, id: undefined }).replaceAll(
      /"reference":"([^"]+)"/g,
      (_, reference: string) => `"reference":"${names.get(reference) ?? moved.get(reference) ?? reference}"`,
    );
    return {
      fullUrl: names.get(`${resource.resourceType}/${resource.id}`),
      request: { method: 'POST' as const, url: resource.resourceType },
      resource: JSON.parse(text) as Resource,
    };
  });
  const answer: Bundle = await medplum.executeBatch({ resourceType: 'Bundle', type: 'transaction', entry });
  for (const [index, { response }] of (answer.entry ?? []).entries()) {
    const { resourceType, id } = resources[index]!;
    if (!response?.status.startsWith('201')) throw new Error(`${resourceType} : ${JSON.stringify(response)}`);
    const [, stored] = new RegExp(`${resourceType}/([^/]+)`).exec(response.location ?? '') ?? [];
    moved.set(`${resourceType}/${id}`, `${resourceType}/${stored}`);
  }
}
