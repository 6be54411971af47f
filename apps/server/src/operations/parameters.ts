import { badRequest, isResource, OperationOutcomeError } from '@medplum/core';
import type { FhirRequest } from '@medplum/fhir-router';
import type { CodeableConcept, Coding, Parameters, ParametersParameter, Resource } from '@medplum/fhirtypes';

/**
 * The inputs of an operation, however they came: query of a GET, Parameters resource, or (as the real server
 * also accepts) a plain JSON object. Getters refuse a wrong type with the parameter's name.
 */
export class OperationInput {
  readonly #values = new Map<string, unknown>();

  constructor(request: FhirRequest) {
    for (const [name, value] of Object.entries(request.query ?? {})) {
      this.#values.set(name, Array.isArray(value) ? value[0] : value);
    }
    const body: unknown = request.body;
    if (isResource<Parameters>(body, 'Parameters')) {
      for (const parameter of asArray(body.parameter)) {
        this.#values.set(String(parameter?.name), parameterValue(parameter));
      }
    } else if (request.method === 'POST' && typeof body === 'object' && body !== null && !isResource(body)) {
      for (const [name, value] of Object.entries(body)) {
        this.#values.set(name, value);
      }
    }
  }

  text(name: string): string | undefined {
    return this.#typed(name, (value) => (typeof value === 'string' ? value : undefined), 'un texte');
  }

  /** A whole number, zero or more. */
  count(name: string): number | undefined {
    const read = (value: unknown) => {
      const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
      return Number.isInteger(number) && (number as number) >= 0 ? (number as number) : undefined;
    };
    return this.#typed(name, read, 'un entier positif');
  }

  coding(name: string): Coding | undefined {
    return this.#typed(name, (value) => (isObject(value) ? (value as Coding) : undefined), 'un Coding');
  }

  concept(name: string): CodeableConcept | undefined {
    const read = (value: unknown) => (isObject(value) ? (value as CodeableConcept) : undefined);
    return this.#typed(name, read, 'un CodeableConcept');
  }

  resource<T extends Resource>(name: string, type: T['resourceType']): T | undefined {
    const read = (value: unknown) => (isResource<T>(value, type) ? value : undefined);
    return this.#typed(name, read, `une ressource ${type}`);
  }

  #typed<T>(name: string, read: (value: unknown) => T | undefined, expected: string): T | undefined {
    const value = this.#values.get(name);
    if (value === undefined) {
      return undefined;
    }
    const result = read(value);
    if (result === undefined) {
      throw new OperationOutcomeError(badRequest(`Paramètre ${name} : ${expected} est attendu`, name));
    }
    return result;
  }
}

function parameterValue(parameter: ParametersParameter): unknown {
  if (parameter?.resource) {
    return parameter.resource;
  }
  return Object.entries(parameter ?? {}).find(([key]) => key.startsWith('value'))?.[1];
}

function asArray<T>(value: T[] | undefined): T[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
