import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MedplumClient } from '@medplum/core';
import type { Bot, Subscription } from '@medplum/fhirtypes';
import type { ServerOptions } from '../config.ts';
import { type RunningServer, startServer } from '../index.ts';
import { seedFolder } from './seeded.ts';

/** A server of its own for one test file, its administrator, and the few things tests do again and again. */
export interface Harness {
  readonly server: RunningServer;
  readonly admin: MedplumClient;
  readonly dir: string;
  close(): Promise<void>;
}

export async function startHarness(options: ServerOptions = {}): Promise<Harness> {
  const dir = await mkdtemp(join(tmpdir(), 'dcc-server-'));
  await seedFolder(dir);
  const server = await startServer({
    port: 0,
    dataDir: dir,
    authPerMinute: 10_000,
    passwordCost: 12,
    ...options,
  });
  return {
    server,
    dir,
    admin: await signIn(server.url, server.clientId, server.clientSecret!),
    close: async () => {
      await server.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A client that never answers from its own cache: tests look at the server. */
export async function signIn(baseUrl: string, clientId: string, secret: string): Promise<MedplumClient> {
  const medplum = new MedplumClient({ baseUrl, cacheTime: 0 });
  await medplum.startClientLogin(clientId, secret);
  return medplum;
}

/** Raw HTTP with the token of a client: for what MedplumClient would never send. */
export function rawFetch(medplum: MedplumClient, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${medplum.getAccessToken()}`, ...(init.headers as object) };
  return fetch(new URL(path, medplum.getBaseUrl()), { ...init, headers });
}

export async function createBot(
  medplum: MedplumClient,
  name: string,
  code: string,
  more: Partial<Bot> = {},
): Promise<Bot> {
  const projectId = medplum.getActiveLogin()?.project.reference?.split('/')[1];
  const bot = (await medplum.post(`admin/projects/${projectId}/bot`, { name })) as Bot & { id: string };
  if (Object.keys(more).length > 0) {
    await medplum.updateResource({ ...bot, ...more });
  }
  await medplum.post(medplum.fhirUrl('Bot', bot.id, '$deploy'), { code, filename: `${name}.cjs` });
  return medplum.readResource('Bot', bot.id);
}

export function subscribe(
  medplum: MedplumClient,
  criteria: string,
  bot: Bot,
  more: Partial<Subscription> = {},
) {
  return medplum.createResource<Subscription>({
    resourceType: 'Subscription',
    status: 'active',
    reason: 'test',
    criteria,
    channel: { type: 'rest-hook', endpoint: `Bot/${bot.id}` },
    ...more,
  });
}

/** Waits until the condition gives something; fails after the time given. */
export async function eventually<T>(look: () => Promise<T | undefined | false>, ms = 15_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found) {
      return found;
    }
    if (Date.now() > end) {
      throw new Error(`Not within ${ms} ms`);
    }
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
