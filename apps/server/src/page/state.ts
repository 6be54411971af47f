import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Services } from '../services.ts';
import { countJobs, type JobStatus } from '../store/jobs.ts';
import { countByType, type TypeCount } from '../store/statistics.ts';

/** What anybody may see of a server: numbers, and nothing about a person. */
export interface ServerState {
  readonly uptimeSeconds: number;
  readonly dataBytes: number;
  readonly counts: readonly TypeCount[];
  readonly jobs: Record<JobStatus, number>;
}

const KEEP_MS = 3000;

/**
 * Reads the state, at most every three seconds: the page is open to all and must not be a lever on the disk.
 */
export function stateReader(services: Services): () => Promise<ServerState> {
  const started = Date.now();
  let readAt = 0;
  let state: Promise<ServerState> | undefined;
  return () => {
    if (!state || Date.now() - readAt > KEEP_MS) {
      readAt = Date.now();
      state = read(services, started);
      state.catch(() => {
        state = undefined;
      });
    }
    return state;
  };
}

async function read({ store, config }: Services, started: number): Promise<ServerState> {
  return {
    uptimeSeconds: Math.round((Date.now() - started) / 1000),
    dataBytes: await directorySize(config.dataDir),
    ...store.driver.read((db) => ({ counts: countByType(db), jobs: countJobs(db) })),
  };
}

/** Bytes of all files under a folder; those that vanish meanwhile count nothing. */
export async function directorySize(dir: string): Promise<number> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      stat(join(entry.parentPath, entry.name)).then(
        (one) => one.size,
        () => 0,
      ),
    );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}
