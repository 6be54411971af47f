import type { Resource } from '@medplum/fhirtypes';

/** Shorter lists are validated item by item: nothing is gained by looking for their forms. */
const LONG = 100;
/** `Type/id`: neither `#`, which an invariant asks about, nor an address. */
const LITERAL = /^[A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64}$/;
/** Words of printable ASCII: valid wherever a string is. */
const PLAIN = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;
const KEYS = new Set(['reference', 'type', 'display', 'extension']);

/**
 * The same resource with one item for each form of its long lists of references: two items that differ only in which
 * resource they name, and in the plain words of an extension, are valid or wrong together. A report that names 1,500
 * resources costs the validator two thousand elements of fifty possible types each, and a list of reports does little
 * else. Anything but such an item stays, at its place among those that stay.
 *
 * @returns the resource itself when nothing was left out. Paths of what is found in the result may have other numbers:
 *   when it has an issue, the whole is to be validated.
 */
export function thinned<T extends Resource>(resource: T): T {
  let copy: Record<string, unknown> | undefined;
  for (const [key, value] of Object.entries(resource)) {
    if (!Array.isArray(value) || value.length <= LONG) continue;
    const forms = new Set<string>();
    const kept = value.filter((item) => {
      const form = formOf(item);
      if (form === undefined) return true;
      const isNew = !forms.has(form);
      forms.add(form);
      return isNew;
    });
    if (kept.length < value.length) {
      copy ??= { ...resource };
      copy[key] = kept;
    }
  }
  return (copy as T | undefined) ?? resource;
}

/** What decides whether a reference is valid; undefined for what must be looked at itself. */
function formOf(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null || Object.keys(item).some((key) => !KEYS.has(key))) {
    return undefined;
  }
  const { reference, type, display, extension = [] } = item as Record<string, unknown>;
  if (typeof reference !== 'string' || !LITERAL.test(reference) || !Array.isArray(extension)) {
    return undefined;
  }
  if (!extension.every(isPlain)) {
    return undefined;
  }
  // A list that is there and empty is an error, one that is not there is none.
  const urls = 'extension' in item ? extension.map(({ url }) => url) : null;
  // The type it points to is part of its form: an element may allow some types only.
  return JSON.stringify([
    reference.split('/')[0],
    type ?? null,
    display ?? null,
    urls,
    Object.keys(item).sort(),
  ]);
}

function isPlain(extension: unknown): extension is { url: string; valueString: string } {
  const { url, valueString, ...rest } = (extension ?? {}) as Record<string, unknown>;
  const isText = typeof url === 'string' && typeof valueString === 'string' && PLAIN.test(valueString);
  return isText && Object.keys(rest).length === 0;
}
