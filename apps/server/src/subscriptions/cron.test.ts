import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bot, Project } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { systemContext } from '../auth/directory.ts';
import { createLogger } from '../log.ts';
import { openStore, type Store } from '../store/index.ts';
import { JOBS_SCHEMA, listJobs } from '../store/jobs.ts';
import { createBot, eventually, startHarness } from '../testing/harness.ts';
import { CRON, CronClock } from './cron.ts';

const PROJECT = 'a0000000-0000-4000-8000-000000000001';
const MINUTE = 60_000;

/** The clock alone, in a time that tests move: real minutes are too long. */
describe('the clock', () => {
  let dir: string;
  let store: Store;
  let clock: CronClock;
  let woken = 0;

  const open = async () => {
    store = await openStore({ dir });
    await store.driver.write((db) => db.exec(JOBS_SCHEMA));
    clock = new CronClock(store, createLogger('silent'), () => woken++);
    await clock.start();
  };
  const close = async () => {
    clock.stop();
    await store.close();
  };
  beforeEach(async () => {
    vi.useFakeTimers({
      now: new Date('2026-03-02T10:00:10'),
      toFake: ['Date', 'setTimeout', 'clearTimeout'],
    });
    dir = await mkdtemp(join(tmpdir(), 'dcc-cron-'));
    woken = 0;
    await open();
  });
  afterEach(async () => {
    await close();
    vi.useRealTimers();
    await rm(dir, { recursive: true, force: true });
  });

  const write = (bot: Partial<Bot>) =>
    store.repo(systemContext(PROJECT)).createResource<Bot>({ resourceType: 'Bot', name: 'x', ...bot });
  const jobs = () => store.driver.read((db) => listJobs(db, PROJECT, undefined, 100));
  const advance = (ms: number) => vi.advanceTimersByTimeAsync(ms);

  test('adds one job at each time, for the bot', async () => {
    const { id } = await write({ cronString: '* * * * *' });
    await advance(45_000);
    expect(jobs()).toHaveLength(0);
    await advance(3 * MINUTE);
    expect(jobs()).toHaveLength(3);
    expect(jobs()[0]).toMatchObject({ subscriptionId: CRON, resourceType: 'Bot', resourceId: id });
    expect(woken).toBe(3);
  });

  test('what was due while the server was off runs once, then goes on', async () => {
    await write({ cronString: '*/10 * * * *' });
    await close();
    vi.setSystemTime(new Date('2026-03-02T12:05:00'));
    await open();
    await advance(1000);
    expect(jobs()).toHaveLength(1);
    await advance(5 * MINUTE);
    expect(jobs()).toHaveLength(2);
  });

  test('follows the bot: another time, none, deleted', async () => {
    const repo = store.repo(systemContext(PROJECT));
    const bot = await write({ cronString: '* * * * *' });
    await repo.updateResource<Bot>({ ...bot, cronString: '0 * * * *' });
    await advance(10 * MINUTE);
    expect(jobs()).toHaveLength(0);
    const hourly = await repo.readResource<Bot>('Bot', bot.id);
    await repo.updateResource<Bot>({ ...hourly, cronString: '* * * * *' });
    await advance(MINUTE);
    expect(jobs()).toHaveLength(1);
    await repo.deleteResource('Bot', bot.id);
    await advance(10 * MINUTE);
    expect(jobs()).toHaveLength(1);
  });

  test('an unrelated change of the bot does not move its time', async () => {
    const bot = await write({ cronString: '*/2 * * * *' });
    await advance(MINUTE);
    await store.repo(systemContext(PROJECT)).updateResource<Bot>({ ...bot, description: 'autre' });
    await advance(MINUTE);
    expect(jobs()).toHaveLength(1);
  });

  test('times that cannot be read are refused', async () => {
    await expect(write({ cronString: 'jamais' })).rejects.toThrow('cinq champs');
    await write({ cronString: '* * * * *' });
    await advance(MINUTE);
    expect(jobs()).toHaveLength(1);
  });
});

test('a bot runs at its minute, with itself as input, where the project allows it', async () => {
  const harness = await startHarness();
  // A clock whose minute is about to end: nobody waits for a whole one.
  const real = Date.now.bind(Date);
  const shift = MINUTE - (real() % MINUTE) - 3000;
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => real() + shift);
  try {
    const { admin } = harness;
    const code = `exports.handler = (medplum, event) => medplum.createResource({
      resourceType: 'Basic', code: { text: event.input.resourceType + ' ' + event.input.name } });`;
    await createBot(admin, 'horloge', code, { cronString: '* * * * *' });
    const found = await eventually(() => admin.searchOne('Basic'), 65_000);
    expect(found?.code?.text).toBe('Bot horloge');
    const project = await admin.readResource('Project', harness.server.projectId);
    expect((project as Project).features).toContain('cron');
  } finally {
    await harness.close();
    clock.mockRestore();
  }
}, 90_000);
