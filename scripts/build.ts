/**
 * Builds what is not run as it stands: profiles (SUSHI), stylesheets (SEF), bots (one file each). Each builder skips
 * itself when its inputs have not changed, so this may be called before every command.
 */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One after the other within a line, the lines beside each other: a bot holds the stylesheets that it prints with. */
const lines: [label: string, path: string, name: string][][] = [
  [
    ['Feuilles de style', '../transforms/scripts/build.ts', 'buildStylesheets'],
    ['Bots', '../bots/scripts/build.ts', 'build'],
  ],
  [['Application', '../apps/clinic/scripts/build.ts', 'build']],
  // Waits for SUSHI without letting anything else run here: last, so that the compilers of the others are at work.
  [['Profils', '../fhir-profiles/scripts/build.ts', 'build']],
];

async function build([label, path, name]: [label: string, path: string, name: string]): Promise<void> {
  const file = fileURLToPath(new URL(path, import.meta.url));
  if (!existsSync(file)) throw new Error(`${label} : ${path} manque`);
  const module = (await import(file)) as Record<string, () => Promise<boolean> | boolean>;
  const start = performance.now();
  const built = await module[name]!();
  if (built) console.log(`${label} : ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

await Promise.all(
  lines.map(async (line) => {
    for (const builder of line) await build(builder);
  }),
);
