import type { FhirRouter } from '@medplum/fhir-router';

export function addOperations(_router: FhirRouter): void {}
