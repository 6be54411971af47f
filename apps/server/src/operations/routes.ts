import type { FhirRouteHandler, FhirRouter } from '@medplum/fhir-router';
import { expand, lookup, validateInSystem, validateInValueSet } from './terminology.ts';
import { validate } from './validate.ts';

/**
 * Operations of the FHIR router; so they also work as entries of a batch. Bots and Binary have routes of
 * their own.
 */
export function addOperations(router: FhirRouter): void {
  router.add('POST', ':resourceType/$validate', validate);
  both(router, 'ValueSet/$expand', expand);
  both(router, 'ValueSet/$validate-code', validateInValueSet);
  both(router, 'ValueSet/:id/$validate-code', validateInValueSet);
  both(router, 'CodeSystem/$validate-code', validateInSystem);
  both(router, 'CodeSystem/$lookup', lookup);
}

function both(router: FhirRouter, path: string, handler: FhirRouteHandler): void {
  router.add('GET', path, handler);
  router.add('POST', path, handler);
}
