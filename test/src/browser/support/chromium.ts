/** Finds a Chromium: one that is there, else Debian's package when we are root, else the line to type; and starts it. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const LINE = 'sudo apt-get install -y chromium';

function onPath(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin', '/snap/bin'];
  return folders
    .flatMap((folder) => NAMES.map((name) => join(folder, name)))
    .find((file) => existsSync(file));
}

/**
 * The path of a Chromium.
 * @throws Error in French with the line to type, when there is none and we may not install it.
 */
export function chromiumPath(): string {
  const found = process.env.DCC_CHROMIUM ?? onPath();
  if (found) return found;
  if (process.getuid?.() === 0) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const options = { env, stdio: 'inherit' } as const;
    spawnSync('apt-get', ['update', '-q'], options);
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], options);
    const installed = onPath();
    if (installed) return installed;
  }
  throw new Error(`Chromium est absent. Installez-le, puis relancez les tests :\n  ${LINE}`);
}

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
let started: Promise<Browser> | undefined;

/**
 * The Chromium of this process, started when first asked for: the files that a worker takes one after the other open
 * contexts of their own in it. It ends with the process, whose pipe it listens to.
 */
export async function chromiumOfProcess(): Promise<Browser> {
  if (started && !(await started).isConnected()) started = undefined;
  started ??= chromium.launch({ executablePath: chromiumPath(), args: FLAGS });
  return started;
}
