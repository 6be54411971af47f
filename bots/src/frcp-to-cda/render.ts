import { frcpToCda } from '@dcc/transforms';
import type { Bundle } from '@medplum/fhirtypes';
import { checkCda, type Defect } from '../../../transforms/src/check/index.ts';
import { renderFrcpPdf } from '../../../transforms/src/pdf/index.ts';

/** The documents of one version of a fiche, and what our rules say of the CDA. */
export interface Rendered {
  cda: string;
  pdf: Uint8Array;
  defects: Defect[];
}

export type Render = (bundle: Bundle) => Promise<Rendered>;

/**
 * The CDA and its PDF copy from the document Bundle: first the CDA alone, from which the PDF is laid out, then the
 * CDA with the PDF inside. Pure: the same Bundle gives the same bytes, so a retried job writes the same document.
 */
export const render: Render = async (bundle) => {
  const modelVersion = '2025.01';
  const pdf = await renderFrcpPdf(await frcpToCda(bundle, { modelVersion }));
  const cda = await frcpToCda(bundle, { modelVersion, pdf });
  return { cda, pdf, defects: checkCda(cda) };
};
