import { z } from 'zod';

/** First entry of an archive: restoring knows what must come before it comes. */
export const MANIFEST = 'manifest.json';
export const DATABASE = 'store.sqlite';

/** A file of the folder itself, or a document by its SHA-256: nothing that could climb out of a folder. */
const NAME = /^(?:[a-z0-9][a-z0-9.-]{0,99}|binary\/[0-9a-f]{2}\/[0-9a-f]{64})$/;
const SHA256 = /^[0-9a-f]{64}$/;

const manifestSchema = z.strictObject({
  format: z.literal('dcc-sauvegarde'),
  /** Of this layout; a later one may add, never change. */
  version: z.literal(1),
  createdAt: z.iso.datetime(),
  /** `PRAGMA user_version` of the database. */
  schema: z.int().min(0),
  files: z.array(
    z.strictObject({
      name: z.string().regex(NAME),
      size: z.int().min(0),
      sha256: z.string().regex(SHA256),
    }),
  ),
  /** Documents that the database knows and that the disk had lost before the backup. */
  missing: z.array(z.string().regex(SHA256)),
});

export type Manifest = z.output<typeof manifestSchema>;
export type ArchivedFile = Manifest['files'][number];

/** Where the bytes of a document are, under a data folder. */
export function documentName(sha256: string): string {
  return `binary/${sha256.slice(0, 2)}/${sha256}`;
}

/** @throws Error in French for anything that `dcc backup` did not write. */
export function parseManifest(text: string): Manifest {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notAnArchive();
  }
  const result = manifestSchema.safeParse(value);
  if (!result.success) {
    throw notAnArchive();
  }
  const names = result.data.files.map(({ name }) => name);
  if (new Set(names).size < names.length || !names.includes(DATABASE) || names.includes(MANIFEST)) {
    throw notAnArchive();
  }
  return result.data;
}

/** Not one of ours, or no longer. */
export function notAnArchive(cause?: unknown): Error {
  return new Error('Ce fichier n’est pas une sauvegarde du serveur, ou il est endommagé.', { cause });
}
