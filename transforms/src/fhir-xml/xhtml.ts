import type { XmlSink } from './sink.ts';
import { xmlChars } from './text.ts';

/** Elements whose content is not text for a reader. */
const DROPPED = new Set(['script', 'style', 'head', 'title', 'object', 'iframe', 'template']);
const VOID = new Set(['br', 'hr', 'img', 'col', 'wbr', 'input']);
/** The named references that word processors write; the others stay as they were typed. */
const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  eacute: 'é',
  egrave: 'è',
  ecirc: 'ê',
  agrave: 'à',
  acirc: 'â',
  ccedil: 'ç',
  icirc: 'î',
  ocirc: 'ô',
  ugrave: 'ù',
  ucirc: 'û',
  oelig: 'œ',
  euro: '€',
  rsquo: '’',
  lsquo: '‘',
  laquo: '«',
  raquo: '»',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  deg: '°',
  micro: 'µ',
  ge: '≥',
  le: '≤',
  times: '×',
  plusmn: '±',
  bull: '•',
};
/** Each alternative stops at the next `<` or runs to the end once: linear on hostile text. */
const TOKEN = new RegExp(
  [
    '<!--[\\s\\S]*?-->',
    '<!--(?<unclosed>[\\s\\S]*)$',
    '<!\\[CDATA\\[(?<cdata>[\\s\\S]*?)(?:\\]\\]>|$)',
    '<[?!][^<>]*>',
    `<(?<slash>/?)(?<tag>[A-Za-z][\\w:.-]*)(?<rest>(?:[^<>"']|"[^"<]*"|'[^'<]*')*)>`,
  ].join('|'),
  'g',
);
const ATTRIBUTE = /([A-Za-z][\w:.-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const XHTML = 'http://www.w3.org/1999/xhtml';
/** Deeper tags are ignored, their text is kept: a stylesheet recurses once per level. */
const MAX_DEPTH = 60;
/** What the narrative keeps: where a link goes, what a picture shows, how cells span. */
const KEPT = new Set(['href', 'alt', 'colspan', 'rowspan']);

function decode(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));/gi, (whole, dec, hex, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const point = dec ? Number(dec) : Number.parseInt(hex, 16);
    return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
  });
}

function writeAttributes(source: string, sink: XmlSink): void {
  const seen = new Set<string>();
  for (const [, name = '', double, single] of source.matchAll(ATTRIBUTE)) {
    if (!KEPT.has(name) || seen.has(name)) continue;
    seen.add(name);
    sink.attribute(name, xmlChars(decode(double ?? single ?? '')));
  }
}

/**
 * Writes the XHTML of a FHIR Narrative (`Narrative.div`, FHIR R4 narrative.html) as one element `div`: tags balanced,
 * references resolved, comments, DOCTYPE and instructions gone, one namespace, only the attributes that carry meaning.
 * Text is never lost: what is not a tag is text, broken markup included.
 */
export function writeXhtml(div: string, sink: XmlSink): void {
  const open: string[] = [];
  let position = 0;
  /** The element whose content is being left out. */
  let dropped: string | undefined;
  let empty = true;
  const text = (raw: string): void => {
    if (!dropped && raw) sink.text(xmlChars(raw));
  };
  const start = (name: string, rest: string): void => {
    sink.start(name);
    writeAttributes(rest, sink);
  };
  const closeFrom = (at: number): void => {
    for (const _ of open.splice(at)) sink.end();
  };
  sink.start('div', XHTML);
  for (const match of div.matchAll(TOKEN)) {
    text(decode(div.slice(position, match.index)));
    position = match.index + match[0].length;
    const { unclosed, cdata, slash, tag, rest = '' } = match.groups as Record<string, string | undefined>;
    text(unclosed ?? cdata ?? '');
    if (tag === undefined) continue;
    const name = tag.toLowerCase().replace(/^.*:/, '');
    const alone = VOID.has(name) || rest.endsWith('/');
    if (dropped) {
      if (slash && name === dropped) dropped = undefined;
    } else if (slash) {
      if (open.includes(name)) closeFrom(open.lastIndexOf(name));
    } else if (DROPPED.has(name)) {
      if (!alone) dropped = name;
      // The first div is that of the Narrative itself.
    } else if (name !== 'div' || !empty) {
      if (alone || open.length < MAX_DEPTH) start(name, rest);
      if (alone) sink.end();
      else if (open.length < MAX_DEPTH) open.push(name);
    }
    empty = false;
  }
  text(decode(div.slice(position)));
  closeFrom(0);
  sink.end();
}
