import {
  evalFhirPathTyped,
  type FhirPathAtom,
  getExtension,
  LRUCache,
  matchesSearchRequest,
  parseSearchRequest,
  toTypedValue,
} from '@medplum/core';
import type { Reference, Resource, Subscription } from '@medplum/fhirtypes';
import type { WriteEvent } from '../context.ts';

const EXTENSION = 'https://medplum.com/fhir/StructureDefinition/';
const INTERACTION = `${EXTENSION}subscription-supported-interaction`;
const EXPRESSION = `${EXTENSION}fhir-path-criteria-expression`;
const MAX_ATTEMPTS = `${EXTENSION}subscription-max-attempts`;

const PRE_COMMIT = `${EXTENSION}pre-commit-bot`;

const DEFAULT_ATTEMPTS = 3;
/** The real server's ceiling: 2^18 s of back-off, some 73 hours. */
const CEILING_ATTEMPTS = 18;

const expressions = new LRUCache<FhirPathAtom>(1000);

/**
 * Does this write concern this subscription? The rules are those of Medplum's
 * `resourceMatchesSubscriptionCriteria`, which is asynchronous and so cannot decide inside a SQLite
 * transaction.
 */
export function matches(subscription: Subscription, event: WriteEvent): boolean {
  const { resource } = event;
  if (subscription.status !== 'active' || !isDeliverable(subscription)) {
    return false;
  }
  const criteria = parseSearchRequest(subscription.criteria);
  return (
    criteria.resourceType === resource.resourceType &&
    supportsInteraction(subscription, event.interaction) &&
    matchesSearchRequest(resource, criteria) &&
    sharesAccount(subscription, resource) &&
    satisfiesExpression(subscription, event)
  );
}

/** Asked before the commit, and not told after it. */
export function isPreCommit(subscription: Subscription): boolean {
  const isBot = subscription.channel?.endpoint?.startsWith('Bot/') ?? false;
  return isBot && getExtension(subscription, PRE_COMMIT)?.valueBoolean === true;
}

/** How often to try, from the extension, between 1 and the real server's ceiling. */
export function maxAttempts(subscription: Subscription): number {
  const asked = getExtension(subscription, MAX_ATTEMPTS)?.valueInteger ?? DEFAULT_ATTEMPTS;
  return Math.min(Math.max(asked, 1), CEILING_ATTEMPTS);
}

function isDeliverable(subscription: Subscription): boolean {
  const { type, endpoint } = subscription.channel ?? {};
  return type === 'websocket' || (type === 'rest-hook' && Boolean(endpoint));
}

/** The extension may repeat, one interaction each; without it every interaction counts. */
function supportsInteraction(subscription: Subscription, interaction: string): boolean {
  const listed = subscription.extension?.filter((one) => one.url === INTERACTION) ?? [];
  return listed.length === 0 || listed.some((one) => one.valueCode === interaction);
}

/**
 * A subscription written for an account hears of that account's resources only. Not on a socket: there each
 * listener's own rights decide, and somebody invited to another establishment's session must hear of it.
 */
function sharesAccount(subscription: Subscription, resource: Resource): boolean {
  const wanted = subscription.channel?.type === 'websocket' ? [] : accounts(subscription);
  return wanted.length === 0 || accounts(resource).some((reference) => wanted.includes(reference));
}

function accounts(resource: Resource): string[] {
  const { account, accounts: several } = (resource.meta ?? {}) as {
    account?: Reference;
    accounts?: Reference[];
  };
  return [...(several ?? []), ...(account ? [account] : [])].flatMap((one) => one.reference ?? []);
}

function satisfiesExpression(subscription: Subscription, event: WriteEvent): boolean {
  const expression = getExtension(subscription, EXPRESSION)?.valueString;
  if (!expression) {
    return true;
  }
  const current = toTypedValue(event.resource);
  const variables = { '%current': current, '%previous': toTypedValue(event.previous ?? {}) };
  return evalFhirPathTyped(expression, [current], variables, expressions)[0]?.value === true;
}
