import { sha1 } from '@noble/hashes/legacy.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';

/**
 * Our namespace for document ids: UUIDv5 of the canonical base in the URL namespace of RFC 9562, computed once.
 * Changing it would give every document already issued a second id.
 */
export const DOCUMENT_NAMESPACE = '5adc7e4d-1cd7-5b35-92f4-ab60f94d6aed';

/** UUID version 5 (RFC 9562 section 5.5) of a name in a namespace, lower case. */
export function uuidV5(name: string, namespace: string): string {
  const digits = namespace.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(digits)) throw new Error(`Espace de noms UUID invalide : ${namespace}`);
  // Not node:crypto: the same ids are asked for in the browser.
  const bytes = sha1(concatBytes(hexToBytes(digits), utf8ToBytes(name))).subarray(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytesToHex(bytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A UUID as an OID under the arc 2.25 (ITU-T X.667): `2.25.<decimal>`. */
export function uuidToOid(uuid: string): string {
  return `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`;
}

/** The ids of one version of a document, as OIDs without `urn:oid:`. */
export interface DocumentIds {
  /** CDA setId: constant over the versions. */
  readonly setId: string;
  /** CDA id: this version. */
  readonly id: string;
  /** Id of the version this one replaces; absent for version 1. */
  readonly replaces?: string;
}

/**
 * Ids of a document from what the Composition holds (docs/model.md "Document ids"), so that issuing twice gives the
 * same bytes.
 * @param identifier `Composition.identifier.value`, constant over the versions.
 * @param version extension `dcc-document-version`, a positive integer.
 * @throws Error when one of them is missing or the version is not a positive integer.
 */
export function documentIds(identifier: string, version: number): DocumentIds {
  if (!identifier) throw new Error('Composition.identifier.value : identifiant du document absent');
  if (!Number.isInteger(version) || version < 1) {
    throw new Error(`Composition.extension(dcc-document-version) : numéro de version invalide (${version})`);
  }
  const versionId = (n: number): string => uuidToOid(uuidV5(`${identifier}|${n}`, DOCUMENT_NAMESPACE));
  return {
    setId: uuidToOid(uuidV5(identifier, DOCUMENT_NAMESPACE)),
    id: versionId(version),
    ...(version > 1 ? { replaces: versionId(version - 1) } : {}),
  };
}
