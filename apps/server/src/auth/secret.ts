import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

const PREFIX = 'scrypt$';
/**
 * 16 MiB and some 40 ms per try. Secrets are machine-made (256 bits), so more would only slow token requests.
 */
const COST = { N: 2 ** 14, r: 8, p: 1 };
const KEY_BYTES = 32;

/** A new client secret: 256 random bits in hexadecimal, the form the real server gives. */
export function generateSecret(): string {
  return randomBytes(KEY_BYTES).toString('hex');
}

/** True for what `hashSecret` makes: the only form in which a secret may reach the store. */
export function isHashedSecret(text: string): boolean {
  return text.startsWith(PREFIX) && text.split('$').length === 6;
}

/** Hashes a secret as `scrypt$N$r$p$salt$key`, so that the cost can grow without breaking old hashes. */
export async function hashSecret(secret: string, cost = COST): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(secret, salt, cost);
  return `${PREFIX}${cost.N}$${cost.r}$${cost.p}$${salt.toString('base64url')}$${key.toString('base64url')}`;
}

/** Compares in constant time. False for anything that is not a hash of ours. */
export async function verifySecret(secret: string, hash: string): Promise<boolean> {
  if (!isHashedSecret(hash)) {
    return false;
  }
  const [, n, r, p, salt, key] = hash.split('$') as [string, string, string, string, string, string];
  const expected = Buffer.from(key, 'base64url');
  const cost = { N: Number(n), r: Number(r), p: Number(p) };
  if (expected.length !== KEY_BYTES || !Number.isInteger(cost.N) || cost.N > 2 ** 18) {
    return false;
  }
  const actual = await derive(secret, Buffer.from(salt, 'base64url'), cost);
  return timingSafeEqual(actual, expected);
}

function derive(secret: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  const options = { ...cost, maxmem: 512 * 1024 * 1024 };
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, KEY_BYTES, options, (err, key) => (err ? reject(err) : resolve(key)));
  });
}
