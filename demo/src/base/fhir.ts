import { type Code, codesOf, profile, uuidV5, type ValueSetName } from '@dcc/fhir-profiles';
import type { CodeableConcept, Coding, Reference, Resource } from '@medplum/fhirtypes';

/** Namespace of the demonstration's local ids: UUIDv5 of its canonical address, computed once. */
const NAMESPACE = '0d7c5bd3-6f0c-5a44-9d6e-6b1c1f2f3a10';

/**
 * Id of a resource before a server gives it one. It is a UUID so that `urn:uuid:<id>` names it inside a
 * transaction; the player keeps which server id it became.
 */
export function localId(label: string): string {
  return uuidV5(label, NAMESPACE);
}

/** Reference to a resource of the story by its label. */
export function refer<T extends Resource = Resource>(type: T['resourceType'], label: string): Reference<T> {
  return { reference: `${type}/${localId(label)}` } as Reference<T>;
}

/** Reference to a resource at hand. */
export function referTo<T extends Resource>(resource: T): Reference<T> {
  return { reference: `${resource.resourceType}/${resource.id}` } as Reference<T>;
}

/** `meta` with one of our profiles. */
export function meta(id: string): { profile: string[] } {
  return { profile: [profile(id)] };
}

/** A concept with these codings. */
export function concept(...codes: readonly (Code | Coding)[]): CodeableConcept {
  return { coding: codes.map((code) => ({ ...code })) };
}

/** A concept of one coding and words. */
export function worded(code: Code | Coding, text: string): CodeableConcept {
  return { coding: [{ ...code }], text };
}

const byCode = new Map<ValueSetName, Map<string, Code>>();

/**
 * A code of a national value set with its system and display, by its code alone.
 * @throws RangeError when the set lacks it: the data files name only codes that exist.
 */
export function term(set: ValueSetName, code: string): Code {
  let codes = byCode.get(set);
  if (!codes) {
    codes = new Map(codesOf(set).map((one) => [one.code, one]));
    byCode.set(set, codes);
  }
  const found = codes.get(code);
  if (!found) throw new RangeError(`${set} has no code ${code}`);
  return found;
}

/** One paragraph per line, as a XHTML narrative. */
export function narrative(lines: readonly string[]): string {
  const paragraphs = lines.map((line) => `<p>${escapeXml(line)}</p>`).join('');
  return `<div xmlns="http://www.w3.org/1999/xhtml">${paragraphs}</div>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
