import type { MedplumClient, MedplumRequestOptions } from '@medplum/core';
import type { Bundle, ResourceType } from '@medplum/fhirtypes';

/** Matches of a page: with what they include, a page stays under the 1,000 results that Medplum gives at once. */
const PER_PAGE = 100;
const MOST_PAGES = 20;

/**
 * All pages of a search with its included resources, as one Bundle.
 * @param options of each request, a signal for instance.
 * @param query without `_count`. Beyond 2,000 matches the oldest are left out: the caller sorts newest first.
 */
export async function searchWhole(
  medplum: MedplumClient,
  type: ResourceType,
  query: string,
  options: MedplumRequestOptions = {},
): Promise<Bundle> {
  let page = (await medplum.search(type, `${query}&_count=${PER_PAGE}`, options)) as Bundle;
  const entry = [...(page.entry ?? [])];
  for (let pages = 1; pages < MOST_PAGES; pages++) {
    const next = page.link?.find(({ relation }) => relation === 'next')?.url;
    if (!next) break;
    page = (await medplum.get(next, options)) as Bundle;
    entry.push(...(page.entry ?? []));
  }
  return { ...page, entry };
}
