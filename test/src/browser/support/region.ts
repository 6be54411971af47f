/**
 * A small played region for browser tests: made once, then copied for each test file, so that a test may write what
 * it likes. Played anew when anything that shapes its data has changed.
 */
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LIGHT_PASSWORDS, playDemo } from '../../support/demo-run.ts';
import { repository } from '../../support/shared.ts';

const CASES = '60';
const CACHE = join(repository, 'out', 'browser-region');
const SOURCES = [
  'demo/src/**/*.{ts,json}',
  'apps/server/src/**/*.{ts,sql}',
  'fhir-profiles/{input,policies,measures,quorum,questionnaires,terminology}/**/*.*',
  'bots/dist/*.cjs',
];

function fingerprint(): string {
  const hash = createHash('sha256').update(CASES).update(JSON.stringify(LIGHT_PASSWORDS));
  for (const file of globSync(SOURCES, { cwd: repository }).sort()) {
    if (!file.endsWith('.test.ts')) hash.update(file).update(readFileSync(join(repository, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Two workers may ask at once: the one that makes the lock plays, the other waits for the folder to be named. */
async function played(): Promise<string> {
  const folder = join(CACHE, fingerprint());
  const lock = `${folder}.lock`;
  mkdirSync(CACHE, { recursive: true });
  while (!existsSync(folder)) {
    if (!takeLock(lock)) {
      await new Promise((done) => setTimeout(done, 500));
      continue;
    }
    try {
      const run = await playDemo(['--cases', CASES], LIGHT_PASSWORDS);
      cpSync(run.data, `${folder}.new`, { recursive: true });
      run.dispose();
      renameSync(`${folder}.new`, folder);
    } finally {
      rmSync(lock, { force: true });
    }
  }
  return folder;
}

/** A lock bears the number of its process: one left by a process that was killed is nobody's. */
function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    try {
      process.kill(Number(readFileSync(lock, 'utf8')), 0);
    } catch {
      rmSync(lock, { recursive: true, force: true });
    }
    return false;
  }
}

export interface RegionState {
  service: { clientId: string; clientSecret: string };
  /** Secrets of the second factors, by e-mail. */
  secrets: { factors: Record<string, string> };
}

/** A copy of the region in a folder of its own, and what opens it. */
export async function regionCopy(): Promise<{ dir: string; state: RegionState }> {
  const dir = mkdtempSync(join(tmpdir(), 'dcc-browser-'));
  // While one works on a screen, a region played once may serve although sources move.
  cpSync(process.env.DCC_BROWSER_REGION ?? (await played()), dir, { recursive: true });
  return { dir, state: JSON.parse(readFileSync(join(dir, 'demonstration.json'), 'utf8')) };
}
