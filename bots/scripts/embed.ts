import { readFileSync } from 'node:fs';
import { dirname, relative, sep } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import type { Loader, Plugin } from 'esbuild';

/** Where the repository seems to be inside a bundle: no path of the building machine gets into it. */
export const VIRTUAL_ROOT = '/dcc';

/** Marks our own second look at a path, which must find the file itself. */
const OWN = Symbol('resolved by embed');

/**
 * Lets code that reads its own data files (stylesheet, rules, fonts) run from one file, without knowing it
 * does: `import.meta` becomes the place under VIRTUAL_ROOT, and `node:fs` reads from the files embedded in
 * the bundle. Nothing else of a file is changed, and no other file of the machine can be read through it.
 *
 * @param root of the repository.
 * @param files to embed, absolute paths below `root`.
 * @param readers packages of node_modules that read their own data files the same way.
 */
export function embed(root: string, files: readonly string[], readers: readonly string[]): Plugin {
  const inside = (path: string) => path.startsWith(root + sep) && ours(relative(root, path), readers);
  return {
    name: 'embed',
    setup(build) {
      // Our modules only declare: what a bot does not use of a room stays out of it.
      build.onResolve({ filter: /^(\.|@dcc\/)/ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === OWN || !inside(from.importer)) {
          return undefined;
        }
        const { kind, importer, resolveDir } = from;
        const found = await build.resolve(path, { kind, importer, resolveDir, pluginData: OWN });
        return found.errors.length > 0 ? { errors: found.errors } : { path: found.path, sideEffects: false };
      });
      build.onResolve({ filter: /^(node:)?fs$/ }, ({ importer }) => {
        return inside(importer) ? { path: 'embedded', namespace: 'embed' } : undefined;
      });
      build.onLoad({ filter: /.*/, namespace: 'embed' }, () => ({
        contents: embeddedFs(root, files),
        resolveDir: root,
        loader: 'js',
      }));
      build.onLoad({ filter: /\.(ts|mjs|js)$/ }, ({ path }) => {
        const text = readFileSync(path, 'utf8');
        if (!inside(path) || !text.includes('import.meta')) {
          return undefined;
        }
        return {
          contents: placed(text, virtual(root, path)),
          loader: path.endsWith('.ts') ? 'ts' : ('js' as Loader),
        };
      });
    },
  };
}

function ours(path: string, readers: readonly string[]): boolean {
  const parts = path.split(sep);
  return parts[0] !== 'node_modules' || readers.includes(parts[1]!);
}

function virtual(root: string, path: string): string {
  return `${VIRTUAL_ROOT}/${relative(root, path).split(sep).join('/')}`;
}

/** `import.meta` as it stands in one file. The bundle's own `require` finds the packages left outside it. */
export function placed(text: string, path: string): string {
  return text
    .replaceAll('createRequire(import.meta.url)', 'require')
    .replaceAll(/import\.meta\.resolve\(/g, `((name) => 'file://${VIRTUAL_ROOT}/node_modules/' + name)(`)
    .replaceAll('import.meta.dirname', JSON.stringify(dirname(path)))
    .replaceAll('import.meta.url', JSON.stringify(`file://${path}`));
}

/** A `node:fs` of the embedded files alone, unpacked at their first reading. */
function embeddedFs(root: string, files: readonly string[]): string {
  const entries = files.map((file) => [virtual(root, file), packed(readFileSync(file))]);
  return `
import { brotliDecompressSync } from 'node:zlib';
const files = new Map(${JSON.stringify(entries)});
const open = new Map();
const nameOf = (path) => decodeURI(String(path).replace(/^file:\\/\\//, ''));
export function existsSync(path) {
  const name = nameOf(path);
  return files.has(name) || [...files.keys()].some((one) => one.startsWith(name + '/'));
}
export function readFileSync(path, options) {
  const name = nameOf(path);
  if (!files.has(name)) {
    throw new Error('Fichier absent du bot : ' + name);
  }
  if (!open.has(name)) {
    open.set(name, brotliDecompressSync(Buffer.from(files.get(name), 'base64')));
  }
  const bytes = open.get(name);
  const encoding = typeof options === 'string' ? options : options?.encoding;
  return encoding ? bytes.toString(encoding) : Buffer.from(bytes);
}
export function readdirSync(path) {
  const folder = nameOf(path) + '/';
  const inside = [...files.keys()].filter((one) => one.startsWith(folder));
  return [...new Set(inside.map((one) => one.slice(folder.length).split('/')[0]))];
}
export function statSync(path) {
  readFileSync(path);
  return { isFile: () => true, birthtime: new Date(0), mtime: new Date(0), ctime: new Date(0) };
}
export default { existsSync, readFileSync, readdirSync, statSync };
`;
}

/**
 * A font packs to half its size, a stylesheet to a tenth. Level 9: level 11 takes ten times longer for 3 %.
 */
function packed(bytes: Buffer): string {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
  return brotliCompressSync(bytes, { params }).toString('base64');
}
