/**
 * `npm run bench -- sharing --sizes 1k,10k`: what one event of `share-record` costs the server, behind stores of growing
 * size. The same server is filled month by month; at each size the cases of its last month are shared, then looked at
 * again when there is nothing left to write. Processor time, which other work on the machine does not change much.
 */
import { readFileSync } from 'node:fs';
import { forget } from '@dcc/bots/src/share-record/directory.ts';
import { handler } from '@dcc/bots/src/share-record/handler.ts';
import type { MedplumClient } from '@medplum/core';
import type { Encounter } from '@medplum/fhirtypes';
import { startServerProcess } from '../support/server-process.ts';
import { monthOf, monthsEnding } from './oncorif/region.ts';
import { write } from './oncorif/server.ts';

export interface SizeRow {
  /** Fiches in the store. */
  readonly fiches: number;
  readonly events: number;
  /** Resources that one event shares, as a mean. */
  readonly shared: number;
  /** Milliseconds of the server's processor an event: the first time, which writes, and once all is right. */
  readonly writing: number;
  readonly reading: number;
  /** Requests an event. */
  readonly requests: number;
}

const PER_MONTH = 1000;
/** Cases looked at, of as many patients. */
const SAMPLE = 120;
/** Transactions at a time while the store is filled. */
const WIDTH = 3;
/** Ticks of a second in /proc, the same on every Linux in use. */
const TICKS = 100;

/** @param sizes fiches, growing. */
export async function benchSizes(sizes: readonly number[]): Promise<SizeRow[]> {
  const server = await startServerProcess({ env: { DCC_LOG_LEVEL: 'silent' } });
  try {
    const medplum = await server.client();
    const months = monthsEnding('2026-10', Math.ceil(sizes.at(-1)! / PER_MONTH) + sizes.length);
    const directory = new Map<string, string>();
    const rows: SizeRow[] = [];
    let loaded = 0;
    for (const size of sizes) {
      let cases: string[] = [];
      while (loaded < size) {
        const count = Math.min(PER_MONTH, size - loaded);
        cases = await loadMonth(medplum, months.shift()!, count, directory);
        loaded += count;
      }
      rows.push({
        fiches: loaded,
        ...(await shareAll(medplum, server.process.pid!, cases.slice(0, SAMPLE))),
      });
    }
    return rows;
  } finally {
    await server.stop();
  }
}

/** @returns the cases, `Encounter/id`. */
async function loadMonth(
  medplum: MedplumClient,
  month: string,
  fiches: number,
  moved: Map<string, string>,
): Promise<string[]> {
  const made = monthOf(month, fiches);
  if (moved.size === 0) await write(medplum, made.directory, moved);
  const found: string[] = [];
  for (let n = 0; n < made.lines.length; n += WIDTH) {
    await Promise.all(
      made.lines.slice(n, n + WIDTH).map(async ({ session, cases, compositions, linked, related }) => {
        const own = new Map(moved);
        await write(medplum, [session, ...cases, ...compositions, ...linked, ...related], own);
        found.push(...cases.map(({ id }) => own.get(`Encounter/${id}`)!));
      }),
    );
  }
  return found;
}

async function shareAll(
  medplum: MedplumClient,
  pid: number,
  cases: readonly string[],
): Promise<Omit<SizeRow, 'fiches'>> {
  const read = cases.map((one) =>
    medplum.readResource('Encounter', one.split('/')[1]!, { cache: 'no-store' }),
  );
  const events: Encounter[] = await Promise.all(read);
  forget();
  const first = await round(medplum, pid, events);
  const again = await round(medplum, pid, events);
  if (first.shared === 0 || again.shared > 0) {
    throw new Error(`partage : ${first.shared} ressources, puis ${again.shared}`);
  }
  return {
    events: events.length,
    shared: first.shared / events.length,
    writing: first.cpu / events.length,
    reading: again.cpu / events.length,
    requests: again.requests / events.length,
  };
}

async function round(medplum: MedplumClient, pid: number, events: readonly Encounter[]) {
  let requests = 0;
  const counted = new Proxy(medplum, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name, target);
      if (name === 'executeBatch') requests += 1;
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
  const before = cpuOf(pid);
  let shared = 0;
  for (const input of events) shared += (await handler(counted, { input })).shared;
  return { shared, cpu: (cpuOf(pid) - before) * 1000, requests };
}

/** User and system time of every thread of a process, in seconds (proc(5): fields 14 and 15 of stat). */
export function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** The figures as lines for people. */
export function linesOfSizes(rows: readonly SizeRow[]): string[] {
  return rows.map(({ fiches, events, shared, writing, reading, requests }) => {
    const cost = `${writing.toFixed(1)} ms of the server an event that writes, ${reading.toFixed(1)} ms one that does not`;
    return `store of ${fiches} fiches, ${events} events of ${shared.toFixed(1)} resources, ${requests.toFixed(1)} requests: ${cost}`;
  });
}
