import { createHash } from 'node:crypto';
import { DeliveryError } from './delivery-error.ts';
import { placeOf, type Target } from './target.ts';
import { type DeliveredFile, openTransport } from './transport.ts';

const MANIFEST = 'manifest.json';

/** What was delivered, as the log keeps it. */
export interface Receipt {
  /** Where, without any secret. */
  readonly place: string;
  readonly folder: string;
  readonly files: number;
  readonly bytes: number;
  /** SHA-256 of the manifest, which has that of every other file. */
  readonly manifest: string;
  /** It was there already, byte for byte: nothing was sent. */
  readonly wasThere: boolean;
}

export const manifestHash = (files: readonly DeliveredFile[]): string => hash(manifestOf(files).bytes);

/**
 * Delivers a pack in one folder. The manifest goes last: who sees it may read everything it names. Safe to
 * call again: what is already there with the same manifest is not sent again.
 *
 * @throws DeliveryError in French; what was sent before stays, without manifest.
 */
export async function sendPack(
  target: Target,
  folder: string,
  files: readonly DeliveredFile[],
): Promise<Receipt> {
  const manifest = manifestOf(files);
  for (const { name } of [{ name: folder }, ...files]) {
    if (!/^\w[\w.-]*$/.test(name)) throw new DeliveryError(`« ${name} » n'est pas un nom de fichier`, true);
  }
  const receipt = {
    place: placeOf(target),
    folder,
    files: files.length,
    bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    manifest: hash(manifest.bytes),
  };
  const transport = await openTransport(target);
  try {
    const known = await transport.read(folder, MANIFEST);
    if (known && hash(known) === receipt.manifest) return { ...receipt, wasThere: true };
    for (const file of files) if (file !== manifest) await transport.write(folder, file);
    await transport.write(folder, manifest);
    return { ...receipt, wasThere: false };
  } finally {
    await transport.close();
  }
}

function manifestOf(files: readonly DeliveredFile[]): DeliveredFile {
  const manifest = files.find(({ name }) => name === MANIFEST);
  if (!manifest) throw new DeliveryError(`${MANIFEST} manque parmi les fichiers`, true);
  return manifest;
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
