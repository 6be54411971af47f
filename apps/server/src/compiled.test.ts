import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dcc-compiled-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const urlOf = (file: string) => JSON.stringify(pathToFileURL(join(import.meta.dirname, file)).href);

/** A process that keeps in a folder what it compiles, and loads one of our files; gives what that file says. */
function start(folder: string): string {
  const { NODE_COMPILE_CACHE: _, NODE_DISABLE_COMPILE_CACHE: __, ...env } = process.env;
  const code = `
    const { keepCompiled } = await import(${urlOf('compiled.ts')});
    keepCompiled(${JSON.stringify(folder)});
    const { safePath } = await import(${urlOf('log.ts')});
    console.log(safePath('/auth/login?email=x'));`;
  return execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    env,
    encoding: 'utf8',
  }).trim();
}

const kept = (folder: string) =>
  globSync('**/*', { cwd: folder })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

test('what one start compiled is there for the next, which adds nothing', () => {
  expect(start(root)).toBe('/auth/login');
  const first = kept(root);
  expect(first.length).toBeGreaterThan(10);
  expect(start(root)).toBe('/auth/login');
  expect(kept(root)).toEqual(first);
});

test('where nothing can be written, it starts all the same', () => {
  const file = join(root, 'fichier');
  writeFileSync(file, '');
  expect(start(join(file, 'dedans'))).toBe('/auth/login');
});
