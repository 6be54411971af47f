import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { MedplumClient } from '@medplum/core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createBot, eventually, signIn, subscribe } from './testing/harness.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));

interface Ready {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret?: string;
  readonly pid: number;
}

const SECRET = 'un secret connu des tests';

// One data directory for the file, as on a server that lives: only its first start loads the definitions.
let dir: string;
let first: { child: ChildProcess; ready: Ready; errors: Promise<string> };
let children: ChildProcess[] = [];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-main-'));
  const child = launch();
  first = { child, errors: text(child.stderr!), ready: await ready(child) };
});
afterEach(() => {
  for (const child of children) {
    child.kill('SIGKILL');
  }
  children = [];
});
afterAll(() => rm(dir, { recursive: true, force: true }));

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
  test('says it is ready in one JSON line, shows its secret once, keeps its data, stops on SIGTERM', async () => {
    const { url, clientId, clientSecret } = first.ready;
    expect(clientSecret).toMatch(/^[0-9a-f]{64}$/);
    const medplum = await signIn(url, clientId, clientSecret!);
    const made = await medplum.createResource({ resourceType: 'Patient', name: [{ family: 'Durable' }] });

    const rival = launch();
    const rivalErrors = text(rival.stderr!);
    expect((await once(rival, 'exit'))[0]).toBe(1);
    expect(await rivalErrors).toMatch(/déjà|autre/);

    expect(await stop(first.child, 'SIGTERM')).toBe(0);
    expect(await first.errors).not.toContain('ExperimentalWarning');

    const start = performance.now();
    const second = launch();
    const again = await ready(second);
    // Nothing is seeded a second time. Generous: this machine is shared.
    expect(performance.now() - start).toBeLessThan(6000);
    expect([again.clientId, again.clientSecret]).toEqual([clientId, undefined]);
    const back = await signIn(again.url, clientId, clientSecret!);
    expect(await back.readResource('Patient', made.id)).toMatchObject({ id: made.id });
    expect(await stop(second, 'SIGINT')).toBe(0);
  });

  test('a secret given by the operator replaces a lost one, and is not printed', async () => {
    const { url, clientId, clientSecret } = await ready(launch({ DCC_CLIENT_SECRET: SECRET }));
    expect(clientSecret).toBeUndefined();
    await signIn(url, clientId, SECRET);
    await expect(signIn(url, clientId, first.ready.clientSecret!)).rejects.toThrow('refusé');
  });

  test('a port in use, or a wrong variable, ends it with a French reason', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const busy = launch({ DCC_PORT: String((server.address() as AddressInfo).port) });
    const busyErrors = text(busy.stderr!);
    expect((await once(busy, 'exit'))[0]).toBe(1);
    expect(await busyErrors).toContain('Le port est déjà utilisé');
    server.close();
    const wrong = launch({ DCC_PORT: 'x' });
    const wrongErrors = text(wrong.stderr!);
    expect((await once(wrong, 'exit'))[0]).toBe(2);
    expect(await wrongErrors).toContain('DCC_PORT');
  });
});

describe('killed without warning', () => {
  const start = async () => {
    const child = launch({ DCC_CLIENT_SECRET: SECRET });
    const { url, clientId } = await ready(child);
    return { child, medplum: await signIn(url, clientId, SECRET) };
  };
  const traces = async (medplum: MedplumClient) =>
    (await medplum.searchResources('Communication', '_count=100')).map(
      (one) => one.payload?.[0]?.contentString,
    );
  const counts = async (medplum: MedplumClient) => (await medplum.get('admin/jobs')).counts;

  test('while a bot works: the job runs again after the restart', async () => {
    const { child, medplum } = await start();
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
    await eventually(async () => (await traces(medplum)).length === 1);
    expect(await counts(medplum)).toMatchObject({ running: 1, done: 0 });
    await stop(child, 'SIGKILL');

    const { medplum: back } = await start();
    await eventually(async () => (await counts(back)).done === 1);
    expect(await traces(back)).toEqual([made.id, made.id]);
    expect(await counts(back)).toMatchObject({ pending: 0, running: 0, failed: 0 });
  });

  test('while many write: each acknowledged resource is there, with its notification', async () => {
    const { child, medplum } = await start();
    const before = (await counts(medplum)).done;
    await subscribe(medplum, 'Device', await createBot(medplum, 'muet', 'exports.handler = () => {}'));
    const acknowledged: string[] = [];
    const writers = Array.from({ length: 8 }, async () => {
      for (;;) {
        acknowledged.push((await medplum.createResource({ resourceType: 'Device' })).id);
      }
    });
    const ended = Promise.allSettled(writers);
    await eventually(async () => acknowledged.length > 100, 20_000);
    await stop(child, 'SIGKILL');
    await ended;

    const { medplum: back } = await start();
    const stored = await back.searchResources('Device', '_count=1000&_fields=id');
    const ids = new Set(stored.map((one) => one.id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    const done = await eventually(async () => {
      const now = await counts(back);
      return now.pending + now.running === 0 && now.done;
    }, 30_000);
    expect(done - before).toBe(ids.size);
  });
});
