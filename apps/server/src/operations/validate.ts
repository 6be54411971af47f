import { allOk, badRequest, isResource } from '@medplum/core';
import type { FhirRouteHandler } from '@medplum/fhir-router';
import type { OperationOutcome, Parameters, Resource } from '@medplum/fhirtypes';
import type { SqliteRepository } from '../store/index.ts';
import { OperationInput } from './parameters.ts';

/**
 * `[type]/$validate` (https://hl7.org/fhir/R4/resource-operation-validate.html): the checks a write would
 * meet, and nothing written. Like the real server, 400 with every error, 200 with the warnings otherwise.
 */
export const validate: FhirRouteHandler = async (request, repo) => {
  const { resourceType } = request.params;
  const body: unknown = request.body;
  const input = new OperationInput(request);
  const resource =
    isResource<Parameters>(body, 'Parameters') && resourceType !== 'Parameters' ? inner(body) : body;
  if (!isResource(resource)) {
    return [badRequest('La ressource à valider est absente', 'Parameters.resource')];
  }
  if (resource.resourceType !== resourceType) {
    return [badRequest(`Type attendu : ${resourceType}, reçu : ${resource.resourceType}`, 'resourceType')];
  }
  const issue = (repo as SqliteRepository).validate(withProfile(resource, input.text('profile')));
  if (issue.some(({ severity }) => severity === 'error' || severity === 'fatal')) {
    return [{ resourceType: 'OperationOutcome', issue }];
  }
  const outcome: OperationOutcome = issue.length > 0 ? { ...allOk, issue } : allOk;
  return [outcome];
};

function inner(parameters: Parameters): Resource | undefined {
  return parameters.parameter?.find((one) => one.name === 'resource')?.resource;
}

/** `profile` asks for one more profile than the resource declares. */
function withProfile(resource: Resource, profile: string | undefined): Resource {
  if (!profile || resource.meta?.profile?.includes(profile)) {
    return resource;
  }
  return { ...resource, meta: { ...resource.meta, profile: [...(resource.meta?.profile ?? []), profile] } };
}
