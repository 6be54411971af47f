/** Equal as JSON: an absent property and `undefined` are one, the order of properties does not count. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, index) => same(one, b[index]));
  }
  const left = a as Record<string, unknown>;
  const right = b as Record<string, unknown>;
  return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) =>
    same(left[key], right[key]),
  );
}

/** Without `undefined`, blank texts, empty lists and empty objects: FHIR has none of them. */
export function compact<T extends object>(value: T): T {
  const kept = Object.entries(value).filter(([, one]) => {
    if (one === undefined || one === null || one === '') return false;
    if (Array.isArray(one)) return one.length > 0;
    return typeof one !== 'object' || Object.keys(one).length > 0;
  });
  return Object.fromEntries(kept) as T;
}
