import { getDataType, type SearchRequest, subsetResource } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';

/** Keeps of a resource what `_fields`, `_elements` or `_summary` ask, mandatory elements included. */
export function subset(resource: Resource, request: SearchRequest): void {
  const wanted = wantedFields(resource, request);
  if (wanted) {
    subsetResource(resource, wanted);
  }
}

function wantedFields(resource: Resource, request: SearchRequest): string[] | undefined {
  const schema = getDataType(resource.resourceType);
  const mandatory = [...(schema.mandatoryProperties ?? [])];
  if (request.fields) {
    return [...mandatory, ...request.fields];
  }
  switch (request.summary) {
    case 'data':
      return Object.keys(resource).filter((key) => key !== 'text');
    case 'text':
      return ['text', ...mandatory];
    case 'true':
      return [...(schema.summaryProperties ?? [])];
    default:
      return undefined;
  }
}
