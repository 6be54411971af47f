import { AccessPolicyInteraction, isResourceType, LRUCache, readInteractions } from '@medplum/core';
import type { AccessPolicy, AccessPolicyResource } from '@medplum/fhirtypes';
import type { RequestContext } from '../context.ts';

/** A SMART scope on data (SMART App Launch 2.2 §3.0): a type or `*`, and letters of `cruds`. */
interface SmartScope {
  readonly resourceType: string;
  readonly interactions: readonly AccessPolicyInteraction[];
}

const { CREATE, READ, VREAD, HISTORY, UPDATE, DELETE, SEARCH } = AccessPolicyInteraction;
const BY_LETTER: Record<string, readonly AccessPolicyInteraction[]> = {
  c: [CREATE],
  r: [READ, VREAD, HISTORY],
  u: [UPDATE],
  d: [DELETE],
  s: [SEARCH],
};
const ALL = Object.values(BY_LETTER).flat();
/** SMART 1 said `read`, `write` and `*`. */
const OLDER: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' };
const DATA = /^(?:user|system)\/(\w+|\*)\.(read|write|\*|(?=[cruds])c?r?u?d?s?)$/;

/**
 * Why the scopes asked for cannot be granted, in French; undefined when they can. A token must not promise a
 * limit that is not kept: scopes on one patient need a launch that says which, queries would have to be judged
 * against hidden fields, and neither is done here.
 */
export function scopeProblem(scope: string): string | undefined {
  const wrong = terms(scope).find((term) => isAboutData(term) && !read(term));
  return wrong === undefined ? undefined : `Portée non prise en charge : ${wrong.slice(0, 100)}`;
}

/** True when a scope limits what data a token opens. */
export function hasDataScope(scope: string): boolean {
  return terms(scope).some(isAboutData);
}

/**
 * The caller's rights within the scopes of its token: what both give. Scopes that cannot be read give nothing.
 * A token limited to data does not administer the project. Without a scope on data, the rights as they are.
 */
export function withinScopes(context: RequestContext, scope: string): RequestContext {
  if (!hasDataScope(scope)) {
    return context;
  }
  return {
    ...context,
    limited: true,
    projectAdmin: false,
    accessPolicy: narrowed(context.accessPolicy, scope),
  };
}

const EVERYTHING: AccessPolicy = { resourceType: 'AccessPolicy', resource: [{ resourceType: '*' }] };
/** By policy, which lives as long as its principal, so that criteria are not read again at each request. */
const known = new WeakMap<AccessPolicy, LRUCache<AccessPolicy>>();

function narrowed(policy: AccessPolicy = EVERYTHING, scope: string): AccessPolicy {
  const byScope = known.get(policy) ?? new LRUCache<AccessPolicy>(20);
  known.set(policy, byScope);
  let result = byScope.get(scope);
  if (!result) {
    const scopes = terms(scope).flatMap((term) => read(term) ?? []);
    const resource = (policy.resource ?? []).flatMap((rule) => scopes.flatMap((one) => meet(rule, one)));
    result = { ...policy, resource };
    byScope.set(scope, result);
  }
  return result;
}

/** What a rule and a scope both allow: one rule of the narrower type, or none. */
function meet(rule: AccessPolicyResource, scope: SmartScope): AccessPolicyResource[] {
  const resourceType = rule.resourceType === '*' ? scope.resourceType : rule.resourceType;
  const isConcerned = scope.resourceType === '*' || scope.resourceType === resourceType;
  const allowed = rule.interaction ?? (rule.readonly ? readInteractions : ALL);
  const interaction = scope.interactions.filter((one) => allowed.includes(one));
  return isConcerned && interaction.length > 0 ? [{ ...rule, resourceType, interaction }] : [];
}

function terms(scope: string): string[] {
  return scope.split(/\s+/).filter(Boolean);
}

/** `openid`, `profile`, `offline_access`... say nothing of data, nor do words we do not know. */
function isAboutData(term: string): boolean {
  return term.includes('/') || term === 'launch';
}

function read(term: string): SmartScope | undefined {
  const [, resourceType = '', letters = ''] = DATA.exec(term) ?? [];
  if (!resourceType || (resourceType !== '*' && !isResourceType(resourceType))) {
    return undefined;
  }
  return { resourceType, interactions: [...(OLDER[letters] ?? letters)].flatMap((one) => BY_LETTER[one]!) };
}
