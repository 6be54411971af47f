import { sql } from '../store/search/sql.ts';
import type { ResourceRow, Session } from '../store/session.ts';
import { binaryVisible } from './binary.ts';
import { policyCondition, ruleCondition } from './condition.ts';
import { AccessPolicyInteraction, criteriaOf, isRestricted, type Rule, rulesFor } from './rules.ts';

type Row = Pick<ResourceRow, 'rid' | 'type' | 'content'>;

/** May the caller do this with this stored resource, as it is now? */
export function allows(session: Session, row: Row, interaction: AccessPolicyInteraction): boolean {
  const { context } = session;
  if (!isRestricted(context)) {
    return true;
  }
  if (row.content === null) {
    // A tombstone has nothing left that a criterion could be tried on.
    return rulesFor(context, row.type, interaction).some((rule) => isUnbound(rule, row.type));
  }
  if (row.type === 'Binary') {
    return rulesFor(context, row.type, interaction).length > 0 && binaryVisible(session, row.content);
  }
  const condition = policyCondition({ session, resourceType: row.type, alias: 'r0', depth: 0 }, interaction)!;
  const query = sql`SELECT 1 FROM resource r0 WHERE r0.rid = ${row.rid} AND ${condition}`;
  return session.db.get(query.text, ...query.params) !== undefined;
}

/** May the caller know that this resource exists? */
export function isVisible(session: Session, row: Row): boolean {
  return allows(session, row, AccessPolicyInteraction.READ);
}

/** The rules, of those given, whose criterion the stored resource meets. */
export function matching(session: Session, row: Row, rules: readonly Rule[]): Rule[] {
  if (row.type === 'Binary') {
    return binaryVisible(session, row.content) ? [...rules] : [];
  }
  const scope = { session, resourceType: row.type, alias: 'r0', depth: 0 };
  return rules.filter((rule) => {
    const query = sql`SELECT 1 FROM resource r0 WHERE r0.rid = ${row.rid} AND ${ruleCondition(scope, rule)}`;
    return isUnbound(rule, row.type) || session.db.get(query.text, ...query.params) !== undefined;
  });
}

function isUnbound(rule: Rule, resourceType: string): boolean {
  const filters = criteriaOf(rule, resourceType);
  return typeof filters !== 'symbol' && filters.length === 0 && !rule.compartment;
}
