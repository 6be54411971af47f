import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Access } from '../play/actors.ts';

const APPS = join(import.meta.dirname, '..', '..', '..', 'apps');
const MAIN = join(APPS, 'server', 'src', 'main.ts');
/** The clinicians' application, a static folder: `npm run demo` builds it first, a test may do without. */
const UI = join(APPS, 'clinic', 'dist');
/** A first start writes the definitions of FHIR: half a minute on a busy machine. */
const START_MS = 120_000;
const STOP_MS = 20_000;

/** A server of our own, in another process. */
export interface DemoServer {
  url: string;
  /** Settles when the process ends by itself. */
  ended: Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the embedded server on a data directory; its log goes into `serveur.log` there.
 * @throws Error in French when it does not start, with what it wrote last.
 */
export async function startDemoServer(
  folder: string,
  access: Pick<Access, 'clientId' | 'clientSecret'>,
  port: number,
): Promise<DemoServer> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const logFile = join(folder, 'serveur.log');
  const log = openSync(logFile, 'a', 0o600);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN], {
    env: {
      ...(existsSync(join(UI, 'index.html')) ? { DCC_STATIC: UI } : {}),
      ...process.env,
      DCC_PORT: String(port),
      DCC_DATA_DIR: folder,
      DCC_CLIENT_ID: access.clientId,
      DCC_CLIENT_SECRET: access.clientSecret,
      DCC_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', log],
    // Its own process group: Ctrl-C reaches it through us, once, so that it ends its open writes.
    detached: true,
  });
  closeSync(log);
  const ended = once(child, 'exit').then(() => undefined);
  try {
    const url = await readyUrl(child);
    return { url, ended, stop: () => stop(child, ended) };
  } catch (error) {
    await stop(child, ended);
    throw new Error(`Le serveur n’a pas démarré : ${lastLine(logFile) || (error as Error).message}`);
  }
}

/** Waits for the line that the server writes when it listens: `{"ready":true,"url":...}`. */
async function readyUrl(child: ChildProcess): Promise<string> {
  const timer = setTimeout(() => child.kill('SIGTERM'), START_MS);
  try {
    for await (const line of createInterface({ input: child.stdout! })) {
      const said = JSON.parse(line) as { ready?: boolean; url?: string };
      if (said.ready && said.url) return said.url;
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Error('il s’est arrêté sans rien dire.');
}

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await ended;
  clearTimeout(timer);
}

function lastLine(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? '';
}
