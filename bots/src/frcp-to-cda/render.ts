import { checkCda, type Defect, frcpToCda, renderFrcpPdf } from '@dcc/transforms';
import type { Bundle } from '@medplum/fhirtypes';

/** The documents of one version of a fiche, and what our rules say of the CDA. */
export interface Rendered {
  cda: string;
  pdf: Uint8Array;
  defects: Defect[];
}

export type Render = (bundle: Bundle) => Promise<Rendered>;

/**
 * Holds the place of the PDF in the CDA that the PDF is laid out from. Base64 in form, of no bytes we know.
 */
const PLACE = 'ZGNjLWNvcGllLXBkZi1hLXZlbmly';

/**
 * The CDA and its PDF copy from the document Bundle. The PDF is laid out from the CDA that will carry it,
 * which the layout does not look at: one transformation instead of two, a fifth of the time of a document.
 *
 * Pure: the same Bundle gives the same bytes, so a retried job writes the same document.
 */
export const render: Render = async (bundle) => {
  const open = await frcpToCda(bundle, { modelVersion: '2025.01', pdf: PLACE });
  const pdf = await renderFrcpPdf(open);
  const cda = withCopy(open, pdf);
  return { cda, pdf, defects: checkCda(cda) };
};

/** The copy is the last section: only the last occurrence is ours, should a text hold the same letters. */
function withCopy(open: string, pdf: Uint8Array): string {
  const at = open.lastIndexOf(PLACE);
  const base64 = Buffer.from(pdf).toString('base64');
  return open.slice(0, at) + base64 + open.slice(at + PLACE.length);
}
