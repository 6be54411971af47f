import PDFDocument from 'pdfkit';
import { FACES, type Face, faceOf, fontOf } from './fonts.ts';
import type { Run } from './model.ts';
import { BODY_SIZE, INDENT, type Line, type Measure } from './wrap.ts';

export const COLOURS = {
  ink: '#1b1f24',
  muted: '#5a6472',
  accent: '#0b4a7a',
  rule: '#cfd6de',
  tint: '#f1f4f8',
  decision: '#e8f1f8',
} as const;

/** A4 in points, and the frame text may use. */
export const PAGE = { width: 595.28, height: 841.89, left: 42, right: 42, top: 40, bottom: 50 } as const;
export const FRAME = PAGE.width - PAGE.left - PAGE.right;

export interface PaperInfo {
  title: string;
  author: string;
  subject: string;
  /** Makes the file's ID, with the date. */
  id: string;
  date: Date;
}

/** A pdfkit document set for PDF/A-1b, and the few gestures the layout needs. */
export class Paper {
  readonly doc: PDFKit.PDFDocument;
  private readonly widths = new Map<string, number>();

  constructor(info: PaperInfo) {
    this.doc = new PDFDocument({
      size: 'A4',
      margin: 0,
      autoFirstPage: false,
      bufferPages: true,
      subset: 'PDF/A-1b',
      // 1.4 is the version PDF/A-1 is built on; pdfkit writes XMP metadata from 1.4 on.
      pdfVersion: '1.4',
      tagged: true,
      lang: 'fr-FR',
      displayTitle: true,
      // pdfkit opens Helvetica, never embedded, unless given a font of ours at once.
      font: fontOf('regular') as never,
      info: {
        Title: plain(info.title),
        Author: plain(info.author),
        Subject: plain(info.subject),
        Keywords: plain(info.id),
        Creator: 'DCC',
        Producer: 'DCC (PDFKit)',
        CreationDate: info.date,
        ModDate: info.date,
      },
    });
    for (const face of Object.keys(FACES) as Face[]) this.doc.registerFont(face, fontOf(face) as never);
  }

  /** Width of a text; remembered for this document only: the words of a fiche do not outlive it. */
  readonly measure: Measure = (text, style, size) => {
    const face = faceOf(style);
    const key = `${face}${text}`;
    let unit = this.widths.get(key);
    if (unit === undefined) {
      unit = this.doc.font(face, 100).widthOfString(text) / 100;
      this.widths.set(key, unit);
    }
    return unit * size;
  };

  rect(x: number, y: number, width: number, height: number, colour: string): void {
    this.artifact('Layout', () => this.doc.rect(x, y, width, height).fill(colour));
  }

  /** Draws one line with its top at y. */
  line(line: Line, x: number, y: number): void {
    const baseline = y + line.height * 0.74;
    for (const piece of line.pieces) {
      const shift = piece.style.shift === 'sup' ? -0.35 : piece.style.shift === 'sub' ? 0.18 : 0;
      this.doc
        .font(faceOf(piece.style), piece.size)
        .fillColor(colourOf(piece.style))
        .text(piece.text, x + piece.x, baseline + shift * piece.size, {
          lineBreak: false,
          baseline: 'alphabetic',
          underline: piece.style.underline ?? false,
        });
    }
  }

  marker(text: string, x: number, y: number, height: number): void {
    const width = this.measure(text, { text }, BODY_SIZE);
    this.line(
      { pieces: [{ text, style: { text }, x: 0, width, size: BODY_SIZE }], height, width },
      x - INDENT,
      y,
    );
  }

  /** Draws what has no meaning of its own (rules, grounds, running lines): screen readers pass over it. */
  artifact(type: 'Layout' | 'Pagination', draw: () => void): void {
    this.doc.markContent('Artifact', { type } as never);
    draw();
    this.doc.endMarkedContent();
  }

  bytes(): Promise<Uint8Array> {
    const chunks: Buffer[] = [];
    return new Promise((resolve, reject) => {
      this.doc.on('data', (chunk: Buffer) => chunks.push(chunk));
      this.doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
      this.doc.on('error', reject);
      this.doc.end();
    });
  }
}

const colourOf = (style: Run): string =>
  style.accent ? COLOURS.accent : style.muted ? COLOURS.muted : COLOURS.ink;

/** pdfkit writes the same string in the XMP packet without escaping it: the three signs XML reserves are eased. */
const plain = (text: string): string =>
  text.replaceAll('&', 'et').replaceAll('<', '‹').replaceAll('>', '›').replace(/\p{C}/gu, '').slice(0, 400);
