import type { Values } from './expression-code.ts';

/**
 * Equality of FHIRPath (6.1.1): primitives by value, decimals to 8 places, anything else element by element.
 * Quantities are not converted: 1 g is not 1000 mg.
 */
export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) < 1e-8;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) =>
      Object.hasOwn(b, key) &&
      isEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
  );
}

/** `=` of two collections: empty when one of them is, else the same values in the same order. */
export function areEqual(a: Values, b: Values): boolean | undefined {
  if (a.length === 0 || b.length === 0) return undefined;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!isEqual(a[i], b[i])) return false;
  return true;
}

export function contains(values: Values, wanted: unknown): boolean {
  for (let i = 0; i < values.length; i++) if (isEqual(values[i], wanted)) return true;
  return false;
}

/** Each value once, the first of equals kept. */
export function distinct(values: Values): Values {
  if (values.length < 2) return values;
  if (values.every((value) => typeof value === 'string')) return [...new Set(values)];
  const kept: unknown[] = [];
  for (const value of values) if (!contains(kept, value)) kept.push(value);
  return kept;
}

/** `exists()`: an empty text is no value. */
export function exists(values: Values): boolean {
  return values.length > 0 && !values.includes('');
}
