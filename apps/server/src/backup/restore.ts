import { createHash } from 'node:crypto';
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';
import { syncPath } from './backup.ts';
import { DATABASE, documentName, MANIFEST, type Manifest, notAnArchive, parseManifest } from './manifest.ts';
import { openSealed, wrongSeal } from './seal.ts';
import { readDatabase } from './snapshot.ts';

export interface RestoreOptions {
  /** The archive. */
  readonly from: string;
  /** The data folder to make: absent or empty. */
  readonly dataDir: string;
  readonly passphrase?: string;
}

export interface RestoreResult {
  /** When the backup was made. */
  readonly createdAt: string;
  readonly documents: number;
  /** Documents that the disk had lost before the backup. */
  readonly missing: readonly string[];
}

/**
 * Makes a data folder from an archive, or nothing: everything is written beside, every byte checked against
 * its SHA-256, the database read whole, and only then does the folder take its name.
 * @throws Error in French when the folder holds something, or the archive is not whole.
 */
export async function restoreFolder({ from, dataDir, passphrase }: RestoreOptions): Promise<RestoreResult> {
  const target = resolve(dataDir);
  if (existsSync(target) && (await readdir(target)).length > 0) {
    throw new Error(`Le dossier ${dataDir} n’est pas vide : restaurez dans un dossier neuf.`);
  }
  if (!existsSync(from)) {
    throw new Error(`Sauvegarde introuvable : ${from}`);
  }
  await mkdir(dirname(target), { recursive: true });
  const work = await mkdtemp(`${target}.restauration-`);
  try {
    const manifest = await unpack(from, work, passphrase);
    const { documents } = readDatabase(join(work, DATABASE), { isChecked: true });
    const there = new Set([...manifest.files.map(({ name }) => name), ...manifest.missing.map(documentName)]);
    if (documents.some(({ sha256 }) => !there.has(documentName(sha256)))) {
      throw notAnArchive();
    }
    await syncPath(work);
    if (existsSync(target)) {
      await rmdir(target);
    }
    await rename(work, target);
    await syncPath(dirname(target));
    const { createdAt, missing } = manifest;
    return { createdAt, documents: documents.length - missing.length, missing };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function unpack(from: string, to: string, passphrase: string | undefined): Promise<Manifest> {
  const { content, isSealed } = await openSealed(from, passphrase);
  const tar = extract();
  const read = pipeline(content, createGunzip(), tar as unknown as NodeJS.WritableStream);
  // Both must have ended before the folder may go: one still writes while the other has already failed.
  const [manifest, end] = await Promise.allSettled([readEntries(tar as AsyncIterable<Entry>, to), read]);
  if (manifest.status === 'fulfilled' && end.status === 'fulfilled') {
    return manifest.value;
  }
  const causes = [manifest, end].flatMap((one) => (one.status === 'rejected' ? [one.reason as Error] : []));
  // A full disk or a refused folder is no fault of the archive.
  const system = causes.find((one) => /^E[A-Z]+$/.test((one as NodeJS.ErrnoException).code ?? ''));
  throw system ?? (isSealed ? wrongSeal(causes[0]) : notAnArchive(causes[0]));
}

type Entry = AsyncIterable<Uint8Array> & { header: Header };

async function readEntries(tar: AsyncIterable<Entry>, to: string): Promise<Manifest> {
  let manifest: Manifest | undefined;
  const expected = new Map<string, Manifest['files'][number]>();
  for await (const entry of tar) {
    const { name, type } = entry.header;
    const content = Readable.from(entry, { objectMode: false });
    if (!manifest) {
      manifest = name === MANIFEST ? parseManifest(await text(content)) : undefined;
      for (const file of manifest?.files ?? []) {
        expected.set(file.name, file);
      }
      if (!manifest) {
        throw notAnArchive();
      }
      continue;
    }
    const file = expected.get(name);
    if (!file || type !== 'file' || (await write(content, join(to, name))) !== file.sha256) {
      throw notAnArchive();
    }
    expected.delete(name);
  }
  if (!manifest || expected.size > 0) {
    throw notAnArchive();
  }
  return manifest;
}

/** @returns the SHA-256 of what was written. */
async function write(content: Readable, path: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const hash = createHash('sha256');
  content.on('data', (chunk: Buffer) => hash.update(chunk));
  await pipeline(content, createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true }));
  return hash.digest('hex');
}
