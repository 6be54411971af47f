import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MedplumClient } from '@medplum/core';
import { keepAwake } from '../../../server/src/testing/awake.ts';
import { seedFolder } from '../../../server/src/testing/seeded.ts';

const SERVER = join(import.meta.dirname, '../../../server/src/main.ts');

/**
 * An embedded server of its own for a test file: a process, a port the system chose, a folder that goes away.
 */
export interface ServerProcess {
  url: string;
  clientId: string;
  clientSecret: string;
  /** A client logged in as administrator; `loss` says which of its requests are lost. */
  login(loss?: Loss): Promise<MedplumClient>;
  stop(): Promise<void>;
}

export async function startServerProcess(): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dcc-cli-'));
  const clientId = randomUUID();
  const clientSecret = randomUUID();
  await seedFolder(dataDir);
  const child = spawn(process.execPath, [SERVER], {
    env: {
      ...process.env,
      DCC_PORT: '0',
      DCC_DATA_DIR: dataDir,
      DCC_LOG_LEVEL: 'silent',
      DCC_CLIENT_ID: clientId,
      DCC_CLIENT_SECRET: clientSecret,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url } = JSON.parse(await firstLine(child)) as { url: string };
  const letRest = keepAwake(url);
  return {
    url,
    clientId,
    clientSecret,
    async login(loss) {
      const medplum = new MedplumClient({
        baseUrl: url,
        maxRetries: 0,
        ...(loss ? { fetch: losing(loss) } : {}),
      });
      await medplum.startClientLogin(clientId, clientSecret);
      return medplum;
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      letRest();
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true });
    },
  };
}

/**
 * The request number `n` after the login, from 1, is lost: before the server has it, or its answer
 * afterwards.
 */
export interface Loss {
  n: number;
  moment: 'before' | 'after';
}

function losing({ n, moment }: Loss) {
  let count = 0;
  return async (url: string, options?: RequestInit) => {
    const isLogin = url.includes('/oauth2/') || url.includes('/auth/');
    const isLost = !isLogin && ++count === n;
    if (isLost && moment === 'before') {
      throw new Error('coupure');
    }
    const response = await fetch(url, options);
    if (isLost) {
      await response.arrayBuffer();
      throw new Error('coupure');
    }
    return response;
  };
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout!.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) {
        resolve(text.slice(0, text.indexOf('\n')));
      }
    });
    child.once('exit', (code) => reject(new Error(`Le serveur s’est arrêté (${code}) avant d’être prêt`)));
  });
}
