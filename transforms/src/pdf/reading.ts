import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What pdf.js reads in a PDF, for the tests: an independent reader of what pdfkit wrote. */
export interface Reading {
  pages: string[];
  /** Every text with its place: x and y from the bottom left, and width, in points. */
  pieces: { page: number; text: string; x: number; y: number; width: number; height: number }[];
  title: string;
  lang: string | null;
  marked: boolean;
}

export async function readPdf(bytes: Uint8Array): Promise<Reading> {
  const task = getDocument({ data: bytes.slice(), useSystemFonts: false, verbosity: 0 });
  const pdf = await task.promise;
  const reading: Reading = { pages: [], pieces: [], title: '', lang: null, marked: false };
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const { items, lang } = await page.getTextContent();
    reading.lang ??= lang;
    const texts = items.flatMap((item) => ('str' in item ? [item] : []));
    reading.pages.push(texts.map((item) => item.str + (item.hasEOL ? '\n' : '')).join(''));
    for (const item of texts) {
      const [, , , , x, y] = item.transform as number[];
      reading.pieces.push({
        page: number,
        text: item.str,
        x: x!,
        y: y!,
        width: item.width,
        height: item.height,
      });
    }
  }
  const { info } = await pdf.getMetadata();
  reading.title = (info as { Title?: string }).Title ?? '';
  // pdf.js says a record and gives a Map.
  const marks = (await pdf.getMarkInfo()) as unknown as Map<string, boolean> | null;
  reading.marked = marks?.get('Marked') === true;
  await task.destroy();
  return reading;
}

/**
 * Text with no white space, so that line ends, cut words and no-break spaces compare equal; in compatibility
 * form, as a font has one shape for the micro sign and the Greek mu.
 */
export const squeeze = (text: string): string => text.normalize('NFKC').replace(/\s+/gu, '');
