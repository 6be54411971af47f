import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { frcpToCda } from '../cda/index.ts';
import { renderFrcpPdf } from '../pdf/index.ts';

/**
 * The golden record as it would be issued, for tests: the CDA, the PDF made from it, and the CDA with its copy.
 * @param copy other bytes to put as the copy.
 */
export async function goldenCda(
  copy?: Uint8Array,
): Promise<{ plain: string; pdf: Uint8Array; whole: string }> {
  const bundle = goldenBundle();
  const plain = frcpToCda(bundle, { modelVersion: '2025.01' });
  const pdf = copy ?? (await renderFrcpPdf(plain));
  return { plain, pdf, whole: frcpToCda(bundle, { modelVersion: '2025.01', pdf }) };
}
