import type { MedplumClient } from '@medplum/core';
import type { Progress } from './progress.ts';

/** Answer of `admin/jobs`: notifications by status, and the last ones. */
interface Jobs {
  counts: Partial<Record<'pending' | 'running' | 'done' | 'failed', number>>;
  jobs: { resourceType: string; resourceId: string; error?: string | null }[];
}

const EVERY_MS = 400;
/** Longest time without any job ending: a document takes seconds, retries included minutes. */
const STUCK_MS = 180_000;

/**
 * Waits until the server has nothing left to do: every document is issued, or refused with its reasons.
 * @throws Error in French when a notification failed for good, or when nothing moves any more.
 */
export async function waitForJobs(
  medplum: MedplumClient,
  progress: Progress,
  everyMs = EVERY_MS,
): Promise<void> {
  let done = await finished(medplum);
  const first = done.left;
  progress.begin('Documents (CDA et PDF)', first);
  let moved = Date.now();
  while (done.left > 0) {
    await new Promise((resolve) => setTimeout(resolve, everyMs));
    const now = await finished(medplum);
    if (now.left < done.left) {
      progress.step(done.left - now.left);
      moved = Date.now();
    } else if (Date.now() - moved > STUCK_MS) {
      throw new Error(`Les documents n’avancent plus : ${now.left} notification(s) en attente.`);
    }
    done = now;
  }
  progress.end();
  if (done.failed > 0) {
    const { jobs } = await read(medplum, 'failed');
    const [job] = jobs;
    const which = `${job?.resourceType}/${job?.resourceId}`;
    throw new Error(`${done.failed} notification(s) en échec, dont ${which} : ${job?.error ?? 'sans motif'}`);
  }
}

async function finished(medplum: MedplumClient): Promise<{ left: number; failed: number }> {
  const { counts } = await read(medplum, 'pending');
  return { left: (counts.pending ?? 0) + (counts.running ?? 0), failed: counts.failed ?? 0 };
}

function read(medplum: MedplumClient, status: string): Promise<Jobs> {
  return medplum.get(`admin/jobs?status=${status}&_count=1`, { cache: 'reload' });
}
