import { createRequire } from 'node:module';

/** The part of SaxonJS that we use (saxon-js 2.7, documented under "SaxonJS.transform"). It has no types of its own. */
interface SaxonJS {
  transform(
    options: {
      /** A SEF already parsed: parsing it is most of a cold run. */
      stylesheetInternal: object;
      sourceText: string;
      stylesheetParams: Record<string, unknown>;
      destination: 'serialized';
    },
    mode: 'sync',
  ): { principalResult: string };
}

export const saxon = createRequire(import.meta.url)('saxon-js') as SaxonJS;
