import morphologyFile from '@dcc/fhir-profiles/terminology/jdv-morphologie.json' with { type: 'json' };
import topographyFile from '@dcc/fhir-profiles/terminology/jdv-tumeur.json' with { type: 'json' };
import { type TermIndex, termIndex } from '@dcc/rules/src/terminology/search.ts';

/**
 * The two long value sets of a tumour, ready to be searched. Import this file lazily (useTerms): it is a
 * hundred kilobytes that only the form needs.
 */
export const INDEXES: Record<'morphology' | 'topography', TermIndex> = {
  morphology: termIndex(morphologyFile.concepts.ICDO3 as [string, string][]),
  topography: termIndex(topographyFile.concepts.ICD10 as [string, string][]),
};

export type TermList = keyof typeof INDEXES;
