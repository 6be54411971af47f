import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MedplumClient } from '@medplum/core';

const SERVER = join(import.meta.dirname, '../../../server/src/main.ts');

/** An embedded server of its own for a test file: a process, a port the system chose, a folder that goes away. */
export interface ServerProcess {
  url: string;
  clientId: string;
  clientSecret: string;
  /** A client logged in as administrator. `lose` decides which requests never get through. */
  login(lose?: (n: number, url: string) => void): Promise<MedplumClient>;
  stop(): Promise<void>;
}

export async function startServerProcess(): Promise<ServerProcess> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dcc-cli-'));
  const clientId = randomUUID();
  const clientSecret = randomUUID();
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
  return {
    url,
    clientId,
    clientSecret,
    async login(lose) {
      const medplum = new MedplumClient({
        baseUrl: url,
        maxRetries: 0,
        ...(lose ? { fetch: losing(lose) } : {}),
      });
      await medplum.startClientLogin(clientId, clientSecret);
      return medplum;
    },
    async stop() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(dataDir, { recursive: true });
    },
  };
}

/** Requests after the login are numbered from 1. */
function losing(lose: (n: number, url: string) => void) {
  let n = 0;
  return (url: string, options?: RequestInit) => {
    if (!url.includes('/oauth2/') && !url.includes('/auth/')) {
      lose(++n, url);
    }
    return fetch(url, options);
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
