import { setTimeout as sleep } from 'node:timers/promises';
import { PROGRESS_SYSTEM, progressOf } from '@dcc/bots/src/oncorif/progress.ts';
import type { MedplumClient } from '@medplum/core';
import type { Task } from '@medplum/fhirtypes';

/** Milliseconds between two looks: the bot writes once a second. */
const EVERY = 700;

/**
 * Waits for a count and tells meanwhile how far the server is, out of the Task that the bot keeps under `id`. The
 * Task is deleted at the end, whatever happened. What cannot be looked at is not told: the count goes on.
 *
 * @param tell called with what changed: sessions read, and to read.
 */
export async function followed<T>(
  medplum: MedplumClient,
  id: string,
  count: Promise<T>,
  tell: (progress: { done: number; total: number }) => void,
  every = EVERY,
): Promise<T> {
  const ended = new AbortController();
  const looking = look(medplum, id, tell, every, ended.signal);
  try {
    return await count;
  } finally {
    ended.abort();
    await looking;
    await forget(medplum, id).catch(() => undefined);
  }
}

async function look(
  medplum: MedplumClient,
  id: string,
  tell: (progress: { done: number; total: number }) => void,
  every: number,
  signal: AbortSignal,
): Promise<void> {
  let last = 0;
  while (!signal.aborted) {
    await sleep(every, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return;
    const task = await find(medplum, id).catch(() => undefined);
    if (!task || signal.aborted) continue;
    const progress = progressOf(task);
    if (progress.done > last) tell(progress);
    last = Math.max(last, progress.done);
  }
}

async function forget(medplum: MedplumClient, id: string): Promise<void> {
  const task = await find(medplum, id);
  if (task) await medplum.deleteResource('Task', task.id!);
}

function find(medplum: MedplumClient, id: string): Promise<Task | undefined> {
  const query = `identifier=${encodeURIComponent(`${PROGRESS_SYSTEM}|${id}`)}`;
  return medplum.searchOne('Task', query, { cache: 'no-store' });
}
