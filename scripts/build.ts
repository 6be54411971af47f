/**
 * Builds what is not run as it stands: profiles (SUSHI), stylesheets (SEF), bots (one file each). Each builder skips
 * itself when its inputs have not changed, so this may be called before every command.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const builders: [label: string, path: string][] = [
  ['Profils', '../fhir-profiles/scripts/build.ts'],
  ['Feuilles de style', '../transforms/scripts/build.ts'],
  ['Bots', '../bots/scripts/build.ts'],
];

for (const [label, path] of builders) {
  const file = fileURLToPath(new URL(path, import.meta.url));
  if (!existsSync(file)) throw new Error(`${label} : ${path} manque`);
  const { build } = (await import(file)) as { build: () => Promise<boolean> | boolean };
  const start = performance.now();
  const built = await build();
  if (built) console.log(`${label} : ${((performance.now() - start) / 1000).toFixed(1)} s`);
}
