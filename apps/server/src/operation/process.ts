import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { MedplumClient } from '@medplum/core';
import { keepAwake } from '../testing/awake.ts';
import { signIn } from '../testing/harness.ts';
import { seedFolder } from '../testing/seeded.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

/** The same for every start: a second one on the same folder is the same administrator. */
const clientId = randomUUID();
const secret = randomUUID();

/** Test help only: the real command, and everything it ever wrote. */
export interface ServerProcess {
  readonly child: ChildProcess;
  readonly url: string;
  readonly admin: MedplumClient;
  /** Both outputs, whole, so far. */
  written(): string;
  /** Sends a signal and gives the exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export async function startProcess(
  dataDir: string,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  await seedFolder(dataDir);
  const child = spawn(process.execPath, [MAIN], {
    env: {
      PATH: process.env.PATH,
      DCC_PORT: '0',
      DCC_DATA_DIR: dataDir,
      DCC_CLIENT_ID: clientId,
      DCC_CLIENT_SECRET: secret,
      DCC_AUTH_PER_MINUTE: '10000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        written += chunk;
        const ready = /^\{"ready":true,"url":"([^"]+)"/m.exec(written);
        if (ready) {
          resolve(ready[1]!);
        }
      });
    }
    child.once('exit', () => reject(new Error(`The server ended before it was ready: ${written}`)));
  });
  void exited.then(keepAwake(url));
  return {
    child,
    url,
    admin: await signIn(url, clientId, secret),
    written: () => written,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return exited;
    },
  };
}
