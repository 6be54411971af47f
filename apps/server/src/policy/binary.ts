import { Operator } from '@medplum/core';
import type { Binary } from '@medplum/fhirtypes';
import { rowOf } from '../store/repository/read.ts';
import { filterCondition } from '../store/search/filter.ts';
import { and, sql } from '../store/search/sql.ts';
import { parseContent, type Session } from '../store/session.ts';
import { isVisible } from './check.ts';
import { policyCondition } from './condition.ts';
import { AccessPolicyInteraction } from './rules.ts';

/**
 * A Binary has nothing to search by, so no criterion can bind it: it belongs to its `securityContext`, and is
 * read by who reads that. Without one, by its author and by who reads a DocumentReference that holds it.
 * Medplum lets anyone with a rule for Binary read all of those; ids are then the only protection.
 */
export function binaryVisible(session: Session, content: string | null): boolean {
  if (content === null) {
    return false;
  }
  const binary = parseContent<Binary>(content);
  const owner = binary.securityContext?.reference;
  if (owner) {
    const row = owner.startsWith('Binary/') ? undefined : rowOf(session, owner);
    return row !== undefined && row.content !== null && isVisible(session, row);
  }
  const author = binary.meta?.author?.reference;
  return (author !== undefined && author === session.context.author.reference) || isHeld(session, binary.id);
}

/** Found by `DocumentReference?location=`, the index on attachment addresses. */
function isHeld(session: Session, id: string): boolean {
  const scope = { session, resourceType: 'DocumentReference', alias: 'r0', depth: 0 };
  const { accessPolicy: _, ...context } = session.context;
  const location = { code: 'location', operator: Operator.EQUALS, value: `Binary/${id}` };
  const held = filterCondition({ ...scope, session: { ...session, context } }, location);
  const seen = policyCondition(scope, AccessPolicyInteraction.READ);
  const condition = and([held, ...(seen ? [seen] : [])]);
  const query = sql`SELECT 1 FROM resource r0 WHERE r0.deleted = 0 AND ${condition}`;
  return session.db.get(query.text, ...query.params) !== undefined;
}
