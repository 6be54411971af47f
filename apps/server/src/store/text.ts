/**
 * Folds a text for search: no accents, no case, œ and æ spelt out, apostrophes and spaces unified. "Œdème
 * d’Été" and "oedeme d'ete" are the same text.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/[’ʼ‘`´]/g, "'")
    .replace(/\s+/g, ' ')
    .trim();
}

/** The words of a folded text, for names and addresses: "jean-paul le gall" gives jean, paul, le, gall. */
export function words(folded: string): string[] {
  return folded.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** The smallest text greater than every text that starts with the prefix, for a range scan of an index. */
export function prefixEnd(prefix: string): string {
  // U+10FFFF sorts after every character that a FHIR string may hold, in SQLite's bytewise order too.
  return `${prefix}\u{10FFFF}`;
}
