import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { type Pack, pack } from 'tar-stream';
import { sha256Of } from './hash.ts';
import { type ArchivedFile, DATABASE, documentName, MANIFEST, type Manifest } from './manifest.ts';
import { sealing } from './seal.ts';
import { copyDatabase, readDatabase } from './snapshot.ts';

export interface BackupOptions {
  readonly dataDir: string;
  /** The archive to write; must not exist. */
  readonly out: string;
  /** Encrypts the archive. */
  readonly passphrase?: string;
}

export interface BackupResult {
  readonly bytes: number;
  readonly documents: number;
  /** Documents that the disk has lost: the backup is made all the same, and says so. */
  readonly missing: readonly string[];
  readonly createdAt: string;
}

/** What is not data: the lock, the database's own side files, and files being written. */
const LEFT_OUT = /^(?:server\.lock.*|store\.sqlite.*|.*\.new)$/;

/**
 * Writes a data folder into one file, `.tar.gz` or sealed, while its server may go on: the database at one
 * instant, then every document it points to. Documents are on the disk before the database knows them, and
 * are never taken away: whatever that instant is, they are there.
 *
 * The archive holds keys and hashes of secrets: readable by its owner only. It takes its name only once it is
 * whole and on the disk.
 * @throws Error in French when there is nothing to save or the archive exists.
 */
export async function backupFolder({ dataDir, out, passphrase }: BackupOptions): Promise<BackupResult> {
  const target = resolve(out);
  if (existsSync(target)) {
    throw new Error(`${out} existe déjà : choisissez un autre nom.`);
  }
  if (!existsSync(join(dataDir, DATABASE))) {
    throw new Error(`${dataDir} n’est pas le dossier de données d’un serveur.`);
  }
  const seal = passphrase === undefined ? undefined : await sealing(passphrase);
  await mkdir(dirname(target), { recursive: true });
  const work = `${target}.${randomUUID()}`;
  await mkdir(work, { mode: 0o700 });
  try {
    const copy = join(work, DATABASE);
    await copyDatabase(join(dataDir, DATABASE), copy);
    const { schema, documents } = readDatabase(copy, { isChecked: false });
    const files = [await describe(copy, DATABASE)];
    for (const { name } of (await readdir(dataDir, { withFileTypes: true })).filter((one) => one.isFile())) {
      if (!LEFT_OUT.test(name)) {
        files.push(await describe(join(dataDir, name), name));
      }
    }
    const missing: string[] = [];
    for (const { sha256, size } of documents) {
      const name = documentName(sha256);
      const found = await stat(join(dataDir, name)).catch(() => undefined);
      if (found?.size === size) {
        files.push({ name, size, sha256 });
      } else {
        missing.push(sha256);
      }
    }
    const createdAt = new Date().toISOString();
    const manifest: Manifest = { format: 'dcc-sauvegarde', version: 1, createdAt, schema, files, missing };
    const archive = join(work, 'archive');
    await writeArchive(archive, manifest, (name) => (name === DATABASE ? copy : join(dataDir, name)), seal);
    await rename(archive, target);
    await syncPath(dirname(target));
    const { size: bytes } = await stat(target);
    return { bytes, documents: documents.length - missing.length, missing, createdAt };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function describe(path: string, name: string): Promise<ArchivedFile> {
  return { name, size: (await stat(path)).size, sha256: await sha256Of(path) };
}

async function writeArchive(
  path: string,
  manifest: Manifest,
  pathOf: (name: string) => string,
  seal: Transform | undefined,
): Promise<void> {
  const tar = pack();
  const source = Readable.from(tar as AsyncIterable<Uint8Array>, { objectMode: false });
  const file = createWriteStream(path, { mode: 0o600, flags: 'wx', flush: true });
  const written = seal ? pipeline(source, createGzip(), seal, file) : pipeline(source, createGzip(), file);
  const filled = fill(tar, manifest, pathOf).catch((error: Error) => {
    tar.destroy(error);
    throw error;
  });
  await Promise.all([filled, written]);
}

async function fill(tar: Pack, manifest: Manifest, pathOf: (name: string) => string): Promise<void> {
  const mtime = new Date(manifest.createdAt);
  tar.entry({ name: MANIFEST, mode: 0o600, mtime }, JSON.stringify(manifest));
  for (const { name, size } of manifest.files) {
    await new Promise<void>((done, fail) => {
      const entry = tar.entry({ name, size, mode: 0o600, mtime }, (error) => (error ? fail(error) : done()));
      // A document that shrinks under our hands ends short of its size, and tar-stream refuses that.
      createReadStream(pathOf(name), { end: Math.max(size - 1, 0) })
        .on('error', fail)
        .pipe(entry as unknown as NodeJS.WritableStream);
    });
  }
  tar.finalize();
}

/** A name is durable only once the folder that holds it is. */
export async function syncPath(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
