/** A reference typed for whichever element takes it. */
export function compactReference<T>(reference: string): T {
  return { reference } as T;
}
