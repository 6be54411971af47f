import type { CodeSystem, ValueSet, ValueSetCompose } from '@medplum/fhirtypes';

/** Test help only: a small tree of organs, two levels under "organe", with a property. */
export const ORGANS: CodeSystem = {
  resourceType: 'CodeSystem',
  status: 'active',
  content: 'complete',
  url: 'urn:organes',
  version: '2026',
  title: 'Organes',
  concept: [
    {
      code: 'organe',
      display: 'Organe',
      concept: [
        {
          code: 'digestif',
          display: 'Appareil digestif',
          concept: [
            { code: 'œso', display: 'Œsophage', property: [{ code: 'pair', valueBoolean: false }] },
            { code: 'foie', display: 'Foie', definition: 'Glande' },
          ],
        },
        { code: 'sein', display: 'Sein', property: [{ code: 'pair', valueBoolean: true }] },
      ],
    },
    { code: 'rein', display: 'Rein', property: [{ code: 'subsumedBy', valueCode: 'organe' }] },
  ],
};

export function valueSet(url: string, compose?: ValueSetCompose, changes: Partial<ValueSet> = {}): ValueSet {
  return { resourceType: 'ValueSet', status: 'active', url, ...(compose && { compose }), ...changes };
}
