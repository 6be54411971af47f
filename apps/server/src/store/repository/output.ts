import type { Resource } from '@medplum/fhirtypes';
import type { RequestContext } from '../../context.ts';

/** Medplum's own meta fields, shown in extended mode only (`X-Medplum: extended`). */
const EXTENDED = ['author', 'onBehalfOf', 'project', 'account', 'accounts', 'compartment'] as const;

/** Takes out of a freshly parsed resource what the caller does not see. Changes its argument. */
export function present<T extends Resource>(context: RequestContext, resource: T): T {
  if (!context.extended && resource.meta) {
    for (const field of EXTENDED) {
      delete (resource.meta as Record<string, unknown>)[field];
    }
  }
  return resource;
}
