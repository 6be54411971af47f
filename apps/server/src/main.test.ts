import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { MedplumClient } from '@medplum/core';
import type { Communication } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createBot, eventually, signIn, subscribe } from './testing/harness.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

interface Ready {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly pid: number;
}

let dir: string;
let children: ChildProcess[];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-main-'));
  children = [];
});
afterEach(async () => {
  for (const child of children) {
    child.kill('SIGKILL');
  }
  await rm(dir, { recursive: true, force: true });
});

/** The real command, as `dcc` and operators start it. */
function launch(env: Record<string, string> = {}): ChildProcess {
  const base = {
    PATH: process.env.PATH ?? '',
    DCC_PORT: '0',
    DCC_DATA_DIR: dir,
    DCC_AUTH_PER_MINUTE: '10000',
  };
  const child = spawn(process.execPath, [MAIN], {
    env: { ...base, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<Ready> {
  const [line] = (await once(child.stdout!, 'data')) as [Buffer];
  return JSON.parse(line.toString()) as Ready;
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code] = (await exited) as [number | null];
  return code;
}

describe('one process', () => {
  test('says it is ready in one JSON line, keeps its data, shows its secret once, stops on SIGTERM', async () => {
    const first = launch();
    const errors = text(first.stderr!);
    const out = ready(first);
    const { url, clientId, clientSecret } = await out;
    expect(clientSecret).toMatch(/^[0-9a-f]{64}$/);
    const medplum = await signIn(url, clientId, clientSecret!);
    const made = await medplum.createResource({ resourceType: 'Patient', name: [{ family: 'Durable' }] });
    expect(await stop(first, 'SIGTERM')).toBe(0);
    expect(await errors).not.toContain('ExperimentalWarning');

    const start = performance.now();
    const second = launch();
    const again = await ready(second);
    // Nothing is seeded a second time. Generous: this machine is shared.
    expect(performance.now() - start).toBeLessThan(6000);
    expect(again.clientSecret).toBeUndefined();
    expect(again.clientId).toBe(clientId);
    const back = await signIn(again.url, clientId, clientSecret!);
    expect(await back.readResource('Patient', made.id)).toMatchObject({ id: made.id });
    expect(await stop(second, 'SIGINT')).toBe(0);
  });

  test('a secret given by the operator is not printed, and replaces a lost one', async () => {
    const one = {
      DCC_CLIENT_ID: '0b5c7300-0000-4000-8000-000000000001',
      DCC_CLIENT_SECRET: 'premier secret donné',
    };
    const first = launch(one);
    const { url, clientId, clientSecret } = await ready(first);
    expect([clientId, clientSecret]).toEqual([one.DCC_CLIENT_ID, undefined]);
    await signIn(url, clientId, one.DCC_CLIENT_SECRET);
    await stop(first, 'SIGTERM');
    const second = launch({ ...one, DCC_CLIENT_SECRET: 'second secret donné' });
    const again = await ready(second);
    await signIn(again.url, clientId, 'second secret donné');
    await expect(signIn(again.url, clientId, one.DCC_CLIENT_SECRET)).rejects.toThrow('refusé');
  });

  test('a second process on the same data refuses to start, in French', async () => {
    const first = launch();
    const { url } = await ready(first);
    const second = launch();
    const errors = text(second.stderr!);
    const [code] = await once(second, 'exit');
    expect(code).toBe(1);
    expect(await errors).toMatch(/déjà|autre/);
    const port = new URL(url).port;
    const third = launch({ DCC_DATA_DIR: join(dir, 'other'), DCC_PORT: port });
    const busy = text(third.stderr!);
    expect((await once(third, 'exit'))[0]).toBe(1);
    expect(await busy).toContain('Le port est déjà utilisé');
  });

  test('a wrong variable ends it with status 2 and its name', async () => {
    const child = launch({ DCC_PORT: 'x' });
    const errors = text(child.stderr!);
    expect((await once(child, 'exit'))[0]).toBe(2);
    expect(await errors).toContain('DCC_PORT');
  });
});

describe('killed without warning', () => {
  const communications = (medplum: MedplumClient) => medplum.searchResources('Communication', '_count=100');

  test('while a bot works: the job runs again after the restart, and nothing acknowledged is lost', async () => {
    const settings = { DCC_CLIENT_SECRET: 'un secret pour ce test' };
    const first = launch(settings);
    const { url, clientId } = await ready(first);
    const medplum = await signIn(url, clientId, settings.DCC_CLIENT_SECRET);
    // Leaves a trace at each start; ends only when it finds the trace of an earlier start.
    const code = `
      exports.handler = async (medplum, event) => {
        const seen = await medplum.searchResources('Communication', '_count=100');
        await medplum.createResource({ resourceType: 'Communication', status: 'completed',
          payload: [{ contentString: event.input.id }] });
        if (seen.length === 0) await new Promise(() => {});
      };`;
    await subscribe(medplum, 'Patient?family=Coupure', await createBot(medplum, 'interrompu', code));
    const made = await medplum.createResource({ resourceType: 'Patient', name: [{ family: 'Coupure' }] });
    await eventually(async () => (await communications(medplum)).length === 1);
    expect((await medplum.get('admin/jobs')).counts).toMatchObject({ running: 1, done: 0 });
    await stop(first, 'SIGKILL');

    const second = launch(settings);
    const again = await ready(second);
    const back = await signIn(again.url, clientId, settings.DCC_CLIENT_SECRET);
    await eventually(async () => (await back.get('admin/jobs')).counts.done === 1);
    const traces = (await communications(back)) as Communication[];
    expect(traces.map((one) => one.payload?.[0]?.contentString)).toEqual([made.id, made.id]);
    expect((await back.get('admin/jobs')).counts).toMatchObject({ pending: 0, running: 0, failed: 0 });
  });

  test('while many write: each acknowledged resource is there, with its notification', async () => {
    const settings = { DCC_CLIENT_SECRET: 'un secret pour ce test' };
    const first = launch(settings);
    const { url, clientId } = await ready(first);
    const medplum = await signIn(url, clientId, settings.DCC_CLIENT_SECRET);
    await subscribe(medplum, 'Patient', await createBot(medplum, 'muet', 'exports.handler = () => {}'));
    const acknowledged: string[] = [];
    const writers = Array.from({ length: 8 }, async () => {
      for (;;) {
        acknowledged.push((await medplum.createResource({ resourceType: 'Patient' })).id);
      }
    });
    const ended = Promise.allSettled(writers);
    await eventually(async () => acknowledged.length > 100, 20_000);
    await stop(first, 'SIGKILL');
    await ended;

    const again = await ready(launch(settings));
    const back = await signIn(again.url, clientId, settings.DCC_CLIENT_SECRET);
    const stored = await back.searchResources('Patient', '_count=1000&_fields=id');
    const ids = new Set(stored.map((one) => one.id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    const counts = await eventually(async () => {
      const { counts: now } = await back.get('admin/jobs');
      return now.pending + now.running === 0 && now;
    }, 30_000);
    expect(counts.done).toBe(ids.size);
  });
});
