/** Controls that XML 1.0 cannot hold even as references (XML 1.0 section 2.2), and the two non-characters. */
const FORBIDDEN = /(?![\t\n\u0080-\u009f])[\p{Cc}\ufffe\uffff]/gu;
/** Line ends that word processors leave behind: vertical tab, form feed, CR with or without LF. */
const LINE_END = /\r\n?|[\v\f\u0085\u2028\u2029]/g;
const SUSPECT = /(?![\t\n])[\p{Cc}\p{Cs}\u2028\u2029\ufffe\uffff]/u;

/**
 * A string that XML 1.0 can hold. Line ends become LF, lone surrogates become U+FFFD, other controls disappear: they
 * carry no text, and one of them would make the whole document unreadable.
 */
export function xmlChars(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.toWellFormed().replace(LINE_END, '\n').replace(FORBIDDEN, '');
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  // `]]>` may not appear in text (XML 1.0 section 2.4).
  '>': '&gt;',
  '"': '&quot;',
  // A parser turns these into spaces in an attribute unless they are references.
  '\n': '&#10;',
  '\t': '&#9;',
};

/** Character data; the characters are already those of XML. */
export function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replace(/[&<>]/g, (c) => ESCAPES[c] as string) : text;
}

/** Value of an attribute between double quotes. */
export function escapeAttribute(text: string): string {
  return /[&<>"\n\t]/.test(text) ? text.replace(/[&<>"\n\t]/g, (c) => ESCAPES[c] as string) : text;
}
