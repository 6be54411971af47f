import { createHash, randomUUID } from 'node:crypto';
import { constants, globSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SOURCES = fileURLToPath(new URL('..', import.meta.url));
const CACHE = fileURLToPath(new URL('../../../../node_modules/.cache/dcc-seeded', import.meta.url));
const DATABASE = 'store.sqlite';

/** What decides of a fresh database: how it is written and indexed, and what is loaded into it. */
const RECIPE = 'context.ts,{store,seed,validate,terminology}/**/*.ts';

/**
 * Test help only: makes a data folder as a first start leaves it before its first project: the definitions
 * are loaded, which takes a start 2 s of processor; a copy of 40 MB takes a twentieth. Whoever tests the load
 * itself gives an empty folder. A folder that has a database already is left as it is.
 */
export async function seedFolder(dir: string): Promise<void> {
  const template = join(CACHE, templateName());
  await mkdir(dir, { recursive: true, mode: 0o700 });
  try {
    await copy(template, dir);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    await makeTemplate(template);
    await copy(template, dir);
  }
}

async function copy(template: string, dir: string): Promise<void> {
  const mode = constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE;
  await copyFile(template, join(dir, DATABASE), mode).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}

let name: string | undefined;

/** Changes with every source that a fresh database depends on, and with the definitions it holds. */
function templateName(): string {
  if (!name) {
    const hash = createHash('sha256');
    for (const file of globSync(`{${RECIPE}}`, { cwd: SOURCES }).sort()) {
      if (!file.endsWith('.test.ts')) hash.update(`${file}\n`).update(readFileSync(join(SOURCES, file)));
    }
    // The version of the definitions: an exact one.
    hash.update(readFileSync(join(SOURCES, '..', 'package.json')));
    name = `${hash.digest('hex').slice(0, 24)}.sqlite`;
  }
  return name;
}

/** Two processes at once both make it: each under a name of its own, and the last one stays. */
async function makeTemplate(template: string): Promise<void> {
  // Imported here: most who ask for a copy start the server as a process and need none of its modules.
  const [{ openStore }, { seedConformance }, { createLogger }] = await Promise.all([
    import('../store/index.ts'),
    import('../seed/conformance.ts'),
    import('../log.ts'),
  ]);
  const draft = join(CACHE, `draft-${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  try {
    const store = await openStore({ dir: draft });
    await seedConformance(store, createLogger('silent'));
    await store.close();
    const older = (await readdir(CACHE)).filter((one) => one.endsWith('.sqlite'));
    await rename(join(draft, DATABASE), template);
    // Those of other sources: each is 40 MB, and nobody works at two versions of the server in one folder.
    for (const one of older) {
      if (join(CACHE, one) !== template) await rm(join(CACHE, one), { force: true });
    }
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
