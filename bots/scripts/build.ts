import { existsSync, globSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build as bundle, type Metafile } from 'esbuild';
import { embed } from './embed.ts';
import { isFresh, remember } from './freshness.ts';

const ROOT = join(import.meta.dirname, '../..');
const SOURCES = join(import.meta.dirname, '../src');
export const DIST = join(import.meta.dirname, '../dist');

/**
 * Data files that the transforms read beside their code. A test runs the bundle: a missing one is seen there.
 */
const DATA = [
  'transforms/dist/*.sef.json',
  'transforms/src/check/rules/*.sch',
  'node_modules/dejavu-fonts-ttf/ttf/DejaVuSansCondensed*.ttf',
  'node_modules/pdfkit/js/data/*.icc',
];

/**
 * The VM context of the real server has no process, Buffer or timers (spec/medplum.md 10.2). The same file
 * runs in the embedded server's threads and in a Lambda, where these names exist already: hence one scope, no
 * globals.
 */
const BANNER = [
  "const global=globalThis;const process=require('node:process');const {Buffer}=require('node:buffer');",
  'const {setTimeout,clearTimeout,setImmediate,clearImmediate,setInterval,clearInterval}=',
  "require('node:timers');const {TextDecoder,TextEncoder}=require('node:util');",
  "const {performance}=require('node:perf_hooks');",
  // A VM context has its own Uint8Array, of which no Buffer is an instance: pdfkit would write bytes as text.
  'const Uint8Array=Object.getPrototypeOf(Buffer),ArrayBuffer=Buffer.alloc(1).buffer.constructor;',
  // @medplum/core looks at WebSocket when it loads, and a bot never opens one.
  'const WebSocket=globalThis.WebSocket??class{};',
].join('');
/** esbuild reassigns module.exports: without this the server finds no `exports.handler`. */
const FOOTER = 'Object.assign(exports, module.exports);';

/** The folders of `src` that are bots: they have an index.ts that exports `handler`. */
export function botNames(): string[] {
  return readdirSync(SOURCES).filter((name) => existsSync(join(SOURCES, name, 'index.ts')));
}

export const bundlePath = (name: string): string => join(DIST, `${name}.cjs`);

/**
 * Makes one CommonJS file per bot, skipping those whose inputs have not changed.
 * @returns whether anything was built.
 */
export async function build(): Promise<boolean> {
  mkdirSync(DIST, { recursive: true });
  const stale = botNames().filter((name) => !isFresh(ROOT, bundlePath(name)));
  for (const name of stale) {
    await buildBot(name);
    const size = statSync(bundlePath(name)).size;
    console.log(`  ${name} : ${(size / 1024).toFixed(0)} Kio`);
  }
  return stale.length > 0;
}

async function buildBot(name: string): Promise<void> {
  const entry = join(SOURCES, name, 'index.ts');
  const files = globSync(DATA, { cwd: ROOT })
    .sort()
    .map((path) => join(ROOT, path));
  const embedded = (await uses(entry, 'transforms')) ? files : [];
  const { metafile, outputFiles } = await bundle({
    ...options(entry, embedded),
    write: false,
    metafile: true,
  });
  // Whole or not at all: somebody may be deploying it meanwhile.
  const draft = `${bundlePath(name)}.${process.pid}`;
  writeFileSync(draft, outputFiles[0]!.contents);
  renameSync(draft, bundlePath(name));
  const own = ['build.ts', 'embed.ts', 'freshness.ts'].map((one) => join(import.meta.dirname, one));
  const inputs = [...sources(metafile), ...[...embedded, ...own].map((path) => relative(ROOT, path))];
  remember(ROOT, bundlePath(name), inputs);
}

/** Two megabytes of fonts are for the bots that print, not for all. */
async function uses(entry: string, room: string): Promise<boolean> {
  const { metafile } = await bundle({ ...options(entry, []), write: false, metafile: true });
  return sources(metafile).some((path) => path.startsWith(`${room}/`));
}

function options(entry: string, embedded: readonly string[]) {
  return {
    entryPoints: [entry],
    absWorkingDir: ROOT,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node22',
    charset: 'utf8',
    minify: true,
    keepNames: true,
    legalComments: 'eof',
    // The licence of one asks for it unmodified, the other has a native part: the server that runs the bot
    // has them in node_modules.
    external: ['saxon-js', 'ssh2-sftp-client'],
    // A VM context has no loader of modules: what is loaded when it is needed is required.
    supported: { 'dynamic-import': false },
    plugins: [embed(ROOT, embedded, ['pdfkit'])],
    banner: { js: BANNER },
    footer: { js: FOOTER },
    logLevel: 'error',
  } as const satisfies Parameters<typeof bundle>[0];
}

function sources({ inputs }: Metafile): string[] {
  return Object.keys(inputs).filter((path) => !path.startsWith('embed:') && !path.startsWith('<'));
}

if (import.meta.main) {
  await build();
}
