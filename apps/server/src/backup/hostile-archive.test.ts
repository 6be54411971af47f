import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { restoreFolder } from './restore.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dcc-hostile-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const file = (name: string, text = 'x') => ({ name, size: text.length, sha256: sha256(text) });
const manifest = (files: object[], more: object = {}) =>
  JSON.stringify({
    format: 'dcc-sauvegarde',
    version: 1,
    createdAt: '2026-11-01T10:00:00.000Z',
    schema: 1,
    files,
    missing: [],
    ...more,
  });

/** An archive made by somebody else; every entry a file, or what its `type` says. */
async function archive(entries: [name: string, text: string, type?: 'symlink'][]): Promise<string> {
  const tar = pack();
  for (const [name, text, type] of entries) {
    if (type) {
      tar.entry({ name, type, linkname: text });
    } else {
      tar.entry({ name }, text);
    }
  }
  tar.finalize();
  const path = join(folder, 'a.tar.gz');
  writeFileSync(path, gzipSync(await buffer(tar as AsyncIterable<Uint8Array>)));
  return path;
}

const database = file('store.sqlite');
test.each<[string, [string, string, 'symlink'?][]]>([
  [
    'a name that climbs',
    [
      ['manifest.json', manifest([database, file('../evil')])],
      ['../evil', 'x'],
    ],
  ],
  [
    'an absolute name',
    [
      ['manifest.json', manifest([database, file('/tmp/evil')])],
      ['/tmp/evil', 'x'],
    ],
  ],
  [
    'a name not announced',
    [
      ['manifest.json', manifest([database])],
      ['evil', 'x'],
      ['store.sqlite', 'x'],
    ],
  ],
  [
    'a link',
    [
      ['manifest.json', manifest([file('store.sqlite', '')])],
      ['store.sqlite', '/etc/passwd', 'symlink'],
    ],
  ],
  [
    'another content',
    [
      ['manifest.json', manifest([database])],
      ['store.sqlite', 'y'],
    ],
  ],
  [
    'a file twice',
    [
      ['manifest.json', manifest([database, database])],
      ['store.sqlite', 'x'],
    ],
  ],
  [
    'a file that does not come',
    [
      ['manifest.json', manifest([database, file('signing.key')])],
      ['store.sqlite', 'x'],
    ],
  ],
  [
    'no manifest first',
    [
      ['store.sqlite', 'x'],
      ['manifest.json', manifest([database])],
    ],
  ],
  [
    'no database',
    [
      ['manifest.json', manifest([file('signing.key')])],
      ['signing.key', 'x'],
    ],
  ],
  [
    'a manifest of a later format',
    [
      ['manifest.json', manifest([database], { version: 2 })],
      ['store.sqlite', 'x'],
    ],
  ],
  [
    'a manifest that is none',
    [
      ['manifest.json', '{'],
      ['store.sqlite', 'x'],
    ],
  ],
  ['nothing', []],
])('refused: %s', async (_name, entries) => {
  const from = await archive(entries);
  await expect(restoreFolder({ from, dataDir: join(folder, 'r') })).rejects.toThrow(
    /n’est pas une sauvegarde/,
  );
  expect(readdirSync(folder)).toEqual(['a.tar.gz']);
  expect(existsSync(join(folder, '..', 'evil'))).toBe(false);
});

test('refused: a database that is none, though its checksum is right', async () => {
  const from = await archive([
    ['manifest.json', manifest([database])],
    ['store.sqlite', 'x'],
  ]);
  await expect(restoreFolder({ from, dataDir: join(folder, 'r') })).rejects.toThrow(/endommagée/);
  expect(readdirSync(folder)).toEqual(['a.tar.gz']);
});
