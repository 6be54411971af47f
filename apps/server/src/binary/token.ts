import type { Binary } from '@medplum/fhirtypes';
import type { Blob } from './blobs.ts';

/** Twelve bytes, so that their base64 is a fixed prefix that can be looked for in stored text. */
const MARK = 'dcc-blob:v1:';
export const TOKEN_PREFIX = Buffer.from(MARK).toString('base64');

/**
 * What `Binary.data` holds in the store instead of the document: where its bytes are. The element keeps its
 * type (base64), and the resource, its versions and its blob commit together, without a table of their own.
 */
export function tokenOf(blob: Blob): string {
  return Buffer.from(`${MARK}${blob.sha256}:${blob.size}`).toString('base64');
}

/** The blob of a stored Binary; undefined for one that was created without content. */
export function blobOf(binary: Binary): Blob | undefined {
  if (!binary.data?.startsWith(TOKEN_PREFIX)) {
    return undefined;
  }
  const [sha256, size] = Buffer.from(binary.data, 'base64').toString().slice(MARK.length).split(':');
  return { sha256: sha256 ?? '', size: Number(size) };
}
