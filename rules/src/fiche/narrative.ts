/**
 * The text of a section between what an author types and the XHTML of `Narrative.div`: a blank line parts two
 * paragraphs, a line end inside one is `<br/>`.
 */
const XHTML = 'http://www.w3.org/1999/xhtml';

/** Lines of ours inside an author's text, known by the class of their `div`. */
export interface DerivedLines {
  name: string;
  lines: readonly string[];
}

/** What a narrative says. */
export interface NarrativeText {
  /** The author's words. */
  text: string;
  /** Our own lines, by the class of their `div`. */
  derived: DerivedLines[];
}

/** Writes the `div` of a Narrative; empty when there is nothing to say (FHIR forbids a blank one). */
export function toNarrative(text: string, derived: readonly DerivedLines[] = []): string {
  const own = paragraphsOf(text).map(paragraph).join('');
  const blocks = derived
    .filter(({ lines }) => lines.length > 0)
    .map(({ name, lines }) => `<div class="${escapeXml(name)}">${lines.map(paragraph).join('')}</div>`);
  const body = own + blocks.join('');
  return body && `<div xmlns="${XHTML}">${body}</div>`;
}

/** The paragraphs of a typed text: parted by blank lines, without blanks around them. */
export function paragraphsOf(text: string): string[] {
  return text
    .split(/\n[ \t]*(?:\n[ \t]*)+/)
    .map((one) => one.trim())
    .filter(Boolean);
}

function paragraph(text: string): string {
  return `<p>${text.split('\n').map(escapeXml).join('<br/>')}</p>`;
}

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** Elements that end a line; a list item begins with a dash. */
const BLOCKS = new Set([
  'p',
  'div',
  'ul',
  'ol',
  'table',
  'pre',
  'blockquote',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
]);
const LINES = new Set(['li', 'tr', 'dt', 'dd', 'caption']);

/**
 * Reads any XHTML narrative as text, one pass over its tags: whoever wrote it, nothing that it says is lost,
 * only its formatting.
 * @param div undefined reads as empty.
 */
export function fromNarrative(div: string | undefined): NarrativeText {
  const parts: string[] = [];
  const derived: { name: string; parts: string[]; depth: number }[] = [];
  let depth = 0;
  let open: (typeof derived)[number] | undefined;
  const say = (text: string) => (open?.parts ?? parts).push(text);
  for (const [token] of (div ?? '').matchAll(/<[^>]*>|[^<]+/g)) {
    const tag = /^<(\/?)([A-Za-z][A-Za-z0-9]*)/.exec(token);
    if (!token.startsWith('<')) {
      say(unescapeXml(token).replace(/[ \t\r\n]+/g, ' '));
    } else if (tag) {
      const [, close, raw] = tag;
      const name = raw!.toLowerCase();
      const empty = token.endsWith('/>');
      if (name === 'div' && !close && !empty) {
        depth++;
        const label = /\sclass="([^"]*)"/.exec(token)?.[1];
        if (label && !open) {
          open = { name: label, parts: [], depth };
          derived.push(open);
        }
      }
      if (name === 'br') say('\n');
      if (BLOCKS.has(name)) say('\n\n');
      if (LINES.has(name)) say(close ? '' : name === 'li' ? '\n- ' : '\n');
      if ((name === 'td' || name === 'th') && close) say(' ');
      if (name === 'div' && close) {
        if (open?.depth === depth) open = undefined;
        depth--;
      }
    }
  }
  return {
    text: tidy(parts.join('')),
    derived: derived.map((one) => ({ name: one.name, lines: paragraphsOf(tidy(one.parts.join(''))) })),
  };
}

function tidy(text: string): string {
  return text
    .replace(/ *\n */g, '\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00A0' };

function unescapeXml(text: string): string {
  return text.replace(/&(#x?[0-9a-f]+|[a-z]+);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return ENTITIES[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
