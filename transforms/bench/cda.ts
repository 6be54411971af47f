import { readFileSync } from 'node:fs';
import { goldenBundle } from '@dcc/fhir-profiles/examples/golden.ts';
import { buildStylesheets, sefPath } from '../scripts/build.ts';
import { createFrcpWriter } from '../src/cda/index.ts';
import { saxon } from '../src/cda/saxon.ts';
import { DomSink, toFhirXml, writeFhirXml } from '../src/fhir-xml/index.ts';
import { hasSaxonHe, runSaxonHe } from './saxon-he.ts';

export interface CdaBench {
  /** Processor milliseconds of one document, warm, PDF given as bytes. */
  cpuMs: {
    total: number;
    /** FHIR JSON to the nodes that SaxonJS reads. */
    source: number;
    /** XSLT and serialization: what is left. */
    transform: number;
    /** FHIR JSON to FHIR XML text, which the document does not go through. */
    xmlText: number;
    /** The peer, parsing its source included; absent without Java. */
    saxonHe?: number;
  };
  /** Ours on Saxon-HE's; the aim is 2. */
  ratio?: number;
  /** The same in the form of the other benches: microseconds of processor per document. */
  rows: { what: string; ours: number; peer: number; ratio: number; unit: string; peerName: string }[];
  /** Characters of the FHIR XML and of the CDA without its copy. */
  size: { source: number; cda: number };
}

/** Median of batches: another process on the machine spoils some of them. */
function cpuOf(work: () => unknown, runs: number): number {
  const batches = 10;
  const each = Math.max(1, Math.round(runs / batches));
  const times: number[] = [];
  for (let batch = 0; batch < batches; batch++) {
    const start = process.cpuUsage();
    for (let i = 0; i < each; i++) work();
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000 / each);
  }
  return times.sort((a, b) => a - b)[batches / 2] as number;
}

/**
 * FRCP Bundle to CDA text, warm, beside Saxon-HE on the same stylesheet and file in the same run.
 * @param options.json print the result as one line of JSON instead of a table.
 * @param options.runs measured runs of each (half of it to warm up).
 */
export async function benchCda(options: { json?: boolean; runs?: number } = {}): Promise<CdaBench> {
  const { json = false, runs = 100 } = options;
  await buildStylesheets();
  const bundle = goldenBundle();
  const pdf = new Uint8Array(120_000).fill(37);
  const write = createFrcpWriter(JSON.parse(readFileSync(sefPath('frcp'), 'utf8')));
  const total = (): string => write(bundle, { modelVersion: '2025.01', pdf });
  const source = (): void => writeFhirXml(bundle, new DomSink(saxon.getPlatform().createDocument()));
  for (let i = 0; i < runs / 2; i++) total();
  const totalMs = cpuOf(total, runs);
  const sourceMs = cpuOf(source, runs * 4);
  const xmlText = cpuOf(() => toFhirXml(bundle), runs * 4);
  const peer = hasSaxonHe() ? await runSaxonHe(bundle, runs * 10, runs * 2) : undefined;
  const result: CdaBench = {
    cpuMs: { total: totalMs, source: sourceMs, transform: totalMs - sourceMs, xmlText, saxonHe: peer?.cpuMs },
    ratio: peer && totalMs / peer.cpuMs,
    rows: peer
      ? [
          {
            what: 'FRCP : Bundle vers CDA',
            ours: totalMs * 1000,
            peer: peer.cpuMs * 1000,
            ratio: totalMs / peer.cpuMs,
            unit: 'µs',
            peerName: 'Saxon-HE',
          },
        ]
      : [],
    size: { source: toFhirXml(bundle).length, cda: write(bundle, { modelVersion: '2025.01' }).length },
  };
  if (json) console.log(JSON.stringify(result));
  else print(result);
  return result;
}

function print({ cpuMs, ratio, size }: CdaBench): void {
  const line = (label: string, value: string): void =>
    console.log(`${label.padEnd(42)}${value.padStart(10)}`);
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  line('FRCP : Bundle vers CDA, processeur', ms(cpuMs.total));
  line('  dont source (JSON vers nœuds FHIR XML)', ms(cpuMs.source));
  line('  dont transformation et écriture', ms(cpuMs.transform));
  if (cpuMs.saxonHe === undefined) line('Saxon-HE', 'absent');
  else {
    line('Saxon-HE, même feuille, même fichier', ms(cpuMs.saxonHe));
    line('Rapport (visé : 2)', (ratio ?? 0).toFixed(1));
  }
  line('FHIR XML, CDA sans copie (caractères)', `${size.source} / ${size.cda}`);
}

if (import.meta.main) await benchCda({ json: process.argv.includes('--json') });
