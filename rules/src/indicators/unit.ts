import type { Bundle, Reference, Resource } from '@medplum/fhirtypes';

/**
 * What expressions are evaluated on: one collection Bundle that holds everything they may ask for, so that
 * none has to fetch. `kind` is the name Measures use: `case` (one patient's passage in one session), `session`,
 * or `plan` (one version of a PPS).
 */
export interface EvaluationUnit {
  readonly kind: string;
  /** Of the resource that the unit is about; for messages. */
  readonly id: string;
  /** `Encounter/id` or `Composition/id`: what a cell leads back to. */
  readonly reference: string;
  /** `Organization/id` of the establishments that are counted by this unit: organiser, requester. */
  readonly establishments: readonly string[];
  /** `Organization/id` of the 3C, when known. */
  readonly centre?: string;
  readonly bundle: Bundle;
}

/** A collection Bundle of these resources, each once. */
export function collection(resources: ReadonlySet<Resource>): Bundle {
  const entry = [...resources].map((resource) => ({
    fullUrl: `${resource.resourceType}/${resource.id}`,
    resource,
  }));
  return { resourceType: 'Bundle', type: 'collection', entry };
}

/** The literal references among these, each once. */
export function literals(...references: readonly (Reference | undefined)[]): string[] {
  return [...new Set(references.flatMap((reference) => reference?.reference ?? []))];
}
