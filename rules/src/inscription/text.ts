import { fromNarrative, toNarrative } from '../fiche/narrative.ts';

/** The lines of a text, without blank ones. */
export function linesOf(text: string | undefined): string[] {
  return (text ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** One paragraph per line, as a XHTML narrative. A section always has a `div`: an empty one says so. */
export function narrative(lines: readonly string[]): string {
  return toNarrative(lines.join('\n\n')) || toNarrative('Non renseigné.');
}

/** The lines of a XHTML narrative, as text. */
export function paragraphs(div: string | undefined): string[] {
  return linesOf(fromNarrative(div).text);
}

/** `2026-10-12T18:00:00+02:00` or `2026-10-12` as `12/10/2026`; a month or a year as they are known. */
export function frenchDay(date: string | undefined): string {
  const [year, month, day] = (date ?? '').slice(0, 10).split('-');
  return [day, month, year].filter(Boolean).join('/');
}
