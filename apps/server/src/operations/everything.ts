import {
  allOk,
  badRequest,
  forbidden,
  isResourceType,
  normalizeOperationOutcome,
  OperationOutcomeError,
  Operator,
  type SearchRequest,
  type WithId,
} from '@medplum/core';
import type { FhirRepository, FhirRouteHandler } from '@medplum/fhir-router';
import type { Bundle, BundleEntry, BundleLink, Patient, Resource, ResourceType } from '@medplum/fhirtypes';
import type { Range } from '../store/dates.ts';
import { compartmentTypes } from '../store/repository/compartments.ts';
import { careRange, isWithin } from './care-dates.ts';
import { OperationInput } from './parameters.ts';

const PAGE = 1000;
/** What a record points to outside of itself and cannot be read without (as on the real server). */
const POINTED = new Set([
  'Device',
  'Location',
  'Medication',
  'Organization',
  'Practitioner',
  'PractitionerRole',
]);

/**
 * `Patient/:id/$everything` (https://hl7.org/fhir/R4/patient-operation-everything.html): the patient, its
 * compartment as far as the caller may see it, and the professionals and organizations these point to.
 * `start` and `end` are about care (`care-dates.ts`), `_since` about writing. `_type`, `_count` (1000 at most)
 * and `_offset` count what belongs to the compartment; what is pointed to comes with its page.
 */
export function everything(baseUrl: () => string): FhirRouteHandler {
  return async (request, repo) => {
    const input = new OperationInput(request);
    const asked: Asked = { since: input.text('_since'), care: careRange(input) };
    const patient = await repo.readResource<Patient>('Patient', String(request.params.id));
    const offset = input.count('_offset') ?? 0;
    const end = offset + Math.min(input.count('_count') ?? PAGE, PAGE);
    const found: WithId<Resource>[] = [];
    for (const type of typesFor(input.text('_type'))) {
      if (found.length <= end) {
        await collect(repo, type, patient, asked, found, end + 1);
      }
    }
    const page = found.slice(offset, end);
    const fhir = `${baseUrl()}fhir/R4/`;
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      entry: [
        ...page.map((one) => toEntry(fhir, one, 'match')),
        ...(await pointedBy(repo, page)).map((one) => toEntry(fhir, one, 'include')),
      ],
      ...(found.length > end && { link: [next(`${fhir}Patient/${patient.id}/$everything`, input, end)] }),
    };
    return [allOk, bundle];
  };
}

/** Which resources of the compartment are wanted. */
interface Asked {
  readonly since?: string;
  readonly care?: Range;
}

/** The patient first, then the types of its compartment. */
function typesFor(asked: string | undefined): ResourceType[] {
  const only = asked?.split(',');
  for (const type of only ?? []) {
    if (!isResourceType(type)) {
      throw new OperationOutcomeError(badRequest(`Type de ressource inconnu : ${type}`, '_type'));
    }
  }
  return [...new Set(['Patient', ...compartmentTypes()])].filter(
    (type): type is ResourceType => isResourceType(type) && (only?.includes(type) ?? true),
  );
}

/** Adds the resources of one type, until there are `limit` of all types together. */
async function collect(
  repo: FhirRepository,
  resourceType: ResourceType,
  patient: WithId<Patient>,
  { since, care }: Asked,
  found: WithId<Resource>[],
  limit: number,
): Promise<void> {
  const reference = `Patient/${patient.id}`;
  const filters = [
    resourceType === 'Patient'
      ? { code: '_id', operator: Operator.EQUALS, value: patient.id }
      : { code: '_compartment', operator: Operator.EQUALS, value: reference },
    ...(since ? [{ code: '_lastUpdated', operator: Operator.GREATER_THAN_OR_EQUALS, value: since }] : []),
  ];
  for (let offset = 0; ; offset += PAGE) {
    // Whole pages when only some of each will do.
    const count = care ? PAGE : Math.min(PAGE, limit - found.length);
    const page = await searchOrNothing(repo, { resourceType, filters, count, offset });
    found.push(...(care ? page.filter((one) => isWithin(one, care)) : page));
    if (page.length < count || found.length >= limit) {
      return;
    }
  }
}

/** A type that the caller may not search is no part of the record it sees. */
async function searchOrNothing(repo: FhirRepository, request: SearchRequest): Promise<WithId<Resource>[]> {
  try {
    return await repo.searchResources(request);
  } catch (error) {
    if (normalizeOperationOutcome(error).id === forbidden.id) {
      return [];
    }
    throw error;
  }
}

/** What cannot be read is left out: the record stays whole for who may read it whole. */
async function pointedBy(repo: FhirRepository, resources: readonly Resource[]): Promise<WithId<Resource>[]> {
  const references = new Set<string>();
  walk(resources, references);
  const read = await repo.readReferences([...references].map((reference) => ({ reference })));
  return read.filter((one): one is WithId<Resource> => !(one instanceof Error));
}

function walk(value: unknown, references: Set<string>): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  const { reference } = value as { reference?: unknown };
  const [type = '', id, ...rest] = typeof reference === 'string' ? reference.split('/') : [];
  if (id && rest.length === 0 && POINTED.has(type)) {
    references.add(`${type}/${id}`);
  }
  for (const inner of Object.values(value)) {
    walk(inner, references);
  }
}

function toEntry(fhir: string, resource: WithId<Resource>, mode: 'match' | 'include'): BundleEntry {
  return { fullUrl: `${fhir}${resource.resourceType}/${resource.id}`, resource, search: { mode } };
}

function next(url: string, input: OperationInput, offset: number): BundleLink {
  const query = new URLSearchParams({ _offset: String(offset) });
  for (const name of ['_type', '_since', 'start', 'end']) {
    const value = input.text(name);
    if (value !== undefined) {
      query.set(name, value);
    }
  }
  const count = input.count('_count');
  if (count !== undefined) {
    query.set('_count', String(count));
  }
  return { relation: 'next', url: `${url}?${query}` };
}
