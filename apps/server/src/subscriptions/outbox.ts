import type { WriteEvent } from '../context.ts';
import { type Logger, safeError } from '../log.ts';
import type { Db } from '../store/db.ts';
import { addJob } from '../store/jobs.ts';
import { isPreCommit, matches, maxAttempts } from './match.ts';
import type { SubscriptionRegistry } from './registry.ts';

/** Never notified: traces about traces would have no end (as on the real server). */
const SILENT = new Set(['AuditEvent']);

/**
 * The `beforeCommit` hook that writes one job for each subscription a change concerns, in the same
 * transaction as the change: after a crash there is either both or neither. `onJob` tells that at least one
 * was written.
 */
export function outbox(registry: SubscriptionRegistry, logger: Logger, onJob: () => void) {
  return (db: Db, events: readonly WriteEvent[]): void => {
    const now = Date.now();
    for (const event of events) {
      if (SILENT.has(event.resource.resourceType)) {
        continue;
      }
      for (const subscription of registry.active(event.projectId)) {
        // Sockets are notified after the commit, if anybody listens; bots with a veto were asked before it.
        const hasOwnWay = subscription.channel?.type === 'websocket' || isPreCommit(subscription);
        if (hasOwnWay || !concerns(subscription, event, logger)) {
          continue;
        }
        const { resource, interaction, projectId } = event;
        addJob(
          db,
          {
            projectId,
            subscriptionId: subscription.id,
            resourceType: resource.resourceType,
            resourceId: resource.id,
            versionId: resource.meta?.versionId ?? '',
            interaction,
            maxAttempts: maxAttempts(subscription),
          },
          now,
        );
        onJob();
      }
    }
  };
}

/**
 * A criterion that cannot be evaluated is the subscriber's error: it must not refuse somebody else's write.
 */
function concerns(subscription: Parameters<typeof matches>[0], event: WriteEvent, logger: Logger): boolean {
  try {
    return matches(subscription, event);
  } catch (err) {
    logger.warn({ subscription: subscription.id, ...safeError(err) }, 'criteria not evaluated');
    return false;
  }
}
