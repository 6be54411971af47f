import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BotCrash } from '../bots/call.ts';
import { createLogger } from '../log.ts';
import { Driver } from '../store/driver.ts';
import { addJob, countJobs, type Job, listJobs } from '../store/jobs.ts';
import { eventually } from '../testing/harness.ts';
import { backOff, JobRunner } from './runner.ts';

let dir: string;
let driver: Driver;
let runner: JobRunner | undefined;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-runner-'));
  driver = new Driver(dir);
  await JobRunner.prepare(driver);
});
afterEach(async () => {
  await runner?.stop();
  await driver.close();
  await rm(dir, { recursive: true });
});

const add = (resourceId: string, maxAttempts = 3) =>
  driver.write((db) => {
    const job = {
      projectId: 'p',
      subscriptionId: 's',
      resourceType: 'Patient',
      interaction: 'create' as const,
    };
    addJob(db, { ...job, resourceId, versionId: '1', maxAttempts }, Date.now());
  });
const counts = () => driver.read((db) => countJobs(db));
const start = async (deliver: (job: Job) => Promise<void>): Promise<void> => {
  runner = new JobRunner(driver, deliver, createLogger('silent'));
  await runner.start();
};
const done = (count: number) => eventually(async () => counts().done === count);

test('the wait doubles, from one second', () => {
  expect([1, 2, 3, 4].map(backOff)).toEqual([1000, 2000, 4000, 8000]);
});

describe('work', () => {
  test('waiting jobs are done at start, new ones when told', async () => {
    const seen: string[] = [];
    await add('a');
    await start(async (job) => {
      seen.push(job.resourceId);
    });
    await done(1);
    await add('b');
    runner!.wake();
    await done(2);
    expect(seen).toEqual(['a', 'b']);
  });

  test('two at a time, never two for one resource', async () => {
    let running = 0;
    let most = 0;
    const busy = new Set<string>();
    for (let i = 0; i < 12; i++) {
      await add(`r${i % 3}`);
    }
    await start(async ({ resourceId }) => {
      expect(busy.has(resourceId)).toBe(false);
      busy.add(resourceId);
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 10));
      running--;
      busy.delete(resourceId);
    });
    await done(12);
    expect(most).toBe(2);
  });

  test('being told many times at once does the work once', async () => {
    let calls = 0;
    await start(async () => {
      calls++;
    });
    await add('a');
    for (let i = 0; i < 50; i++) {
      runner!.wake();
    }
    await done(1);
    expect(calls).toBe(1);
  });
});

describe('failures', () => {
  test('are tried again after the wait, without being told', async () => {
    const times: number[] = [];
    await add('a');
    await start(async () => {
      times.push(Date.now());
      if (times.length === 1) {
        throw new Error('pas encore');
      }
    });
    await done(1);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(990);
  });

  test('do not stop the others, even when what is thrown is no error', async () => {
    await add('bad', 1);
    await add('good');
    await start(async ({ resourceId }) => {
      if (resourceId === 'bad') {
        throw undefined;
      }
    });
    await eventually(async () => counts().done === 1 && counts().failed === 1);
    expect(driver.read((db) => listJobs(db, 'p', 'failed', 1))[0]?.error).toBe('erreur inconnue');
  });
});

describe('stopping', () => {
  test('waits for what runs and takes nothing more', async () => {
    const ended: string[] = [];
    for (const id of ['a', 'b', 'c', 'd']) {
      await add(id);
    }
    await start(async ({ resourceId }) => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      ended.push(resourceId);
    });
    await eventually(async () => counts().running === 2);
    await runner!.stop();
    expect(ended.sort()).toEqual(['a', 'b']);
    expect(counts()).toMatchObject({ pending: 2, running: 0, done: 2 });
  });

  test('a bot ended by the stop is no failure: it runs again at the next start', async () => {
    let cut: (err: Error) => void = () => {};
    await add('a', 1);
    await start(
      () =>
        new Promise((_resolve, reject) => {
          cut = reject;
        }),
    );
    await eventually(async () => counts().running === 1);
    const stopping = runner!.stop();
    cut(new BotCrash(503, 'transient', 'Le serveur s’arrête'));
    await stopping;
    expect(counts()).toMatchObject({ running: 1, failed: 0 });
    await start(async () => {});
    await done(1);
  });
});
