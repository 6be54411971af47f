import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BlobStore } from './blobs.ts';

let dir: string;
let blobs: BlobStore;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'dcc-blobs-'));
  blobs = new BlobStore(dir, 100_000);
});
afterEach(() => rm(dir, { recursive: true }));

const path = (sha256: string): string => join(dir, 'binary', sha256.slice(0, 2), sha256);

describe('round trip', () => {
  test('what is written is read, named by its hash', async () => {
    const bytes = randomBytes(70_000);
    const blob = await blobs.write(Readable.from([bytes.subarray(0, 10), bytes.subarray(10)]));
    expect(blob).toEqual({ sha256: createHash('sha256').update(bytes).digest('hex'), size: 70_000 });
    expect(await buffer(await blobs.read(blob))).toEqual(bytes);
    expect(await blobs.readAll(blob)).toEqual(bytes);
  });

  test('an empty document is a document', async () => {
    const blob = await blobs.write([]);
    expect(blob.size).toBe(0);
    expect(await blobs.readAll(blob)).toHaveLength(0);
  });

  test('the same bytes twice, at the same time, are one file', async () => {
    const written = await Promise.all(
      Array.from({ length: 8 }, () => blobs.write([Buffer.from('même contenu')])),
    );
    expect(new Set(written.map((blob) => blob.sha256)).size).toBe(1);
    expect(await readdir(join(dir, 'binary', written[0]!.sha256.slice(0, 2)))).toHaveLength(1);
  });

  test('only the owner can read the files', async () => {
    const blob = await blobs.write([Buffer.from('x')]);
    expect((await stat(path(blob.sha256))).mode & 0o777).toBe(0o600);
  });
});

describe('refusals', () => {
  test('one byte too many is a 413 and leaves nothing', async () => {
    await expect(blobs.write([Buffer.alloc(100_000), Buffer.alloc(1)])).rejects.toMatchObject({
      status: 413,
    });
    expect(await readdir(join(dir, 'binary', 'incoming'))).toEqual([]);
  });

  test('a stream that breaks leaves nothing', async () => {
    const broken = new Readable({
      read() {
        this.push('debut');
        this.destroy(new Error('connection lost'));
      },
    });
    await expect(blobs.write(broken)).rejects.toThrow('connection lost');
    expect(await readdir(join(dir, 'binary', 'incoming'))).toEqual([]);
  });

  test('a file that lost bytes is not served as if it were whole', async () => {
    const blob = await blobs.write([Buffer.from('contenu complet')]);
    await truncate(path(blob.sha256), 3);
    await expect(blobs.read(blob)).rejects.toMatchObject({ status: 404 });
  });

  test.each(['../../etc/passwd', '', 'g'.repeat(64), '0'.repeat(63)])(
    'a name that is no hash: %j',
    async (sha256) => {
      await expect(blobs.readAll({ sha256, size: 1 })).rejects.toMatchObject({ status: 404 });
    },
  );
});
