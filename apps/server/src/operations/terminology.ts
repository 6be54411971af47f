import { allOk } from '@medplum/core';
import type { FhirRouteHandler } from '@medplum/fhir-router';
import type { Coding, ValueSet } from '@medplum/fhirtypes';
import type { SqliteRepository } from '../store/index.ts';
import { OperationInput } from './parameters.ts';

/** ValueSet/$expand: https://hl7.org/fhir/R4/valueset-operation-expand.html */
export const expand: FhirRouteHandler = async (request, repo) => {
  const input = new OperationInput(request);
  const valueSet = (repo as SqliteRepository).terminology().expand({
    url: input.text('url'),
    valueSet: input.resource<ValueSet>('valueSet', 'ValueSet'),
    filter: input.text('filter'),
    offset: input.count('offset'),
    count: input.count('count'),
  });
  return [allOk, valueSet];
};

/** ValueSet/$validate-code: https://hl7.org/fhir/R4/valueset-operation-validate-code.html */
export const validateInValueSet: FhirRouteHandler = async (request, repo) => {
  const input = new OperationInput(request);
  const parameters = (repo as SqliteRepository).terminology().validateInValueSet({
    id: request.params.id,
    url: request.params.id ? undefined : input.text('url'),
    valueSet: input.resource<ValueSet>('valueSet', 'ValueSet'),
    coding: codingOf(input, input.text('system')),
    codeableConcept: input.concept('codeableConcept'),
  });
  return [allOk, parameters];
};

/** CodeSystem/$validate-code: https://hl7.org/fhir/R4/codesystem-operation-validate-code.html */
export const validateInSystem: FhirRouteHandler = async (request, repo) => {
  const input = new OperationInput(request);
  const coding = codingOf(input, input.text('url')) ?? {};
  return [allOk, (repo as SqliteRepository).terminology().validateInSystem(coding)];
};

/** CodeSystem/$lookup: https://hl7.org/fhir/R4/codesystem-operation-lookup.html */
export const lookup: FhirRouteHandler = async (request, repo) => {
  const input = new OperationInput(request);
  const coding = codingOf(input, input.text('system')) ?? {};
  return [allOk, (repo as SqliteRepository).terminology().lookup(coding)];
};

function codingOf(input: OperationInput, system: string | undefined): Coding | undefined {
  const code = input.text('code');
  return input.coding('coding') ?? (code === undefined ? undefined : { system, code });
}
