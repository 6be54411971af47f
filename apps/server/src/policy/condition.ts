import { type Filter, OperationOutcomeError, splitSearchOnComma } from '@medplum/core';
import { indexedParams } from '../store/index-params.ts';
import { filterCondition } from '../store/search/filter.ts';
import { candidates } from '../store/search/reference.ts';
import { column, type Scope, symbol } from '../store/search/scope.ts';
import { and, list, or, raw, type Sql, sql } from '../store/search/sql.ts';
import {
  type AccessPolicyInteraction,
  criteriaOf,
  isRestricted,
  NEVER,
  type Rule,
  rulesFor,
} from './rules.ts';

/**
 * What a restricted caller may see of the scope's type, as part of the query itself: pages, counts, chains
 * and `_has` then never know of anything else. Undefined when nothing restricts the caller.
 */
export function policyCondition(scope: Scope, interaction: AccessPolicyInteraction): Sql | undefined {
  const { context } = scope.session;
  if (!isRestricted(context)) {
    return undefined;
  }
  return or(rulesFor(context, scope.resourceType, interaction).map((rule) => ruleCondition(scope, rule)));
}

/**
 * The condition of one rule's criterion; false for one that cannot be understood: it must not open anything.
 */
export function ruleCondition(scope: Scope, rule: Rule): Sql {
  const filters = criteriaOf(rule, scope.resourceType);
  if (filters === NEVER) {
    return raw('0');
  }
  const own = asServer(scope);
  try {
    return and([
      ...filters.map((filter) => compartmentCondition(own, filter) ?? filterCondition(own, filter)),
      ...(rule.compartment ? [inCompartment(own, rule.compartment.reference ?? '')] : []),
    ]);
  } catch (error) {
    if (error instanceof OperationOutcomeError) {
      return raw('0');
    }
    throw error;
  }
}

/**
 * A criterion is the administrator's: it may name what its subject may not read, and chain from any depth.
 */
function asServer(scope: Scope): Scope {
  const { accessPolicy: _, ...context } = scope.session.context;
  return { ...scope, session: { ...scope.session, context }, depth: 0 };
}

function compartmentCondition(scope: Scope, filter: Filter): Sql | undefined {
  const plain = filter.code === '_compartment' && ['eq', 'exact'].includes(filter.operator);
  return plain ? inCompartment(scope, filter.value) : undefined;
}

/**
 * Looked up per candidate and not as a list: a policy filters every query, most of which have few candidates,
 * while the compartment of an establishment holds most of the store.
 */
function inCompartment(scope: Scope, references: string): Sql {
  const param = indexedParams(scope.resourceType).get('_compartment');
  if (!param) {
    return raw('0');
  }
  const found = splitSearchOnComma(references).flatMap((text) => candidates(scope, [], text.trim()));
  return sql`EXISTS (SELECT 1 FROM ix_ref c WHERE c.rid = ${column(scope, 'rid')}
    AND c.pid = ${symbol(scope, param.name)} AND c.value IN (${list(found)}))`;
}
