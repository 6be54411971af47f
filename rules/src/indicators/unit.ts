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

/** A unit of these resources. Its Bundle is made when it is asked for: a kind that no Measure counts costs none. */
export class Unit implements EvaluationUnit {
  readonly kind: string;
  readonly id: string;
  readonly reference: string;
  readonly establishments: readonly string[];
  readonly centre?: string;
  readonly #resources: readonly Resource[];
  #bundle: Bundle | undefined;

  constructor(head: Omit<EvaluationUnit, 'bundle'>, resources: readonly Resource[]) {
    this.kind = head.kind;
    this.id = head.id;
    this.reference = head.reference;
    this.establishments = head.establishments;
    this.centre = head.centre;
    this.#resources = resources;
  }

  get bundle(): Bundle {
    this.#bundle ??= collection(this.#resources);
    return this.#bundle;
  }
}

/** A collection Bundle of these resources, each once. */
export function collection(resources: readonly Resource[]): Bundle {
  const entry = unique(resources).map((resource) => ({
    fullUrl: `${resource.resourceType}/${resource.id}`,
    resource,
  }));
  return { resourceType: 'Bundle', type: 'collection', entry };
}

/** The literal references among these, each once. */
export function literals(...references: readonly (Reference | undefined)[]): string[] {
  return unique(references.flatMap((one) => one?.reference ?? []));
}

/** Up to here looking through a list is faster than a Set, and leaves nothing behind. */
const FEW = 64;

function unique<T>(values: readonly T[]): T[] {
  if (values.length > FEW) return [...new Set(values)];
  return values.filter((value, i) => values.indexOf(value) === i);
}
