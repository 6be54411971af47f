import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { embed, placed } from './embed.ts';
import { forget, isFresh, remember } from './freshness.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'dcc-embed-'));
  mkdirSync(join(root, 'src/data'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true }));

const write = (path: string, text: string | Buffer) => writeFileSync(join(root, path), text);

async function run(code: string, files: string[]): Promise<Record<string, unknown>> {
  write('src/main.ts', code);
  const { outputFiles } = await build({
    entryPoints: [join(root, 'src/main.ts')],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    logLevel: 'silent',
    plugins: [
      embed(
        root,
        files.map((file) => join(root, file)),
        [],
      ),
    ],
  });
  const module = { exports: {} };
  runInNewContext(outputFiles[0]!.text, {
    module,
    exports: module.exports,
    require: createRequire(import.meta.url),
    Buffer,
  });
  return module.exports;
}

const READ = `import { readFileSync, readdirSync, existsSync } from 'node:fs';
import { join } from 'node:path';
const here = import.meta.dirname;`;

describe('embed', () => {
  test('a file read beside the code is read from the bundle, the same bytes', async () => {
    const bytes = Buffer.from([0, 255, 128, 10]);
    write('src/data/a.bin', bytes);
    write('src/data/b.txt', 'é');
    const out = await run(
      `${READ}
export const bytes = readFileSync(join(here, 'data/a.bin'));
export const text = readFileSync(join(here, 'data/b.txt'), 'utf8');
export const names = readdirSync(join(here, 'data'));
export const known = [existsSync(join(here, 'data/a.bin')), existsSync(join(here, 'data')), existsSync(join(here, 'c'))];`,
      ['src/data/a.bin', 'src/data/b.txt'],
    );
    expect((out.bytes as Buffer).equals(bytes)).toBe(true);
    expect(out.text).toBe('é');
    expect([...(out.names as string[])]).toEqual(['a.bin', 'b.txt']);
    expect([...(out.known as boolean[])]).toEqual([true, true, false]);
  });

  test('no other file of the machine can be read', async () => {
    const out = await run(`${READ} export const read = (path) => readFileSync(path, 'utf8');`, []);
    expect(() => (out.read as (path: string) => string)('/etc/hostname')).toThrow('Fichier absent du bot');
  });

  test('what a reader does to its bytes does not reach the next reader', async () => {
    write('src/data/a.bin', 'abc');
    const out = await run(
      `${READ}
const read = () => readFileSync(join(here, 'data/a.bin'));
read().fill(0);
export const text = String(read());`,
      ['src/data/a.bin'],
    );
    expect(out.text).toBe('abc');
  });

  test('the bundle does not tell where it was built', async () => {
    const out = await run('export const here = import.meta.dirname; export const url = import.meta.url;', []);
    expect(out).toEqual({ here: '/dcc/src', url: 'file:///dcc/src/main.ts' });
  });
});

describe('placed', () => {
  test('createRequire becomes the require of the bundle', () => {
    expect(placed("createRequire(import.meta.url)('saxon-js')", '/dcc/a/b.ts')).toBe("require('saxon-js')");
  });

  test('a package resolves under the virtual root', () => {
    const text = placed('x = import.meta.resolve(name)', '/dcc/a/b.ts');
    expect(runInNewContext(text, { name: 'p/f.ttf' })).toBe('file:///dcc/node_modules/p/f.ttf');
  });
});

describe('freshness', () => {
  const output = () => join(root, 'out.cjs');

  test('fresh until an input changes, whatever its date', () => {
    write('src/a.ts', '1');
    write('out.cjs', '');
    expect(isFresh(root, output())).toBe(false);
    remember(root, output(), ['src/a.ts']);
    forget();
    write('src/a.ts', '1');
    expect(isFresh(root, output())).toBe(true);
    forget();
    write('src/a.ts', '2');
    expect(isFresh(root, output())).toBe(false);
  });

  test('a lost input or a lost output is not fresh', () => {
    write('src/a.ts', '1');
    write('out.cjs', '');
    remember(root, output(), ['src/a.ts']);
    forget();
    rmSync(join(root, 'src/a.ts'));
    expect(isFresh(root, output())).toBe(false);
    forget();
    write('src/a.ts', '1');
    rmSync(output());
    expect(isFresh(root, output())).toBe(false);
  });
});
