import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from './lock.ts';
import { temporaryDir } from './testing.ts';

let dir: string;
beforeEach(() => {
  dir = temporaryDir();
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Takes the lock in another process; gives its exit status. */
function otherProcess(then: string): ReturnType<typeof spawnSync> {
  const code = `import { takeLock } from ${JSON.stringify(new URL('./lock.ts', import.meta.url).href)};
    takeLock(${JSON.stringify(dir)}); ${then}`;
  return spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', code],
    {
      encoding: 'utf8',
    },
  );
}

test('a second server of the same process is refused, until the first gives the folder back', () => {
  const release = takeLock(dir);
  expect(() => takeLock(dir)).toThrow(/déjà utilisé par un autre serveur/);
  release();
  release();
  takeLock(dir)();
});

test('another process is refused', () => {
  const release = takeLock(dir);
  const result = otherProcess('');
  expect(result.status).toBe(1);
  expect(result.stderr).toContain('déjà utilisé par un autre serveur');
  release();
  expect(otherProcess('').status).toBe(0);
});

test('a process killed without a word leaves no lock behind', () => {
  expect(otherProcess("process.kill(process.pid, 'SIGKILL')").signal).toBe('SIGKILL');
  takeLock(dir)();
});
