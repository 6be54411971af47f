import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { create, type Font } from 'fontkit';
import type { Run } from './model.ts';

/**
 * DejaVu Sans Condensed (Bitstream Vera licence, free to embed): wide coverage (Greek, arrows, comparison
 * signs of the ward) at a width that leaves room for tables. Parsed once, used by every document.
 */
export const FACES = {
  regular: 'DejaVuSansCondensed',
  bold: 'DejaVuSansCondensed-Bold',
  italic: 'DejaVuSansCondensed-Oblique',
  boldItalic: 'DejaVuSansCondensed-BoldOblique',
} as const;
export type Face = keyof typeof FACES;

const loaded = new Map<Face, Font>();

export function fontOf(face: Face): Font {
  let font = loaded.get(face);
  if (!font) {
    const url = import.meta.resolve(`dejavu-fonts-ttf/ttf/${FACES[face]}.ttf`);
    font = create(readFileSync(fileURLToPath(url))) as Font;
    loaded.set(face, font);
  }
  return font;
}

export const faceOf = (style: Omit<Run, 'text'>): Face =>
  style.bold ? (style.italic ? 'boldItalic' : 'bold') : style.italic ? 'italic' : 'regular';

/**
 * The text as this font can show it. A sign the font lacks becomes U+FFFD, seen by the reader, never a silent
 * hole; accents written apart are composed; control characters and soft hyphens have no shape.
 */
export function showable(text: string, face: Face): string {
  const font = fontOf(face);
  let out = '';
  for (const sign of text.normalize('NFC')) {
    const code = sign.codePointAt(0) ?? 0;
    if (code >= 0x20 && code < 0x7f) out += sign;
    else if (code < 0x20 || (code >= 0x7f && code < 0xa0)) out += ' ';
    else if (code !== 0xad) out += font.hasGlyphForCodePoint(code) ? sign : '\ufffd';
  }
  return out;
}
