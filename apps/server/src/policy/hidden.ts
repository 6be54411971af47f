import type { Resource } from '@medplum/fhirtypes';
import { rowOf } from '../store/repository/read.ts';
import type { Session } from '../store/session.ts';
import { matching } from './check.ts';
import { fieldsOf, hiddenSomewhere } from './fields.ts';
import { AccessPolicyInteraction, rulesFor } from './rules.ts';

/** The fields of this stored resource that its reader does not get. */
export function hiddenFieldsOf(session: Session, resource: Resource): string[] {
  const { resourceType, id } = resource;
  const somewhere = hiddenSomewhere(session.context, resourceType);
  if (somewhere.length === 0) {
    return [];
  }
  const row = rowOf(session, `${resourceType}/${id}`);
  const rules = rulesFor(session.context, resourceType, AccessPolicyInteraction.READ);
  const matched = row && row.content !== null ? matching(session, row, rules) : [];
  // Under no rule for reading (it may only be written, or was deleted since): everything that any rule hides.
  return matched.length > 0 ? fieldsOf(matched, 'hiddenFields') : somewhere;
}
