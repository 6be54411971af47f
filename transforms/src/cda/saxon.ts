import { createRequire } from 'node:module';
import type { DomDocument } from '../fhir-xml/sink.ts';

/** The part of SaxonJS that we use (saxon-js 2.7). It has no types of its own. */
interface SaxonJS {
  transform(
    options: {
      /** A SEF already parsed: parsing it is most of a cold run. */
      stylesheetInternal: object;
      sourceNode: DomDocument;
      stylesheetParams: Record<string, unknown>;
      destination: 'serialized';
    },
    mode: 'sync',
  ): { principalResult: string };
  /** `createDocument` makes an empty document of SaxonJS's own DOM, the one its parser fills. */
  getPlatform(): { createDocument(): DomDocument };
}

export const saxon = createRequire(import.meta.url)('saxon-js') as SaxonJS;
