/** Builds the static folder `dist`, when a source has changed since the last build. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build as bundle } from 'vite';

const ROOM = join(import.meta.dirname, '..');
const ROOT = join(ROOM, '../..');
const STAMP = join(ROOM, 'dist', '.stamp');
/** What can end up in the browser: our own code, and the versions of what we import. */
const SOURCES = [
  'apps/clinic/{src,public,scripts}/**/*.*',
  'apps/clinic/{index.html,vite.config.ts,package.json}',
  'rules/src/**/*.ts',
  'fhir-profiles/{src,terminology,quorum,questionnaires}/**/*.*',
  'package-lock.json',
];

function fingerprint(): string {
  const hash = createHash('sha256');
  const files = globSync(SOURCES, { cwd: ROOT }).filter((file) => !/\.test\.tsx?$/.test(file));
  for (const file of files.sort()) hash.update(file).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** @returns whether anything was built. */
export async function build(): Promise<boolean> {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return false;
  await bundle({ root: ROOM, configFile: join(ROOM, 'vite.config.ts'), logLevel: 'warn' });
  writeFileSync(STAMP, wanted);
  return true;
}

if (import.meta.main) await build();
