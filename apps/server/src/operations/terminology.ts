import { allOk, badRequest, OperationOutcomeError } from '@medplum/core';
import type { FhirRepository, FhirRouteHandler } from '@medplum/fhir-router';
import type { CodeSystem, Coding, ValueSet } from '@medplum/fhirtypes';
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
  const system = (await systemOf(request.params.id, repo)) ?? input.text('url');
  const terminology = (repo as SqliteRepository).terminology();
  const concept = input.concept('codeableConcept');
  if (concept) {
    const results = (concept.coding ?? []).map((one) => terminology.validateInSystem({ system, ...one }));
    const known = results.find((one) => one.parameter?.some(({ valueBoolean }) => valueBoolean));
    return [allOk, known ?? results[0] ?? terminology.validateInSystem({ system })];
  }
  return [allOk, terminology.validateInSystem(needed(codingOf(input, system)))];
};

/** CodeSystem/$lookup: https://hl7.org/fhir/R4/codesystem-operation-lookup.html */
export const lookup: FhirRouteHandler = async (request, repo) => {
  const input = new OperationInput(request);
  const system = (await systemOf(request.params.id, repo)) ?? input.text('system');
  return [allOk, (repo as SqliteRepository).terminology().lookup(needed(codingOf(input, system)))];
};

/** The url of the code system that an operation on an instance is about. */
async function systemOf(id: string | undefined, repo: FhirRepository): Promise<string | undefined> {
  return id === undefined ? undefined : (await repo.readResource<CodeSystem>('CodeSystem', id)).url;
}

function needed(coding: Coding | undefined): Coding {
  if (!coding?.code || !coding.system) {
    throw new OperationOutcomeError(
      badRequest('Le code et son système sont requis', coding?.code ? 'system' : 'code'),
    );
  }
  return coding;
}

function codingOf(input: OperationInput, system: string | undefined): Coding | undefined {
  const code = input.text('code');
  const coding = input.coding('coding');
  return coding ? { system, ...coding } : code === undefined ? undefined : { system, code };
}
