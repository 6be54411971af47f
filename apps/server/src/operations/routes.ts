import type { FhirRouteHandler, FhirRouter } from '@medplum/fhir-router';
import { everything } from './everything.ts';
import { extract } from './extract/extract.ts';
import { expand, lookup, validateInSystem, validateInValueSet } from './terminology.ts';
import { validate } from './validate.ts';

/**
 * Operations of the FHIR router; so they also work as entries of a batch. Bots and Binary have routes of
 * their own.
 */
export function addOperations(router: FhirRouter, baseUrl: () => string): void {
  router.add('POST', ':resourceType/$validate', validate);
  both(router, 'ValueSet/$expand', expand);
  both(router, 'ValueSet/$validate-code', validateInValueSet);
  both(router, 'ValueSet/:id/$validate-code', validateInValueSet);
  both(router, 'CodeSystem/$validate-code', validateInSystem);
  both(router, 'CodeSystem/:id/$validate-code', validateInSystem);
  both(router, 'CodeSystem/$lookup', lookup);
  both(router, 'CodeSystem/:id/$lookup', lookup);
  both(router, 'QuestionnaireResponse/$extract', extract);
  both(router, 'QuestionnaireResponse/:id/$extract', extract);
  both(router, 'Patient/:id/$everything', everything(baseUrl));
}

function both(router: FhirRouter, path: string, handler: FhirRouteHandler): void {
  router.add('GET', path, handler);
  router.add('POST', path, handler);
}
