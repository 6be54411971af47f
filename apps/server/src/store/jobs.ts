import type { Db } from './db.ts';

/** Kept for the state page and for questions; older ones are purged. */
const DONE_KEPT_MS = 7 * 24 * 3600 * 1000;
/** A job that was running at that many crashes may be their cause. */
const MAX_CRASHES = 5;
const MAX_ERROR_TEXT = 500;

export type JobStatus = 'pending' | 'running' | 'done' | 'failed';

export interface NewJob {
  readonly projectId: string;
  readonly subscriptionId: string;
  readonly resourceType: string;
  readonly resourceId: string;
  readonly versionId: string;
  readonly interaction: 'create' | 'update' | 'delete';
  readonly maxAttempts: number;
}

export interface Job extends NewJob {
  readonly id: number;
  readonly status: JobStatus;
  readonly attempts: number;
  /** Milliseconds since 1970, as all times here. */
  readonly createdAt: number;
  readonly dueAt: number;
  readonly error: string | null;
}

/**
 * The queue of notifications, in the database itself: a job is written in the transaction of the change that
 * causes it, so that neither can exist without the other, and survives a crash.
 */
export const JOBS_SCHEMA = `
  CREATE TABLE IF NOT EXISTS job (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    projectId TEXT NOT NULL,
    subscriptionId TEXT NOT NULL,
    resourceType TEXT NOT NULL,
    resourceId TEXT NOT NULL,
    versionId TEXT NOT NULL,
    interaction TEXT NOT NULL,
    status TEXT NOT NULL DEFAULT 'pending',
    attempts INTEGER NOT NULL DEFAULT 0,
    crashes INTEGER NOT NULL DEFAULT 0,
    maxAttempts INTEGER NOT NULL,
    createdAt INTEGER NOT NULL,
    dueAt INTEGER NOT NULL,
    error TEXT
  );
  CREATE INDEX IF NOT EXISTS job_open ON job (resourceId, id) WHERE status IN ('pending', 'running');
  CREATE INDEX IF NOT EXISTS job_due ON job (dueAt) WHERE status = 'pending';
  CREATE INDEX IF NOT EXISTS job_status ON job (projectId, status);`;

export function addJob(db: Db, job: NewJob, now: number): void {
  db.run(
    `INSERT INTO job (projectId, subscriptionId, resourceType, resourceId, versionId, interaction, maxAttempts,
       createdAt, dueAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    job.projectId,
    job.subscriptionId,
    job.resourceType,
    job.resourceId,
    job.versionId,
    job.interaction,
    job.maxAttempts,
    now,
    now,
  );
}

/**
 * Takes the oldest job that is due and whose resource has no earlier unfinished job: notifications of one
 * resource keep the order of its versions, also while one of them waits for its next attempt.
 */
export function takeJob(db: Db, now: number): Job | undefined {
  const job = db.get<Job & Record<string, never>>(
    `SELECT * FROM job WHERE status = 'pending' AND dueAt <= ? AND id IN
       (SELECT min(id) FROM job WHERE status IN ('pending', 'running') GROUP BY resourceId)
     ORDER BY dueAt, id LIMIT 1`,
    now,
  );
  if (!job) {
    return undefined;
  }
  db.run(`UPDATE job SET status = 'running', attempts = attempts + 1 WHERE id = ?`, job.id);
  return { ...job, status: 'running', attempts: job.attempts + 1 };
}

/** When the next job will be due, if any waits. */
export function nextDue(db: Db): number | undefined {
  const row = db.get<{ due: number | null }>(`SELECT min(dueAt) AS due FROM job WHERE status = 'pending'`);
  return row?.due ?? undefined;
}

export function finishJob(db: Db, id: number): void {
  db.run(`UPDATE job SET status = 'done', error = NULL WHERE id = ?`, id);
}

/** Puts the job back for later, or gives it up after its last attempt. */
export function failJob(db: Db, job: Job, error: string, retryAt: number): JobStatus {
  const status = job.attempts >= job.maxAttempts ? 'failed' : 'pending';
  const text = error.slice(0, MAX_ERROR_TEXT);
  db.run(`UPDATE job SET status = ?, error = ?, dueAt = ? WHERE id = ?`, status, text, retryAt, job.id);
  return status;
}

/**
 * At start: what was running when the process died runs again. The lost attempt is given back, so that even a
 * job with one attempt is not lost, but a job seen at several crashes is given up.
 */
export function recoverJobs(db: Db, now: number): number {
  db.run(
    `UPDATE job SET status = 'failed', error = 'Abandonné après plusieurs arrêts brutaux du serveur'
       WHERE status = 'running' AND crashes + 1 >= ?`,
    MAX_CRASHES,
  );
  return db.run(
    `UPDATE job SET status = 'pending', crashes = crashes + 1, attempts = max(attempts - 1, 0), dueAt = ?
       WHERE status = 'running'`,
    now,
  ).changes;
}

export function purgeJobs(db: Db, now: number): number {
  return db.run(`DELETE FROM job WHERE status = 'done' AND createdAt < ?`, now - DONE_KEPT_MS).changes;
}

/** How many jobs a project has in each state. */
export function countJobs(db: Db, projectId?: string): Record<JobStatus, number> {
  const counts: Record<JobStatus, number> = { pending: 0, running: 0, done: 0, failed: 0 };
  const sql = 'SELECT status, count(*) AS n FROM job WHERE ? IS NULL OR projectId = ? GROUP BY status';
  for (const row of db.all<{ status: JobStatus; n: number }>(sql, projectId ?? null, projectId ?? null)) {
    counts[row.status] = row.n;
  }
  return counts;
}

/** The last jobs of a project, newest first. */
export function listJobs(db: Db, projectId: string, status: JobStatus | undefined, limit: number): Job[] {
  const sql = 'SELECT * FROM job WHERE projectId = ? AND (? IS NULL OR status = ?) ORDER BY id DESC LIMIT ?';
  return db.all<Job & Record<string, never>>(sql, projectId, status ?? null, status ?? null, limit);
}
