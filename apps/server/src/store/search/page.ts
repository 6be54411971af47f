import {
  DEFAULT_MAX_SEARCH_COUNT,
  DEFAULT_SEARCH_COUNT,
  formatSearchQuery,
  type SearchRequest,
} from '@medplum/core';
import type { BundleLink, Resource } from '@medplum/fhirtypes';
import { refuse } from './scope.ts';

/** Medplum's maxSearchOffset: further, use a cursor. */
export const MAX_OFFSET = 10_000;
/** Medplum's smallest page that may use cursors. */
const MIN_CURSOR_COUNT = 20;

/** A search request whose page is checked and complete. */
export type PagedRequest<T extends Resource = Resource> = SearchRequest<T> & {
  readonly count: number;
  readonly offset: number;
  /** The smallest `updated` of the page asked for, when it is asked by cursor. */
  readonly from?: number;
};

/**
 * Applies defaults and limits: 20 by default, 1000 at most (silently, as Medplum does), offset up to 10,000.
 */
export function paged<T extends Resource>(request: SearchRequest<T>): PagedRequest<T> {
  const count = whole(request.count ?? DEFAULT_SEARCH_COUNT, '_count');
  const offset = whole(request.offset ?? 0, '_offset');
  if (offset > MAX_OFFSET) {
    refuse(`_offset trop grand : ${offset}, ${MAX_OFFSET} au plus ; utilisez un curseur`);
  }
  if (request.cursor === undefined) {
    return { ...request, count: Math.min(count, DEFAULT_MAX_SEARCH_COUNT), offset };
  }
  if (offset > 0) {
    refuse('_offset et _cursor ne vont pas ensemble');
  }
  if (!sortsByUpdate(request)) {
    refuse('Un curseur demande _sort=_lastUpdated, sans autre tri');
  }
  return {
    ...request,
    count: Math.min(count, DEFAULT_MAX_SEARCH_COUNT),
    offset,
    from: parseCursor(request.cursor),
  };
}

/** The links of a page. `next`: the `updated` of the first resource after it, if any. */
export function pageLinks(request: PagedRequest, baseUrl: string, next: number | undefined): BundleLink[] {
  const url = (changes: Partial<SearchRequest>): string => {
    const { from: _, ...search } = request;
    const type = request.types ? '' : request.resourceType;
    return `${baseUrl}fhir/R4/${type}${formatSearchQuery({ ...search, ...changes } as SearchRequest)}`;
  };
  const links: BundleLink[] = [{ relation: 'self', url: url({}) }];
  if (request.count === 0) {
    return links;
  }
  links.push({ relation: 'first', url: url({ cursor: undefined, offset: undefined }) });
  const byCursor = usesCursor(request);
  if (next !== undefined && byCursor) {
    links.push({ relation: 'next', url: url({ cursor: formatCursor(next), offset: undefined }) });
  } else if (next !== undefined && request.offset + request.count <= MAX_OFFSET) {
    links.push({ relation: 'next', url: url({ offset: request.offset + request.count }) });
  }
  if (!byCursor && request.offset > 0) {
    links.push({ relation: 'previous', url: url({ offset: Math.max(0, request.offset - request.count) }) });
  }
  return links;
}

function usesCursor(request: PagedRequest): boolean {
  return request.offset === 0 && request.count >= MIN_CURSOR_COUNT && sortsByUpdate(request);
}

function sortsByUpdate(request: SearchRequest): boolean {
  const [rule, ...others] = request.sortRules ?? [];
  return rule?.code === '_lastUpdated' && !rule.descending && others.length === 0;
}

/** Medplum's second cursor format, without its list of excluded ids: our write times are unique. */
function formatCursor(updated: number): string {
  return `2-${updated}`;
}

function parseCursor(cursor: string): number {
  const [version, instant] = cursor.split('-');
  const time = instant ? Number(instant) : Number.NaN;
  if ((version !== '1' && version !== '2') || !Number.isSafeInteger(time)) {
    // Ignoring it would send the first page again, for ever.
    refuse(`Curseur invalide : ${cursor.slice(0, 50)}`);
  }
  return time;
}

function whole(value: number, name: string): number {
  return Number.isSafeInteger(value) && value >= 0
    ? value
    : refuse(`${name} invalide : un nombre entier est attendu`);
}
