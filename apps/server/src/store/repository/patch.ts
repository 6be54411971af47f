import {
  applyPatch,
  badRequest,
  fhirpathPatchTypedValue,
  normalizeOperationOutcome,
  type Operation,
  OperationOutcomeError,
  parseFhirPathPatchParameters,
  toTypedValue,
  type WithId,
} from '@medplum/core';
import type { Parameters, Resource } from '@medplum/fhirtypes';

/**
 * Applies a JSON Patch or a FHIRPath Patch to a copy of the resource
 * (https://hl7.org/fhir/R4/http.html#patch).
 * @throws OperationOutcomeError 400 when an operation does not apply, or changes what the resource is.
 */
export function applyTo<T extends Resource>(resource: WithId<T>, patch: Operation[] | Parameters): WithId<T> {
  const result = structuredClone(resource);
  try {
    if (Array.isArray(patch)) {
      const failures = applyPatch(result, patch).filter((error) => error !== null);
      if (failures.length > 0) {
        throw new OperationOutcomeError(
          badRequest(failures.map((error) => (error as Error).message).join('\n')),
        );
      }
    } else if (patch.parameter) {
      fhirpathPatchTypedValue(toTypedValue(result), parseFhirPathPatchParameters(patch));
    }
  } catch (error) {
    throw new OperationOutcomeError(normalizeOperationOutcome(error), { cause: error });
  }
  if (result.resourceType !== resource.resourceType || result.id !== resource.id) {
    throw new OperationOutcomeError(
      badRequest('Un patch ne change ni le type ni l’identifiant de la ressource'),
    );
  }
  return result;
}
