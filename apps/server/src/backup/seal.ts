import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, type Readable, Transform, type TransformCallback } from 'node:stream';
import { promisify } from 'node:util';

const MAGIC = Buffer.from('DCC-SAUVEGARDE-1');
const SALT_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = MAGIC.length + SALT_BYTES + NONCE_BYTES;
const ALGORITHM = 'aes-256-gcm';
/** OWASP's recommendation for scrypt: 128 MiB for one guess. */
const COST = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 };
/** Short enough to be typed, long enough that 128 MiB for each guess matters. */
const MIN_PASSPHRASE = 12;

const derive = promisify<string, Buffer, number, typeof COST, Buffer>(scrypt);

/**
 * Encrypts a stream with a passphrase: magic, salt, nonce, then AES-256-GCM, its tag last.
 * @throws Error in French for a passphrase that is too short.
 */
export async function sealing(passphrase: string): Promise<Transform> {
  if (passphrase.length < MIN_PASSPHRASE) {
    throw new Error(`La phrase de passe compte au moins ${MIN_PASSPHRASE} caractères.`);
  }
  const salt = randomBytes(SALT_BYTES);
  const nonce = randomBytes(NONCE_BYTES);
  const header = Buffer.concat([MAGIC, salt, nonce]);
  const cipher = createCipheriv(ALGORITHM, await derive(passphrase, salt, 32, COST), nonce);
  // The header is authenticated too: a changed salt is a damaged file, not a wrong passphrase.
  cipher.setAAD(header);
  let started = false;
  return new Transform({
    transform(chunk: Buffer, _encoding, done: TransformCallback) {
      if (!started) {
        started = true;
        this.push(header);
      }
      done(null, cipher.update(chunk));
    },
    flush(done) {
      this.push(cipher.final());
      done(null, cipher.getAuthTag());
    },
  });
}

/**
 * The content of an archive, decrypted when it is sealed. The tag is checked at the end of the stream only:
 * nothing read from it may be used before it has ended without an error.
 * @throws Error in French when a passphrase is missing.
 */
export async function openSealed(
  path: string,
  passphrase: string | undefined,
): Promise<{ content: Readable; isSealed: boolean }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const header = await readAt(file, 0, HEADER_BYTES);
    if (!header.subarray(0, MAGIC.length).equals(MAGIC)) {
      return { content: createReadStream(path), isSealed: false };
    }
    if (!passphrase) {
      throw new Error('Cette sauvegarde est chiffrée : donnez sa phrase de passe (DCC_BACKUP_PASSPHRASE).');
    }
    const salt = header.subarray(MAGIC.length, MAGIC.length + SALT_BYTES);
    const nonce = header.subarray(MAGIC.length + SALT_BYTES);
    const end = size - TAG_BYTES - 1;
    if (end < HEADER_BYTES) {
      throw wrongSeal();
    }
    const decipher = createDecipheriv(ALGORITHM, await derive(passphrase, salt, 32, COST), nonce);
    decipher.setAAD(header).setAuthTag(await readAt(file, size - TAG_BYTES, TAG_BYTES));
    // The error of either end reaches whoever reads the last of them.
    const sealed = createReadStream(path, { start: HEADER_BYTES, end });
    return { content: pipeline(sealed, decipher, () => undefined), isSealed: true };
  } finally {
    await file.close();
  }
}

/** A wrong passphrase and a changed byte look the same, as they must. */
export function wrongSeal(cause?: unknown): Error {
  return new Error('Phrase de passe erronée, ou sauvegarde endommagée.', { cause });
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
