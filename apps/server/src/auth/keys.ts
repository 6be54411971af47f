import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
  randomUUID,
} from 'node:crypto';
import { chmod, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { JWK } from 'jose';
import { z } from 'zod';

const KEY_FILE = 'signing.key';
const SECRET_BYTES = 32;
const DAY_MS = 24 * 3600 * 1000;
/** A signing key signs for that long... */
const SIGNING_MS = 90 * DAY_MS;
/** ...and still verifies that long after, well beyond the life of any token it signed. */
const VERIFYING_MS = 2 * DAY_MS;

const fileSchema = z.object({
  secret: z.string().refine((text) => Buffer.from(text, 'base64url').length === SECRET_BYTES),
  signing: z
    .array(
      z.object({
        kid: z.string(),
        createdAt: z.number(),
        jwk: z.object({
          kty: z.literal('EC'),
          crv: z.literal('P-256'),
          x: z.string(),
          y: z.string(),
          d: z.string(),
        }),
      }),
    )
    .min(1),
});
type KeyFile = z.output<typeof fileSchema>;

export interface SigningKey {
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * The secrets of one server, in one file that its owner alone reads: the keys that sign tokens (ES256, so that
 * others can verify an id_token by `.well-known/jwks.json`), and a secret from which the others derive.
 *
 * Losing the file signs everybody out and makes second factors unreadable: it belongs in the backup, apart
 * from the database, so that neither alone gives anything away.
 */
export class KeyRing {
  readonly #path: string;
  readonly #now: () => number;
  #file: KeyFile;
  #keys: SigningKey[];

  private constructor(path: string, file: KeyFile, now: () => number) {
    this.#path = path;
    this.#now = now;
    this.#file = file;
    this.#keys = file.signing.map(toSigningKey);
  }

  /** Reads the file, or makes it at first start, and replaces a key that has signed long enough. */
  static async open(dataDir: string, now: () => number = Date.now): Promise<KeyRing> {
    const path = join(dataDir, KEY_FILE);
    const text = await readFile(path, 'utf8').catch((err: NodeJS.ErrnoException) => {
      if (err.code === 'ENOENT') {
        return undefined;
      }
      throw err;
    });
    const file =
      text === undefined ? await create(path, now()) : (parse(text) ?? (await upgrade(path, text, now())));
    // A file restored from a backup may have come back with wider rights.
    await chmod(path, 0o600);
    const ring = new KeyRing(path, file, now);
    await ring.rotateIfOld();
    return ring;
  }

  /** The key that signs now. */
  get current(): SigningKey {
    return this.#keys.at(-1)!;
  }

  /** A key that still verifies; undefined for one never known or forgotten. */
  find(kid: string | undefined): SigningKey | undefined {
    return this.#keys.find((key) => key.kid === kid);
  }

  /** RFC 7517: the public halves. */
  jwks(): { keys: JWK[] } {
    return {
      keys: this.#keys.map(({ kid, publicKey }) => ({
        ...(publicKey.export({ format: 'jwk' }) as JWK),
        kid,
        alg: 'ES256',
        use: 'sig',
      })),
    };
  }

  /** A 256-bit secret of its own for each purpose (RFC 5869), so that none can stand for another. */
  derive(purpose: string): Buffer {
    const secret = Buffer.from(this.#file.secret, 'base64url');
    return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), purpose, SECRET_BYTES));
  }

  async rotateIfOld(): Promise<void> {
    if (this.#now() - this.#file.signing.at(-1)!.createdAt >= SIGNING_MS) {
      await this.rotate();
    }
  }

  /** A new key signs from now on; the one before verifies until its last token is dead, older ones are gone. */
  async rotate(): Promise<void> {
    const now = this.#now();
    const { signing } = this.#file;
    // A key ends when its successor begins.
    const kept = signing.filter((_key, i) => now - (signing[i + 1]?.createdAt ?? now) < VERIFYING_MS);
    const file = { ...this.#file, signing: [...kept, newKey(now)] };
    await replace(this.#path, file);
    this.#file = file;
    this.#keys = file.signing.map(toSigningKey);
  }
}

function create(path: string, now: number): Promise<KeyFile> {
  return upgrade(path, randomBytes(SECRET_BYTES).toString('base64url'), now);
}

async function upgrade(path: string, secret: string, now: number): Promise<KeyFile> {
  const file = { secret, signing: [newKey(now)] };
  await replace(path, file);
  return file;
}

/** Written beside, then renamed: a power cut leaves the old file or the new one, never half of one. */
async function replace(path: string, content: KeyFile): Promise<void> {
  const file = await open(`${path}.new`, 'w', 0o600);
  try {
    await file.writeFile(JSON.stringify(content));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/** Undefined for the one bare secret that the file held before tokens had keys of their own. */
function parse(text: string): KeyFile | undefined {
  if (/^[\w-]{43}$/.test(text)) {
    return undefined;
  }
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch {
    throw new Error(`Clé de signature illisible : ${KEY_FILE} (supprimez-le pour en créer une nouvelle)`);
  }
}

function newKey(createdAt: number): KeyFile['signing'][number] {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const jwk = privateKey.export({ format: 'jwk' }) as KeyFile['signing'][number]['jwk'];
  return { kid: randomUUID(), createdAt, jwk };
}

function toSigningKey({ kid, jwk }: KeyFile['signing'][number]): SigningKey {
  const privateKey = createPrivateKey({ key: jwk, format: 'jwk' });
  return { kid, privateKey, publicKey: createPublicKey(privateKey) };
}
