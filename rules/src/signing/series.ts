import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * The purpose for which one code of the second factor is shown when fiches are signed in series
 * (docs/adr/0010-series.md): 500 characters hold no list, a fingerprint of it says the same.
 * @param series versioned references, `Composition/<id>/_history/<vid>`, in the order in which they were shown.
 */
export function seriesPurpose(series: readonly string[]): string {
  return `series:${bytesToHex(sha256(utf8ToBytes(series.join('\n'))))}`;
}

/** Most fiches that one code may sign: nobody re-reads more at once, and a proof lives 300 seconds. */
export const MAX_SERIES = 200;
