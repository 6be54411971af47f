import { randomUUID } from 'node:crypto';
import type { WithId } from '@medplum/core';
import type { Bundle, BundleEntry, Resource, SubscriptionStatus } from '@medplum/fhirtypes';

/**
 * What is pushed on a socket: a history Bundle whose first entry is a SubscriptionStatus
 * (https://hl7.org/fhir/R4B/subscriptionstatus.html), as SubscriptionManager of @medplum/core reads it.
 */
function bundle(entry: BundleEntry[]): Bundle {
  return {
    id: randomUUID(),
    resourceType: 'Bundle',
    type: 'history',
    timestamp: new Date().toISOString(),
    entry,
  };
}

function status(
  subscriptionId: string,
  type: SubscriptionStatus['type'],
  more: Partial<SubscriptionStatus> = {},
): BundleEntry {
  const resource: SubscriptionStatus = {
    id: randomUUID(),
    resourceType: 'SubscriptionStatus',
    status: 'active',
    type,
    subscription: { reference: `Subscription/${subscriptionId}` },
    ...more,
  };
  return { resource };
}

/** A token was accepted: notifications follow. */
export function handshake(subscriptionId: string): Bundle {
  return bundle([status(subscriptionId, 'handshake')]);
}

/** Nothing to say, but still there: one status for each subscription of the socket. */
export function heartbeat(subscriptionIds: Iterable<string>): Bundle {
  return bundle([...subscriptionIds].map((id) => status(id, 'heartbeat')));
}

/** A change: the resource as its reader sees it; of a deletion only the reference. */
export function notification(
  fhirUrl: string,
  subscriptionId: string,
  eventNumber: number,
  resource: WithId<Resource>,
  isDeleted: boolean,
): Bundle {
  const reference = `${resource.resourceType}/${resource.id}`;
  const event = {
    eventNumber: String(eventNumber),
    timestamp: new Date().toISOString(),
    focus: { reference },
  };
  const first = status(subscriptionId, 'event-notification', {
    eventsSinceSubscriptionStart: String(eventNumber),
    notificationEvent: [event],
  });
  const request = { method: 'DELETE' as const, url: reference };
  const second = isDeleted ? { request } : { fullUrl: `${fhirUrl}${reference}`, resource };
  return bundle([first, second]);
}
