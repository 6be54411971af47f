import {
  AccessPolicyInteraction,
  type Filter,
  parseSearchRequest,
  projectAdminResourceTypes,
  readInteractions,
} from '@medplum/core';
import type { AccessPolicyResource, ResourceType } from '@medplum/fhirtypes';
import type { RequestContext } from '../context.ts';

export { AccessPolicyInteraction };

/** One line of an access policy: a type, a criterion, what may be done, which fields. */
export type Rule = AccessPolicyResource;

/** A criterion that no resource meets: unreadable, of another type, or with a parameter nobody gave. */
export const NEVER = Symbol('never');

/** True when every access of the caller is bound by its policy. The server itself never is. */
export function isRestricted(context: RequestContext): boolean {
  return !context.superAdmin && context.accessPolicy !== undefined;
}

/**
 * The rules under which a restricted caller may do something with a type: one of them must hold for the
 * resource. Types of project administration follow the membership (`admin`), not the policy: see
 * `visibility.ts`.
 */
export function rulesFor(
  context: RequestContext,
  resourceType: string,
  interaction: AccessPolicyInteraction,
): Rule[] {
  if (projectAdminResourceTypes.includes(resourceType)) {
    return context.projectAdmin ? [{ resourceType }] : [];
  }
  const rules = context.accessPolicy?.resource ?? [];
  return rules.filter((rule) => concerns(rule, resourceType) && supports(rule, interaction));
}

function concerns(rule: Rule, resourceType: string): boolean {
  return rule.resourceType === resourceType || rule.resourceType === '*';
}

/** `interaction`, when given, says all; else everything, or only reading with the older `readonly`. */
function supports(rule: Rule, interaction: AccessPolicyInteraction): boolean {
  if (rule.interaction) {
    return rule.interaction.includes(interaction);
  }
  return !rule.readonly || readInteractions.includes(interaction);
}

/** Policies are kept as long as the principal they belong to: each criterion is read once. */
const parsed = new WeakMap<Rule, Map<string, Filter[] | typeof NEVER>>();

/** The filters that a rule's criterion puts on a type; none when it has no criterion. */
export function criteriaOf(rule: Rule, resourceType: string): Filter[] | typeof NEVER {
  const known = parsed.get(rule) ?? new Map<string, Filter[] | typeof NEVER>();
  parsed.set(rule, known);
  let filters = known.get(resourceType);
  if (!filters) {
    filters = parse(rule.criteria, resourceType);
    known.set(resourceType, filters);
  }
  return filters;
}

function parse(criteria: string | undefined, resourceType: string): Filter[] | typeof NEVER {
  if (!criteria) {
    return [];
  }
  const query = criteria.indexOf('?');
  const type = query < 0 ? criteria : criteria.slice(0, query);
  if ((type !== resourceType && type !== '*') || hasOpenParameter(criteria)) {
    return NEVER;
  }
  try {
    const request = parseSearchRequest(`${resourceType}${query < 0 ? '' : criteria.slice(query)}`);
    return request.resourceType === (resourceType as ResourceType) ? (request.filters ?? []) : NEVER;
  } catch {
    return NEVER;
  }
}

/**
 * A `%name` that no membership parameter replaced. Left as a text it would find nothing, but a negation would
 * find everything. `%C3%A9` is an encoded character, not a name; where both are possible (`%AAt`), a name:
 * nothing is found.
 */
export function hasOpenParameter(criteria: string): boolean {
  return /%(?![A-Fa-f]\d|[A-Fa-f]{2}(?![A-Za-z_]))[A-Za-z_]/.test(criteria);
}
