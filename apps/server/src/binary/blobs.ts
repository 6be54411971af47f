import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { HttpError } from '../http/errors.ts';

const SHA256 = /^[0-9a-f]{64}$/;

/** What the store keeps of a document: where its bytes are and how many they are. */
export interface Blob {
  readonly sha256: string;
  readonly size: number;
}

/**
 * Bytes of Binary resources, one file per content, named by its SHA-256: equal documents are stored once, and
 * a file can be checked against its own name. Bytes are on the disk (fsync of file and folder) before `write`
 * ends, so a Binary resource never points to bytes that a power cut can take away.
 */
export class BlobStore {
  readonly #dir: string;
  readonly #maxBytes: number;

  constructor(dataDir: string, maxBytes: number) {
    this.#dir = join(dataDir, 'binary');
    this.#maxBytes = maxBytes;
  }

  /** Writes a stream. Throws a 413 when it is longer than allowed; then nothing stays behind. */
  async write(source: Readable | Iterable<Uint8Array>): Promise<Blob> {
    const incoming = join(this.#dir, 'incoming');
    await mkdir(incoming, { recursive: true });
    const temporary = join(incoming, randomUUID());
    const hash = createHash('sha256');
    let size = 0;
    const file = await open(temporary, 'wx', 0o600);
    try {
      for await (const chunk of source as AsyncIterable<Uint8Array>) {
        size += chunk.length;
        if (size > this.#maxBytes) {
          throw new HttpError(413, 'too-long', `Document trop volumineux : ${this.#maxBytes} octets au plus`);
        }
        hash.update(chunk);
        await file.writeFile(chunk);
      }
      await file.sync();
    } catch (err) {
      await file.close();
      await unlink(temporary);
      throw err;
    }
    await file.close();
    const blob = { sha256: hash.digest('hex'), size };
    const target = this.#path(blob.sha256);
    await mkdir(dirname(target), { recursive: true });
    await rename(temporary, target);
    await syncDirectory(dirname(target));
    return blob;
  }

  /** The bytes as a stream, checked to be there and whole. */
  async read(blob: Blob): Promise<Readable> {
    await this.#check(blob);
    return createReadStream(this.#path(blob.sha256));
  }

  /** The bytes at once: for bot code and base64 answers. */
  async readAll(blob: Blob): Promise<Buffer> {
    await this.#check(blob);
    return readFile(this.#path(blob.sha256));
  }

  async #check(blob: Blob): Promise<void> {
    const found = await stat(this.#path(blob.sha256)).catch(() => undefined);
    if (found?.size !== blob.size) {
      throw new HttpError(404, 'not-found', 'Le contenu de ce document est introuvable sur le disque');
    }
  }

  #path(sha256: string): string {
    if (!SHA256.test(sha256)) {
      throw new HttpError(404, 'not-found', 'Le contenu de ce document est introuvable sur le disque');
    }
    return join(this.#dir, sha256.slice(0, 2), sha256);
  }
}

/** A rename is durable only once the folder that holds the name is. */
async function syncDirectory(path: string): Promise<void> {
  const dir = await open(path, 'r');
  try {
    await dir.sync();
  } finally {
    await dir.close();
  }
}
