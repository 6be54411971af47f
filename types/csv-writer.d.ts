// csv-writer 1.6.0 gives its TypeScript sources as its types, which our stricter settings refuse to compile. What we
// use of it, declared by us (`paths` in tsconfig.json).
export interface ObjectCsvStringifier {
  getHeaderString(): string | null;
  stringifyRecords(records: readonly Record<string, unknown>[]): string;
}

export function createObjectCsvStringifier(options: {
  header: { id: string; title: string }[];
  fieldDelimiter?: ',' | ';';
  recordDelimiter?: '\n' | '\r\n';
  alwaysQuote?: boolean;
}): ObjectCsvStringifier;
