/** What issuing one document costs beside its CDA: the PDF and our checks. Processor milliseconds, warm, median. */
import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { checkCda, frcpToCda, renderFrcpPdf } from '@dcc/transforms';
import { median } from './rounds.ts';

async function cpuOf(work: () => unknown, runs = 15): Promise<number> {
  for (let n = 0; n < 5; n++) await work();
  const costs: number[] = [];
  for (let n = 0; n < runs; n++) {
    const start = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(start);
    costs.push((user + system) / 1000);
  }
  return median(costs);
}

export async function benchDocument(): Promise<Record<'cda' | 'pdf' | 'check', number>> {
  const bundle = goldenBundle();
  const plain = await frcpToCda(bundle, { modelVersion: '2025.01' });
  const pdf = await renderFrcpPdf(plain);
  const whole = await frcpToCda(bundle, { modelVersion: '2025.01', pdf });
  return {
    cda: await cpuOf(() => frcpToCda(bundle, { modelVersion: '2025.01', pdf })),
    pdf: await cpuOf(() => renderFrcpPdf(plain)),
    check: await cpuOf(() => checkCda(whole)),
  };
}
