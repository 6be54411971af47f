import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { effortMs } from './effort.ts';

const work = 'const end = process.cpuUsage().user + 400e3; while (process.cpuUsage().user < end);';

/** A program that works or waits, then says so and stays. */
async function run(code: string): Promise<number> {
  const child = spawn(process.execPath, ['-e', `${code} console.log('done'); setTimeout(() => 0, 60_000)`]);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const spent = effortMs(child.pid!);
  child.kill('SIGKILL');
  return spent;
}

test.runIf(existsSync('/proc'))('work counts, whatever the name of the program', async () => {
  expect(await run(`process.title = 'a) b (c'; ${work}`)).toBeGreaterThanOrEqual(390);
});

test.runIf(existsSync('/proc'))('waiting does not', async () => {
  const wait = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 3000);';
  expect(await run(wait)).toBeLessThan(2500);
});

test('a process that is gone is read as the clock, never as less than before', () => {
  const before = effortMs(2 ** 30);
  expect(effortMs(2 ** 30)).toBeGreaterThanOrEqual(before);
});
