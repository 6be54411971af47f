/**
 * On an axis of keys (`dcc-key-axis`) the numerator counts keys written `code/key`: `SM36/99700000011` counts
 * in the stratum SM36 only, and as `99700000011` wherever that axis is not. A key that begins with `/` has no
 * code: it is counted under « non renseigné ».
 */
const SEPARATOR = '/';

/** The keys as they count where the axis is not. */
export function withoutCode(
  keys: true | readonly string[] | undefined,
): true | readonly string[] | undefined {
  if (keys === true || keys === undefined) return keys;
  return keys.map((key) => key.slice(key.indexOf(SEPARATOR) + 1));
}

/** The keys of each code, '' for those without. */
export function byCode(keys: readonly string[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const key of keys) {
    const at = key.indexOf(SEPARATOR);
    const code = at < 0 ? '' : key.slice(0, at);
    found.set(code, [...(found.get(code) ?? []), key.slice(at + 1)]);
  }
  return found;
}

/** The same code with another key. */
export function changeKey(text: string, change: (key: string) => string): string {
  const at = text.indexOf(SEPARATOR) + 1;
  return text.slice(0, at) + change(text.slice(at));
}
