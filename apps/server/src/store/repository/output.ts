import type { Resource } from '@medplum/fhirtypes';
import { removeFields } from '../../policy/fields.ts';
import { hiddenFieldsOf } from '../../policy/hidden.ts';
import type { Session } from '../session.ts';

/** Medplum's own meta fields, shown in extended mode only (`X-Medplum: extended`). */
const EXTENDED = ['author', 'onBehalfOf', 'project', 'account', 'accounts', 'compartment'] as const;

/** Takes out of a freshly parsed resource what the caller does not see. Changes its argument. */
export function present<T extends Resource>(session: Session, resource: T): T {
  removeFields(resource, hiddenFieldsOf(session, resource));
  if (!session.context.extended && resource.meta) {
    for (const field of EXTENDED) {
      delete (resource.meta as Record<string, unknown>)[field];
    }
  }
  return resource;
}
