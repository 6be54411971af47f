/** The export of one month by the bot, on an embedded server that holds a history of some size. */
import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { MARGIN } from '@dcc/bots/src/oncorif/count.ts';
import { handler } from '@dcc/bots/src/oncorif/handler.ts';
import { DCC_CODES } from '@dcc/fhir-profiles';
import type { BotEvent, MedplumClient } from '@medplum/core';
import type { Bundle, Composition, Parameters, Resource } from '@medplum/fhirtypes';
import { published } from '../../../../rules/src/indicators/testing/measures.ts';
import { startServerProcess } from '../../support/server-process.ts';
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
  readonly botPeakMb: number;
  /** Validated fiches of the month in the CSV. */
  readonly rows: number;
}

const LAST = '2026-10';
const WIDTH = 3;

/** @param months months of `perMonth` fiches each. */
export async function benchExport(perMonth: number, months: number): Promise<ServerRow> {
  // The bench is one user in a hurry: the server's own limits are not what is measured.
  const server = await startServerProcess({ env: { DCC_LOG_LEVEL: 'silent' } });
  try {
    const medplum = await server.client();
    const start = performance.now();
    await load(medplum, perMonth, months);
    const loadS = (performance.now() - start) / 1000;
    const first = await exported(medplum);
    // What is younger than the margin is looked at again by every export; a month later none of this is.
    await setTimeout(MARGIN);
    await exported(medplum);
    const again = await exported(medplum);
    await amend(medplum, monthsEnding(LAST, 2)[0]!);
    const changed = await exported(medplum);
    return {
      history: perMonth * months,
      month: perMonth,
      loadS,
      wallMs: first.wallMs,
      againMs: again.wallMs,
      changedMs: changed.wallMs,
      read: changed.read,
      botCpuMs: first.cpuMs,
      botPeakMb: process.resourceUsage().maxRSS / 1024,
      rows: first.rows,
    };
  } finally {
    await server.stop();
  }
}

/** Writes one fiche of a month again; nothing where the history has one month only. */
async function amend(medplum: MedplumClient, month: string): Promise<void> {
  const type = `${DCC_CODES.SESSION.system}|${DCC_CODES.SESSION.code}`;
  // A session without end is not within a month, for a search: only its start is.
  const query = `type=${encodeURIComponent(type)}&date=ge${month}-05&date=lt${month}-25`;
  const session = await medplum.searchOne('Encounter', query);
  if (!session) return;
  const one = await medplum.searchOne('Encounter', { 'part-of': `Encounter/${session.id}` });
  const fiche = await medplum.searchOne('Composition', { encounter: `Encounter/${one?.id}` });
  if (!fiche) throw new Error(`aucune fiche dans la séance ${session.id}`);
  await medplum.updateResource<Composition>({ ...fiche, title: `${fiche.title} (corrigée)` });
}

interface Export {
  wallMs: number;
  cpuMs: number;
  rows: number;
  read: number;
}

async function exported(medplum: MedplumClient): Promise<Export> {
  const start = performance.now();
  const cpu = process.cpuUsage();
  const input: Parameters = {
    resourceType: 'Parameters',
    parameter: [{ name: 'period', valueString: LAST }],
  };
  const result = await handler(medplum, { input } as BotEvent<Parameters>);
  const { user, system } = process.cpuUsage(cpu);
  const rows = result.parameter?.find(({ name }) => name === 'rows')?.valueInteger ?? 0;
  const read = (result.parameter ?? []).filter(({ name }) => name === 'read').length;
  return { wallMs: performance.now() - start, cpuMs: (user + system) / 1000, rows, read };
}

async function load(medplum: MedplumClient, perMonth: number, months: number): Promise<void> {
  const { measures, libraries } = published();
  await write(medplum, [...measures, ...libraries], new Map());
  const moved = new Map<string, string>();
  for (const month of monthsEnding(LAST, months)) {
    const { directory, lines } = monthOf(month, perMonth);
    if (moved.size === 0) await write(medplum, directory, moved);
    for (let n = 0; n < lines.length; n += WIDTH) {
      const own = lines.slice(n, n + WIDTH).map(({ session, cases, compositions, linked, related }) => {
        return write(medplum, [session, ...cases, ...compositions, ...linked, ...related], new Map(moved));
      });
      await Promise.all(own);
    }
  }
}

/** One transaction; `moved` gets the reference that the server gave each resource. */
async function write(
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
