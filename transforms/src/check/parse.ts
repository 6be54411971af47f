import { type Document, parseXmlDocument } from 'slimdom';
import type { Defect } from './defect.ts';

export type Parsed = { document: Document } | { defects: Defect[] };

/**
 * The document, or why it is not one. Before anything reads it: UTF-8 and nothing else, no DOCTYPE (it could
 * bring entities from elsewhere), well formed for a real XML parser, no sign that hides or moves text.
 * @param source the text, or the bytes as they will be stored.
 */
export function parseStrictly(source: string | Uint8Array): Parsed {
  const text = typeof source === 'string' ? source : decode(source);
  if (text === null) return refuse('XML-ENCODAGE', MESSAGES.encoding);
  const prolog = readProlog(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
  if (prolog.declaration && !declaresUtf8(prolog.declaration))
    return refuse('XML-ENCODAGE', MESSAGES.encoding);
  if (prolog.doctype) return refuse('XML-DOCTYPE', MESSAGES.doctype);
  const sign = hiddenSign(text);
  if (sign) return refuse('XML-CARACTERE', MESSAGES.sign(sign));
  try {
    const document = parseXmlDocument(prolog.text);
    // The prolog was read by us; what the parser saw has the last word.
    return document.doctype ? refuse('XML-DOCTYPE', MESSAGES.doctype) : { document };
  } catch (error) {
    return refuse('XML-MALFORME', MESSAGES.malformed(error instanceof Error ? error.message : ''));
  }
}

const MESSAGES = {
  encoding:
    'Le document n’est pas en UTF-8 (ou déclare un autre codage ou une autre version de XML). ' +
    'L’éditeur doit produire le CDA en XML 1.0, UTF-8.',
  doctype:
    'Le document contient une déclaration DOCTYPE, refusée car elle peut appeler des contenus extérieurs. ' +
    'L’éditeur doit la supprimer.',
  sign: (sign: string) =>
    `Le document contient un caractère invisible ou de contrôle (${sign}). ` +
    'Le ressaisir sans ce caractère dans le champ de texte où il a été collé.',
  malformed: (why: string) => {
    const [what = '', where = ''] = why.split('\n');
    return `Le document n’est pas un XML bien formé (${[what, where].filter(Boolean).join(' ')}). L’éditeur doit corriger la transformation.`;
  },
};

function refuse(code: string, message: string): Parsed {
  const forWhom = code === 'XML-CARACTERE' ? 'secretaire' : 'editeur';
  return { defects: [{ code, severity: 'error', field: 'Document', path: '/', message, forWhom }] };
}

/** UTF-8 only: another coding could carry a DOCTYPE past a reader that looks for its letters. */
function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

interface Prolog {
  text: string;
  declaration: string;
  doctype: boolean;
}

/** A DOCTYPE can only stand before the root element, among comments and processing instructions. */
function readProlog(text: string): Prolog {
  const declaration = /^<\?xml\s[^>]*\?>/.exec(text)?.[0] ?? '';
  let at = declaration.length;
  for (;;) {
    at += /^[\s\0]*/.exec(text.slice(at, at + 100_000))?.[0].length ?? 0;
    const end = text.startsWith('<!--', at) ? '-->' : text.startsWith('<?', at) ? '?>' : null;
    if (!end) break;
    const close = text.indexOf(end, at + 2);
    if (close < 0) break;
    at = close + end.length;
  }
  return { text, declaration, doctype: /^<\s*!(?!--)/.test(text.slice(at, at + 20)) };
}

const declaresUtf8 = (declaration: string): boolean =>
  /version\s*=\s*["']1\.0["']/.test(declaration) &&
  /^(?:utf-?8)?$/i.test(/encoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1] ?? '');

/**
 * Signs XML allows but a reader does not see: C1 controls, marks that reverse the reading direction (a dose
 * could be shown otherwise than it is stored), non-characters; written as such or as a numeric reference.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff]/;

function hiddenSign(text: string): string | null {
  const found = HIDDEN.exec(text)?.[0] ?? (text.isWellFormed() ? null : '\ud800');
  if (found) return name(found.charCodeAt(0));
  for (const [, hex, decimal] of text.matchAll(/&#(?:x([0-9a-f]+)|([0-9]+));/gi)) {
    const code = Number.parseInt(hex ?? decimal ?? '', hex ? 16 : 10);
    // What is no Unicode scalar value at all is left to the parser, which says so.
    if (code <= 0xffff && HIDDEN.test(String.fromCharCode(code))) return name(code);
  }
  return null;
}

const name = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
