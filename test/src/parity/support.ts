import { MedplumClient as Client, type MedplumClient, normalizeErrorString } from '@medplum/core';
import type { Bot, Meta, Resource, ResourceType } from '@medplum/fhirtypes';
import { test } from 'vitest';
import { startServerProcess } from '../support/server-process.ts';
import { DIFFERENCES } from './differences.ts';

/** What every resource of a run carries, and what cleaning up searches. */
const TAG_SYSTEM = 'https://dcc.example/parity';
/** Where a run leaves something behind, children before what they point to. */
const CLEANED: readonly ResourceType[] = [
  'Subscription',
  'Observation',
  'Encounter',
  'Basic',
  'DocumentReference',
  'Task',
  'Patient',
  'Practitioner',
  'Organization',
  'ValueSet',
  'CodeSystem',
  'AccessPolicy',
];

/** The server under test: ours, started for the run, or the real one of DCC_BASE_URL. */
export interface Target {
  readonly medplum: MedplumClient;
  readonly baseUrl: string;
  readonly isOurs: boolean;
  readonly projectId: string;
  /** Unique to the run: every name and identifier of the suite contains it. */
  readonly run: string;
  /** For `meta` of each resource created. */
  readonly meta: Meta;
  /** Removed with the run: what admin routes created, which cannot carry a tag. */
  readonly also: { resourceType: ResourceType; id: string }[];
  close(): Promise<void>;
}

export const isOurs = !process.env.DCC_BASE_URL;

export async function openTarget(): Promise<Target> {
  const { DCC_BASE_URL, DCC_CLIENT_ID, DCC_CLIENT_SECRET } = process.env;
  if (DCC_BASE_URL && !(DCC_CLIENT_ID && DCC_CLIENT_SECRET)) {
    throw new Error('DCC_BASE_URL demande DCC_CLIENT_ID et DCC_CLIENT_SECRET');
  }
  const server = DCC_BASE_URL ? undefined : await startServerProcess();
  const baseUrl = DCC_BASE_URL ?? server!.url;
  const medplum = server ? await server.client({ extended: true }) : new Client({ baseUrl, cacheTime: 0 });
  if (!server) {
    await medplum.startClientLogin(DCC_CLIENT_ID!, DCC_CLIENT_SECRET!);
  }
  const run = `parity${Date.now().toString(36)}`;
  const also: Target['also'] = [];
  return {
    medplum,
    baseUrl,
    isOurs: server !== undefined,
    projectId: medplum.getActiveLogin()?.project.reference?.split('/')[1] ?? '',
    run,
    meta: { tag: [{ system: TAG_SYSTEM, code: run }] },
    also,
    close: async () => {
      if (server) {
        await server.stop();
        return;
      }
      await clean(medplum, run, also);
    },
  };
}

async function clean(medplum: MedplumClient, run: string, also: Target['also']): Promise<void> {
  for (const type of CLEANED) {
    const found = await medplum.searchResources(type, { _tag: `${TAG_SYSTEM}|${run}`, _count: 1000 });
    also.push(...found.map(({ id }) => ({ resourceType: type, id: id! })));
  }
  for (const { resourceType, id } of also) {
    await medplum.deleteResource(resourceType, id).catch(() => undefined);
  }
}

const asserted = new Set<string>();

/** A known difference: `ours` is asserted on ours, `theirs`, when given, on the real server. */
export function differs(id: string, ours: () => Promise<void>, theirs?: () => Promise<void>): void {
  if (!DIFFERENCES.some((one) => one.id === id) || asserted.has(id)) {
    throw new Error(`Différence non déclarée, ou deux fois : ${id}`);
  }
  asserted.add(id);
  test.skipIf(!isOurs && !theirs)(`difference ${id}`, isOurs ? ours : (theirs ?? ours));
}

/** The differences no test has asserted. */
export function notAsserted(): string[] {
  return DIFFERENCES.map(({ id }) => id).filter((id) => !asserted.has(id));
}

/** The text a promise is refused with; "accepted" when it is not. */
export function refusal(promise: Promise<unknown>): Promise<string> {
  return promise.then(() => 'accepted', normalizeErrorString);
}

/** The id of the outcome a promise is refused with: what both servers have in common. */
export async function outcomeId(promise: Promise<unknown>): Promise<string | undefined> {
  try {
    await promise;
    return 'accepted';
  } catch (error) {
    return (error as { outcome?: { id?: string } }).outcome?.id ?? `no outcome: ${String(error)}`;
  }
}

export async function eventually<T>(look: () => Promise<T | undefined | false>, ms = 20_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`Rien en ${ms} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

export async function createBot(
  target: Target,
  name: string,
  code: string,
  more: Partial<Bot> = {},
): Promise<Bot> {
  const { medplum, projectId, also, run } = target;
  const fresh = (await medplum.post(`admin/projects/${projectId}/bot`, { name: `${name} ${run}` })) as Bot;
  also.push({ resourceType: 'Bot', id: fresh.id! });
  await medplum.updateResource<Bot>({ ...fresh, runtimeVersion: 'vmcontext', ...more });
  await medplum.post(medplum.fhirUrl('Bot', fresh.id!, '$deploy'), { code, filename: `${name}.cjs` });
  return medplum.readResource('Bot', fresh.id!);
}

export type Tagged<T extends Resource> = T & { id: string };
