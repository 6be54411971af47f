/**
 * One temporary folder for all that the browser tests of a run leave: copies of the region, and the profile of each
 * worker's Chromium, which ends with its worker and has no time to clean up.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Before the workers start: they inherit the environment. */
export default function folderOfRun(): void {
  const folder = mkdtempSync(join(tmpdir(), 'dcc-browser-'));
  process.env.DCC_BROWSER_TMP = folder;
  // Not in what vitest calls a teardown: the workers, and what they started, end after it.
  process.once('exit', () => {
    // A Chromium that is ending still writes for a moment.
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  });
}

/** In a worker: every temporary file from now on goes there, ours and those of the libraries. */
export function useFolderOfRun(): void {
  const folder = process.env.DCC_BROWSER_TMP;
  if (folder) process.env.TMPDIR = folder;
}
