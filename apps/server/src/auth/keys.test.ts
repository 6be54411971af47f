import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadSigningKey } from './keys.ts';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-keys-'));
});
afterEach(() => rm(dir, { recursive: true }));

test('the key is made once and stays', async () => {
  const first = await loadSigningKey(dir);
  expect(first).toHaveLength(32);
  expect(await loadSigningKey(dir)).toEqual(first);
});

test('two servers do not share a key', async () => {
  const other = await mkdtemp(join(tmpdir(), 'dcc-keys-'));
  expect(await loadSigningKey(other)).not.toEqual(await loadSigningKey(dir));
  await rm(other, { recursive: true });
});

test('only the owner can read it, even after a careless copy', async () => {
  await loadSigningKey(dir);
  const path = join(dir, 'signing.key');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await chmod(path, 0o644);
  await loadSigningKey(dir);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a damaged key is told in French, not replaced behind the operator’s back', async () => {
  await writeFile(join(dir, 'signing.key'), 'abc');
  await expect(loadSigningKey(dir)).rejects.toThrow('Clé de signature illisible');
  expect(await readFile(join(dir, 'signing.key'), 'utf8')).toBe('abc');
});

test('a data directory that is not there is an error', async () => {
  await expect(loadSigningKey(join(dir, 'nowhere'))).rejects.toThrow('ENOENT');
});
