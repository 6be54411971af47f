import {
  badRequest,
  getSearchParameter,
  type IncludeTarget,
  normalizeOperationOutcome,
  OperationOutcomeError,
  Operator,
  type SearchRequest,
  type WithId,
} from '@medplum/core';
import { type FhirRepository, getExtraEntries, type SearchOptions } from '@medplum/fhir-router';
import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { present } from '../repository/output.ts';
import { parseContent, type Session } from '../session.ts';
import { subset } from './fields.ts';
import { type PagedRequest, paged, pageLinks } from './page.ts';
import { countAll, findPage, type Hit } from './query.ts';
import { refuse } from './scope.ts';

/** The richest page needs eight. */
const MAX_INCLUDES = 30;

/** Searches one type, or several with `_type` (https://hl7.org/fhir/R4/search.html). */
export async function search<T extends Resource>(
  repo: FhirRepository,
  session: Session,
  searchRequest: SearchRequest<T>,
  options: SearchOptions = {},
): Promise<Bundle<WithId<T>>> {
  const request = paged(withoutRepeats(searchRequest));
  const hits = request.count > 0 ? findPage(session, request) : [];
  const next = hits.length > request.count ? hits.pop() : undefined;
  const resources = hits.map((hit) => load<T>(session, hit));
  const entry: BundleEntry<WithId<T>>[] = resources.map((resource) => ({
    fullUrl: fullUrl(session, resource.resourceType, resource.id),
    search: { mode: 'match' },
    resource,
  }));
  if (request.include || request.revInclude) {
    await addIncluded(repo, session, request, resources, entry);
  }
  if (request.fields || request.summary) {
    for (const { resource } of entry) {
      subset(resource!, request);
    }
  }
  if (options.resourceOnly) {
    return { resourceType: 'Bundle', type: 'searchset', entry };
  }
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(wantsTotal(request) && { total: total(session, request, hits, next) }),
    link: pageLinks(request, session.engine.baseUrl, next?.updated),
    ...(entry.length > 0 && { entry }),
  };
}

/** Each include once: every one walks all that was found, again at each step of `:iterate`. */
function withoutRepeats<T extends Resource>(request: SearchRequest<T>): SearchRequest<T> {
  const { include, revInclude } = request;
  if (!include && !revInclude) {
    return request;
  }
  const distinct = (targets: IncludeTarget[] | undefined) =>
    targets && [...new Map(targets.map((one) => [JSON.stringify(one), one])).values()];
  const once = { ...request, include: distinct(include), revInclude: distinct(revInclude) };
  if ((once.include?.length ?? 0) + (once.revInclude?.length ?? 0) > MAX_INCLUDES) {
    refuse(`Trop d’inclusions : ${MAX_INCLUDES} _include et _revinclude au plus`);
  }
  return once;
}

/** One search per reference, for GraphQL's reverse references. */
export async function searchByReference<T extends Resource>(
  repo: FhirRepository,
  session: Session,
  searchRequest: SearchRequest<T>,
  field: string,
  references: string[],
): Promise<Record<string, WithId<T>[]>> {
  if (getSearchParameter(searchRequest.resourceType, field)?.type !== 'reference') {
    refuse(`Paramètre de référence inconnu : ${searchRequest.resourceType}?${field}`);
  }
  const result: Record<string, WithId<T>[]> = Object.create(null);
  for (const reference of references) {
    const filters = [
      ...(searchRequest.filters ?? []),
      { code: field, operator: Operator.EQUALS, value: reference },
    ];
    const bundle = await search(repo, session, { ...searchRequest, filters }, { resourceOnly: true });
    result[reference] = bundle.entry!.map((entry) => entry.resource!);
  }
  return result;
}

function load<T extends Resource>(session: Session, hit: Hit): WithId<T> {
  const row = session.db.get<{ content: string }>('SELECT content FROM resource WHERE rid = ?', hit.rid)!;
  return present(session, parseContent<T>(row.content));
}

function wantsTotal(request: PagedRequest): boolean {
  return request.total === 'accurate' || request.total === 'estimate';
}

/**
 * Counted only when the page does not already say it. An estimate is exact: the store is small enough to
 * count.
 */
function total(session: Session, request: PagedRequest, hits: Hit[], next: Hit | undefined): number {
  const lastPage = request.count > 0 && !next && (hits.length > 0 || request.offset === 0);
  if (lastPage && request.from === undefined) {
    return request.offset + hits.length;
  }
  return countAll(session, request);
}

async function addIncluded<T extends Resource>(
  repo: FhirRepository,
  session: Session,
  request: SearchRequest<T>,
  resources: WithId<T>[],
  entry: BundleEntry[],
): Promise<void> {
  try {
    await getExtraEntries(repo, request, resources, entry, {
      fullUrl: (type, id) => fullUrl(session, type, id),
    });
  } catch (error) {
    // Its scope limit is a plain Error, which would become a 500.
    throw error instanceof OperationOutcomeError
      ? error
      : new OperationOutcomeError(
          badRequest(normalizeOperationOutcome(error).issue[0]?.details?.text ?? String(error)),
        );
  }
}

function fullUrl(session: Session, resourceType: string, id: string): string {
  return `${session.engine.baseUrl}fhir/R4/${resourceType}/${id}`;
}
