/** Finds a Chromium: one that is there, else Debian's package when we are root, else the line to type. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

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
