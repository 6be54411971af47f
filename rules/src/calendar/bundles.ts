import type { Bundle, Resource } from '@medplum/fhirtypes';

/** Under the server's limit of 50 updates in a transaction (spec/medplum.md, 5). */
const UPDATES = 45;

/**
 * Transactions that write the resources in their order, each only if nobody changed it meanwhile. A list too
 * long for one transaction is cut; the caller puts what ends the change (the session) last, so that a cut
 * leaves work to do again and never a cancelled session with cases in it.
 * @param resources stored ones, with `id` and `meta.versionId`.
 */
export function changeBundles(resources: readonly Resource[]): Bundle[] {
  const bundles: Bundle[] = [];
  for (let at = 0; at < resources.length; at += UPDATES) {
    bundles.push({
      resourceType: 'Bundle',
      type: 'transaction',
      entry: resources.slice(at, at + UPDATES).map((resource) => ({
        resource,
        request: {
          method: 'PUT',
          url: `${resource.resourceType}/${resource.id}`,
          ...(resource.meta?.versionId ? { ifMatch: `W/"${resource.meta.versionId}"` } : {}),
        },
      })),
    });
  }
  return bundles;
}
