import type { Reference, Resource } from '@medplum/fhirtypes';

/**
 * One reason not to sign or not to issue a fiche, for a human. All the reasons are found at once, so that the
 * demandeur completes the record in one go.
 */
export interface Refusal {
  /** Stable name of the rule, for programs: it is also the code of the Task's input. */
  code: string;
  /** What a user calls the field, in French. */
  field: string;
  /** What is wrong and what to do, in French, a full sentence. */
  message: string;
  /** The resource to correct, `Type/id`. */
  reference: string;
}

/** `Type/id`, or the type alone for a resource not stored yet. */
export function referenceTo(resource: Resource | undefined): string {
  return resource ? [resource.resourceType, resource.id].filter(Boolean).join('/') : '';
}

/** The refusals as a text for a human: one line per reason, the field first. */
export function refusalText(refusals: readonly Refusal[]): string {
  return refusals.map(({ field, message }) => `- ${field} : ${message}`).join('\n');
}

/** Does this reference name this resource, whichever form it takes? */
export function pointsTo(reference: Reference | undefined, resource: Resource | undefined): boolean {
  return !!resource?.id && reference?.reference === referenceTo(resource);
}
