import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { tablesStylesheet } from './tables.ts';

const ROOT = join(import.meta.dirname, '..');
const DIST = join(ROOT, 'dist');
const require = createRequire(import.meta.url);
/** Compiled stylesheets: source in `xslt/`, SEF in `dist/`. */
export const STYLESHEETS = ['frcp'] as const;

/** Hash of all that the compiled stylesheets are made of: sources, tables, the compiler's version. */
export function sourceHash(tables: string, folder = join(ROOT, 'xslt')): string {
  const hash = createHash('sha256').update(tables).update(require('xslt3/package.json').version);
  for (const file of globSync('**/*.xsl', { cwd: folder }).sort()) {
    hash
      .update(file)
      .update('\0')
      .update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex');
}

/**
 * Generates `dist/tables.xsl` and compiles each stylesheet to a SEF (the JSON that SaxonJS runs). Does nothing when the
 * sources have not changed; several processes may call it at once.
 * @returns true when something was built.
 * @throws Error with the compiler's messages when a stylesheet is wrong.
 */
export async function buildStylesheets(): Promise<boolean> {
  const tables = tablesStylesheet();
  const hash = sourceHash(tables);
  const stamp = join(DIST, 'sef.hash');
  const done = existsSync(stamp) && readFileSync(stamp, 'utf8') === hash;
  if (done && STYLESHEETS.every((name) => existsSync(sefPath(name)))) return false;
  mkdirSync(DIST, { recursive: true });
  replaceFile(join(DIST, 'tables.xsl'), tables);
  for (const name of STYLESHEETS) await compile(name);
  replaceFile(stamp, hash);
  return true;
}

export function sefPath(name: (typeof STYLESHEETS)[number]): string {
  return join(DIST, `${name}.sef.json`);
}

async function compile(name: (typeof STYLESHEETS)[number]): Promise<void> {
  const compiler = join(dirname(require.resolve('xslt3/package.json')), 'xslt3.js');
  const output = `${sefPath(name)}.${process.pid}`;
  const source = join(ROOT, 'xslt', `${name}.xsl`);
  try {
    await promisify(execFile)(process.execPath, [compiler, `-xsl:${source}`, `-export:${output}`, '-nogo']);
    renameSync(output, sefPath(name));
  } catch (error) {
    rmSync(output, { force: true });
    throw new Error(`${name}.xsl: ${(error as { stderr?: string }).stderr ?? error}`);
  }
}

/** Another process never sees half a file. */
function replaceFile(path: string, content: string): void {
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, content);
  renameSync(temporary, path);
}

if (import.meta.main) {
  const built = await buildStylesheets();
  console.log(built ? 'Feuilles de style compilées.' : 'Feuilles de style à jour.');
}
