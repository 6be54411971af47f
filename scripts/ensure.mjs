// What every command of the README does first, on the Node that the machine has (>= 20): install the exact
// packages (Node 24 is one of them), then build what is out of date. A second call costs well under a second.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
/** The Node of the project (24), whatever Node started this script. */
export const node = join(root, 'node_modules', '.bin', 'node');
const stamp = join(root, 'node_modules', '.dcc-installed');

/** Runs a command in the repository, output shown; its failure ends this process with a French sentence. */
export function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', ...options });
  if (error || status !== 0) {
    console.error(`Échec de « ${[command, ...args].join(' ')} »${error ? ` : ${error.message}` : ''}.`);
    process.exit(status || 1);
  }
}

function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (existsSync(node) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installation des dépendances…');
  // Not `npm ci`: it wants every platform's optional binaries in the lock file, and a mirror may not carry them all.
  // `--no-save` leaves the lock file as it is; `--no-audit --no-fund` spare two calls that a closed network refuses.
  const options = ['--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  run('npm', ['install', ...options], { shell: process.platform === 'win32' });
  writeFileSync(stamp, wanted);
}

export function ensure() {
  install();
  run(node, ['--disable-warning=ExperimentalWarning', join(root, 'scripts', 'build.ts')]);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) ensure();
