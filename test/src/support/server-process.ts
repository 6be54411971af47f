/** The embedded server as users run it: a process of its own, on a free port, in a data directory of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MedplumClient } from '@medplum/core';
import { seedFolder } from '../../../apps/server/src/testing/seeded.ts';
import { repository } from './shared.ts';

export const CLIENT_ID = '11111111-2222-4333-8444-555555555555';
export const CLIENT_SECRET = 'test-secret-of-the-acceptance-suite-0001';

export interface Access {
  clientId: string;
  clientSecret: string;
}

export interface ServerProcess {
  /** Ends with a slash. */
  url: string;
  dir: string;
  process: ChildProcess;
  token(): Promise<string>;
  /** `extended` (unless said otherwise): reads and writes meta.accounts, as the services do. */
  client(options?: { extended?: boolean }): Promise<MedplumClient>;
  kill(): Promise<void>;
  stop(): Promise<void>;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  return port;
}

async function untilHealthy(url: string, child: ChildProcess, logs: () => string): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt++) {
    if (child.exitCode !== null) throw new Error(`Le serveur s'est arrêté (${child.exitCode}) :\n${logs()}`);
    const ok = await fetch(`${url}healthcheck`).then(
      (r) => r.ok,
      () => false,
    );
    if (ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`Le serveur n'a pas démarré en 60 s :\n${logs()}`);
}

/**
 * A server at rest for a second and a half builds the schema of GraphQL, for pages that no test opens: three seconds
 * of a core for each server of the run. One that is asked something now and then builds it when a query needs it.
 */
function keepAwake(url: string, ended: Promise<void>): void {
  const beat = setInterval(() => {
    fetch(`${url}healthcheck`).then(
      (answer) => answer.body?.cancel(),
      () => undefined,
    );
  }, 600);
  beat.unref();
  void ended.then(() => clearInterval(beat));
}

/** `dir` given: restarts on the data of an earlier process (which must have ended); `keep`: `stop` leaves it. */
export async function startServerProcess(
  options: { dir?: string; env?: Record<string, string>; keep?: boolean; access?: Access } = {},
): Promise<ServerProcess> {
  const access = options.access ?? { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'dcc-server-'));
  if (!options.dir) await seedFolder(dir);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}/`;
  const main = join(repository, 'apps', 'server', 'src', 'main.ts');
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    env: {
      ...process.env,
      DCC_PORT: String(port),
      DCC_BASE_URL: url,
      DCC_DATA_DIR: dir,
      DCC_CLIENT_ID: access.clientId,
      DCC_CLIENT_SECRET: access.clientSecret,
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-20_000);
  };
  child.stdout!.on('data', keep);
  child.stderr!.on('data', keep);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  await untilHealthy(url, child, () => output);
  keepAwake(url, ended);

  const signIn = async ({ extended = true } = {}) => {
    const client = new MedplumClient({
      baseUrl: url,
      fetch: globalThis.fetch,
      cacheTime: 0,
      extendedMode: extended,
    });
    await client.startClientLogin(access.clientId, access.clientSecret);
    return client;
  };
  return {
    url,
    dir,
    process: child,
    token: async () => (await signIn()).getAccessToken()!,
    client: signIn,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await ended;
      if (!options.keep) rmSync(dir, { recursive: true, force: true });
    },
  };
}
