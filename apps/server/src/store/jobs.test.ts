import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Db } from './db.ts';
import {
  addJob,
  countJobs,
  failJob,
  finishJob,
  JOBS_SCHEMA,
  type Job,
  listJobs,
  type NewJob,
  nextDue,
  purgeJobs,
  recoverJobs,
  takeJob,
} from './jobs.ts';

let db: Db;
beforeEach(() => {
  db = new Db(':memory:');
  db.exec(JOBS_SCHEMA);
});
afterEach(() => db.close());

function add(resourceId: string, versionId = '1', more: Partial<NewJob> = {}, now = 1000): void {
  const job = {
    projectId: 'p',
    subscriptionId: 's',
    resourceType: 'Composition',
    interaction: 'update' as const,
  };
  addJob(db, { ...job, resourceId, versionId, maxAttempts: 3, ...more }, now);
}
const take = (now = 2000): Job => takeJob(db, now)!;

describe('order', () => {
  test('the oldest first, each once', () => {
    add('a');
    add('b');
    expect([take().resourceId, take().resourceId]).toEqual(['a', 'b']);
    expect(takeJob(db, 2000)).toBeUndefined();
  });

  test('a version waits while an earlier one of the same resource runs or will be tried again', () => {
    add('a', '1');
    add('a', '2');
    add('b', '1');
    const first = take();
    expect(take().resourceId).toBe('b');
    expect(takeJob(db, 2000)).toBeUndefined();
    failJob(db, first, 'non', 5000);
    expect(takeJob(db, 4999)).toBeUndefined();
    const again = takeJob(db, 5000)!;
    expect([again.versionId, again.attempts]).toEqual(['1', 2]);
    finishJob(db, again.id);
    expect(takeJob(db, 5000)?.versionId).toBe('2');
  });

  test('what is not due yet is not taken, and its time is known', () => {
    add('a', '1', {}, 9000);
    expect(takeJob(db, 8999)).toBeUndefined();
    expect(nextDue(db)).toBe(9000);
    expect(takeJob(db, 9000)?.resourceId).toBe('a');
    expect(nextDue(db)).toBeUndefined();
  });
});

describe('attempts', () => {
  test('after the last one the job is given up, with its reason, and frees the next version', () => {
    add('a', '1', { maxAttempts: 2 });
    add('a', '2');
    expect(failJob(db, take(), 'première', 2000)).toBe('pending');
    expect(failJob(db, take(), 'seconde', 2000)).toBe('failed');
    expect(take().versionId).toBe('2');
    expect(listJobs(db, 'p', 'failed', 10).map((job) => job.error)).toEqual(['seconde']);
  });

  test('a long error text is cut', () => {
    add('a');
    failJob(db, take(), 'x'.repeat(10_000), 2000);
    expect(listJobs(db, 'p', 'pending', 1)[0]!.error).toHaveLength(500);
  });
});

describe('after a crash', () => {
  test('what was running runs again, its attempt given back', () => {
    add('a', '1', { maxAttempts: 1 });
    take();
    expect(recoverJobs(db, 3000)).toBe(1);
    expect(take(3000)).toMatchObject({ resourceId: 'a', attempts: 1 });
  });

  test('a job seen at five crashes is given up: it may be their cause', () => {
    add('a');
    for (let crash = 1; crash < 5; crash++) {
      take(3000);
      expect(recoverJobs(db, 3000)).toBe(1);
    }
    take(3000);
    expect(recoverJobs(db, 3000)).toBe(0);
    expect(listJobs(db, 'p', 'failed', 1)[0]!.error).toContain('arrêts brutaux');
  });

  test('what waited still waits, what is done stays done', () => {
    add('a');
    add('b');
    finishJob(db, take().id);
    expect(recoverJobs(db, 3000)).toBe(0);
    expect(countJobs(db)).toEqual({ pending: 1, running: 0, done: 1, failed: 0 });
  });
});

describe('looking', () => {
  test('a project sees its own jobs only', () => {
    add('a');
    add('b', '1', { projectId: 'other' });
    expect(countJobs(db, 'p').pending).toBe(1);
    expect(countJobs(db).pending).toBe(2);
    expect(listJobs(db, 'other', undefined, 10).map((job) => job.resourceId)).toEqual(['b']);
  });

  test('the newest first, at most as many as asked', () => {
    for (const id of ['a', 'b', 'c']) {
      add(id);
    }
    expect(listJobs(db, 'p', undefined, 2).map((job) => job.resourceId)).toEqual(['c', 'b']);
  });

  test('old finished jobs go, failures stay until somebody looked', () => {
    const week = 7 * 24 * 3600 * 1000;
    add('a');
    add('b', '1', { maxAttempts: 1 });
    finishJob(db, take().id);
    failJob(db, take(), 'non', 0);
    expect(purgeJobs(db, 1000 + week)).toBe(0);
    expect(purgeJobs(db, 1001 + week)).toBe(1);
    expect(countJobs(db)).toEqual({ pending: 0, running: 0, done: 0, failed: 1 });
  });
});
