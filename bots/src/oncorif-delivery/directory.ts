import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { deliveryError } from './delivery-error.ts';
import { type DirectoryTarget, placeOf } from './target.ts';
import type { DeliveredFile, Transport } from './transport.ts';

/** A folder of the machine, or one that it mounts. */
export async function openDirectory(target: DirectoryTarget): Promise<Transport> {
  const where = placeOf(target);
  const attempt = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw deliveryError(error, where);
    }
  };
  return {
    read: (folder, name) =>
      attempt(async () => {
        try {
          return await readFile(join(target.path, folder, name));
        } catch (error) {
          if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
          throw error;
        }
      }),
    write: (folder, file) => attempt(() => write(join(target.path, folder), file)),
    close: async () => undefined,
  };
}

async function write(folder: string, { name, bytes }: DeliveredFile): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = join(folder, `.${name}.partiel`);
  const file = await open(draft, 'w', 0o640);
  try {
    await file.writeFile(bytes);
    // The name must never come before the bytes, even if the power fails.
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, name));
}
