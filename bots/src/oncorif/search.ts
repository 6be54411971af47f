import type { MedplumClient } from '@medplum/core';
import type { Bundle, BundleEntry, OperationOutcome, Resource } from '@medplum/fhirtypes';

/** The largest page a server gives; a larger `_count` is cut in silence (spec/medplum.md section 3). */
const PAGE = 1000;
/** References in one search: the address stays far under what a proxy accepts. */
const LIST = 50;

/** A search by a list of references: `of('Composition', 'encounter', refs, 'type=...')`. */
export interface ListSearch {
  readonly type: Resource['resourceType'];
  readonly parameter: string;
  readonly values: readonly string[];
  /** More parameters, already encoded. */
  readonly filter?: string;
}

/** `Type?parameter=a,b,c&filter`, as many as the lists need. */
export function listUrls({ type, parameter, values, filter }: ListSearch): string[] {
  const urls: string[] = [];
  for (let from = 0; from < values.length; from += LIST) {
    const list = values
      .slice(from, from + LIST)
      .map(encodeURIComponent)
      .join(',');
    urls.push(`${type}?${parameter}=${list}${filter ? `&${filter}` : ''}&_count=${PAGE}`);
  }
  return urls;
}

/**
 * Several searches in one request, each read to its last page.
 * @returns everything found, in the order of the searches, each resource once.
 * @throws Error in French when one of them fails: the whole export is then run again.
 */
export async function searchLists(
  medplum: MedplumClient,
  searches: readonly ListSearch[],
): Promise<Resource[]> {
  const urls = searches.flatMap(listUrls);
  if (urls.length === 0) return [];
  const entry = urls.map((url): BundleEntry => ({ request: { method: 'GET', url } }));
  const response = await medplum.executeBatch({ resourceType: 'Bundle', type: 'batch', entry });
  const found = new Map<string, Resource>();
  for (const [index, url] of urls.entries()) {
    let page = pageOf(response.entry?.[index], url);
    for (;;) {
      for (const { resource } of page.entry ?? []) {
        if (resource) found.set(`${resource.resourceType}/${resource.id}`, resource);
      }
      const next = page.link?.find((link) => link.relation === 'next')?.url;
      if (!next) break;
      page = await medplum.search(
        url.split('?')[0] as 'Observation',
        new URL(next, medplum.getBaseUrl()).search,
      );
    }
  }
  return [...found.values()];
}

/**
 * All resources of a search, page by page and by cursor: the offset of a page is limited to 10,000, and a
 * resource that is written meanwhile is not missed (spec/indicators.md section 6).
 */
export async function* searchPages<T extends Resource>(
  medplum: MedplumClient,
  type: T['resourceType'],
  parameters: readonly (readonly [string, string])[],
  count = PAGE,
): AsyncGenerator<T[]> {
  const seen = new Set<string>();
  const query = [...parameters, ['_sort', '_lastUpdated'], ['_count', String(count)]] as [string, string][];
  for await (const page of medplum.searchResourcePages(type as 'Encounter', query)) {
    const fresh = (page as unknown as T[]).filter((resource) => !seen.has(resource.id ?? ''));
    for (const { id } of fresh) seen.add(id ?? '');
    yield fresh;
  }
}

function pageOf(entry: BundleEntry | undefined, url: string): Bundle {
  if (entry?.resource?.resourceType === 'Bundle' && entry.response?.status?.startsWith('2'))
    return entry.resource;
  const outcome = (entry?.response?.outcome ?? entry?.resource) as OperationOutcome | undefined;
  const issue = outcome?.issue?.[0];
  const reason = issue?.details?.text ?? issue?.diagnostics ?? "le serveur n'a pas répondu";
  throw new Error(`Lecture de ${url.split('?')[0]} impossible : ${reason}`);
}
