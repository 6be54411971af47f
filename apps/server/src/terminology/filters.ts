import type { ValueSetComposeIncludeFilter } from '@medplum/fhirtypes';
import { isA, type SystemConcept } from './concepts.ts';

/** A test on one concept; undefined when the filter is of a kind that this server does not evaluate. */
export type ConceptTest = (concept: SystemConcept) => boolean;

/**
 * The test of a ValueSet filter (https://hl7.org/fhir/R4/valueset-filter-operator.html). `regex` is left out
 * on purpose: a stored expression could hang the server.
 */
export function conceptTest(
  filter: ValueSetComposeIncludeFilter,
  concepts: ReadonlyMap<string, SystemConcept>,
): ConceptTest | undefined {
  const { op, value } = filter;
  const hierarchical = filter.property === 'concept' || filter.property === 'code';
  switch (op) {
    case 'is-a':
      return hierarchical ? ({ code }) => isA(concepts, code, value) : undefined;
    case 'descendent-of':
      return hierarchical ? ({ code }) => code !== value && isA(concepts, code, value) : undefined;
    case 'is-not-a':
      return hierarchical ? ({ code }) => !isA(concepts, code, value) : undefined;
    case '=':
      return (concept) => valuesOf(concept, filter.property).includes(value);
    case 'in':
    case 'not-in': {
      const wanted = new Set(value.split(',').map((text) => text.trim()));
      return (concept) =>
        valuesOf(concept, filter.property).some((text) => wanted.has(text)) === (op === 'in');
    }
    case 'exists':
      return (concept) => valuesOf(concept, filter.property).length > 0 === (value === 'true');
    default:
      return undefined;
  }
}

function valuesOf(concept: SystemConcept, property: string): readonly string[] {
  switch (property) {
    case 'code':
    case 'concept':
      return [concept.code];
    case 'display':
      return concept.display === undefined ? [] : [concept.display];
    default:
      return concept.properties.get(property) ?? [];
  }
}
