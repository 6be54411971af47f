import { randomBytes } from 'node:crypto';
import { chmod, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';

const KEY_FILE = 'signing.key';
const KEY_BYTES = 32;

/**
 * The key that signs access tokens (HS256: only this server verifies them). Made at first start, readable by
 * its owner alone. Losing it signs everybody out, nothing else.
 */
export async function loadSigningKey(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, KEY_FILE);
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(randomBytes(KEY_BYTES).toString('base64url'));
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (err) {
    if ((err as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw err;
    }
    // A key restored from a backup may have come back with wider rights.
    await chmod(path, 0o600);
  }
  const key = Buffer.from(await readFile(path, 'utf8'), 'base64url');
  if (key.length !== KEY_BYTES) {
    throw new Error(`Clé de signature illisible : ${KEY_FILE} (supprimez-le pour en créer une nouvelle)`);
  }
  return key;
}
