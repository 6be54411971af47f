import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const WAIT_MS = 100;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The lock of a process that died is free; one whose owner has not yet written its id is held. */
function freeIfAbandoned(lock: string): void {
  let owner: number;
  try {
    owner = Number(readFileSync(join(lock, 'pid'), 'utf8'));
  } catch {
    return;
  }
  if (owner > 0 && !isAlive(owner)) rmSync(lock, { recursive: true, force: true });
}

/**
 * Runs one process at a time: test files run in parallel and each may ask for a build.
 * @param lock path of the lock, a folder, since creating one is atomic.
 * @throws Error when another process holds it for `patienceMs`.
 */
export function withLock<T>(lock: string, action: () => T, patienceMs = 120_000): T {
  for (let waited = 0; ; waited += WAIT_MS) {
    try {
      mkdirSync(lock);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (waited >= patienceMs) throw new Error(`Une autre construction tient ${lock} depuis trop longtemps`);
    freeIfAbandoned(lock);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
  }
  try {
    writeFileSync(join(lock, 'pid'), String(process.pid));
    return action();
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}
