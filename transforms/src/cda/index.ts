import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentIds, EXTENSIONS } from '@dcc/fhir-profiles';
import type { Bundle, Composition } from '@medplum/fhirtypes';
import { DomSink, writeFhirXml } from '../fhir-xml/index.ts';
import { saxon } from './saxon.ts';

/** Versions of the volet CANCER-FRCP that can be written. */
export type ModelVersion = '2025.01';

export interface CdaOptions {
  modelVersion: ModelVersion;
  /** PDF of the fiche, bytes or base64, for the section "Copie du document"; without it the section is absent. */
  pdf?: Uint8Array | string;
}

export type CdaWriter = (bundle: Bundle, options: CdaOptions) => string;

/** Stands for the PDF during the transformation. Only its last occurrence counts, so a text may hold it. */
const COPY_MARKER = '@@dcc-copie-pdf@@';

/** The Composition of a document Bundle: its first, whatever the order of the entries. */
export function compositionOf(bundle: Bundle): Composition {
  const composition = bundle.entry?.find((entry) => entry.resource?.resourceType === 'Composition')?.resource;
  if (!composition) throw new Error('Bundle.entry : Composition absente du document');
  return composition as Composition;
}

/** Version of the document, from the extension `dcc-document-version`; NaN when it is not there. */
export function documentVersion(composition: Composition): number {
  const extension = composition.extension?.find(({ url }) => url === EXTENSIONS.DOCUMENT_VERSION);
  return extension?.valuePositiveInt ?? extension?.valueInteger ?? Number.NaN;
}

/**
 * A writer of FRCP documents on a compiled stylesheet. The writer is a pure function: the same Bundle, version and PDF
 * give the same bytes.
 * @param sef content of `dist/frcp.sef.json`, parsed.
 * @returns CDA R2 text, UTF-8, from a document Bundle (docs/model.md "The document Bundle").
 * @throws Error in French when the Composition, its identifier or its version is missing.
 */
export function createFrcpWriter(sef: object): CdaWriter {
  return (bundle, { modelVersion, pdf }) => {
    const composition = compositionOf(bundle);
    const ids = documentIds(composition.identifier?.value ?? '', documentVersion(composition));
    const source = saxon.getPlatform().createDocument();
    writeFhirXml(bundle, new DomSink(source));
    const { principalResult } = saxon.transform(
      {
        stylesheetInternal: sef,
        sourceNode: source,
        stylesheetParams: {
          'model-version': modelVersion,
          'document-id': ids.id,
          'set-id': ids.setId,
          ...(ids.replaces ? { 'replaced-id': ids.replaces } : {}),
          ...(pdf ? { 'copy-marker': COPY_MARKER } : {}),
        },
        destination: 'serialized',
      },
      'sync',
    );
    return pdf ? withCopy(principalResult, pdf) : principalResult;
  };
}

function withCopy(xml: string, pdf: Uint8Array | string): string {
  const at = xml.lastIndexOf(COPY_MARKER);
  const base64 = typeof pdf === 'string' ? pdf : Buffer.from(pdf).toString('base64');
  return xml.slice(0, at) + base64 + xml.slice(at + COPY_MARKER.length);
}

let writer: CdaWriter | undefined;

/** `createFrcpWriter` on the stylesheet of this installation, read at the first call (`scripts/build.ts` builds it). */
export function frcpToCda(bundle: Bundle, options: CdaOptions): string {
  writer ??= createFrcpWriter(
    JSON.parse(readFileSync(join(import.meta.dirname, '../../dist/frcp.sef.json'), 'utf8')),
  );
  return writer(bundle, options);
}
