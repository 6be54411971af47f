import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { StructureDefinition } from '@medplum/fhirtypes';
import { assembleR4Core } from './r4-core.ts';

/** SUSHI asks npm for its newest version and a registry for packages it always loads: neither is wanted here. */
const OFFLINE = { npm_config_offline: 'true', FPL_REGISTRY: 'http://localhost:9' };

/**
 * Runs SUSHI offline in a HOME of our own, so that neither the network nor the user's FHIR cache changes the result.
 * @param files FSH text by file name, without folders.
 * @param config text of `sushi-config.yaml`.
 * @param cache a folder that the R4 definitions stay in from one run to the next.
 * @returns the StructureDefinitions, with snapshots, in the order of their names.
 * @throws Error with SUSHI's output when the FSH is wrong.
 */
export function runSushi(
  files: ReadonlyMap<string, string>,
  config: string,
  cache: string,
): StructureDefinition[] {
  const home = join(cache, 'home');
  const work = join(cache, 'sushi');
  assembleR4Core(home);
  rmSync(work, { recursive: true, force: true });
  mkdirSync(join(work, 'input', 'fsh'), { recursive: true });
  writeFileSync(join(work, 'sushi-config.yaml'), config);
  for (const [name, text] of files) writeFileSync(join(work, 'input', 'fsh', name), text);
  const app = fileURLToPath(new URL('app.js', import.meta.resolve('fsh-sushi')));
  const env = { ...process.env, ...OFFLINE, HOME: home, USERPROFILE: home };
  const { stdout, stderr, status } = spawnSync(process.execPath, [app, 'build', '-s', work], {
    env,
    encoding: 'utf8',
  });
  // SUSHI ends with status 0 after most errors.
  const failed = status !== 0 || /^error\b/im.test(`${stdout}${stderr}`);
  if (failed) throw new Error(`SUSHI a échoué.\n${stdout}\n${stderr}`);
  const made = globSync('fsh-generated/resources/StructureDefinition-*.json', { cwd: work }).sort();
  return made.map((file) => JSON.parse(readFileSync(join(work, file), 'utf8')));
}
