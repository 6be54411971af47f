import { Operator } from '@medplum/core';
import type { Subscription } from '@medplum/fhirtypes';
import { systemContext } from '../auth/directory.ts';
import type { WriteEvent } from '../context.ts';
import type { Store } from '../store/index.ts';

const PAGE = 1000;

type Stored = Subscription & { id: string };

/**
 * The active subscriptions of each project, in memory: they are asked for at every write, inside its
 * transaction. Loaded once, then kept true by what is committed.
 */
export class SubscriptionRegistry {
  readonly #byProject = new Map<string, Map<string, Stored>>();

  static async open(store: Store): Promise<SubscriptionRegistry> {
    const registry = new SubscriptionRegistry();
    const repo = store.repo(systemContext(''));
    for (let offset = 0; ; offset += PAGE) {
      const page = await repo.searchResources<Subscription>({
        resourceType: 'Subscription',
        filters: [{ code: 'status', operator: Operator.EQUALS, value: 'active' }],
        count: PAGE,
        offset,
      });
      for (const subscription of page) {
        registry.#put(subscription);
      }
      if (page.length < PAGE) {
        break;
      }
    }
    store.afterCommit((events) => registry.follow(events));
    return registry;
  }

  /** Takes note of committed changes. */
  follow(events: readonly WriteEvent[]): void {
    for (const { resource, interaction } of events) {
      if (resource.resourceType === 'Subscription') {
        this.#byProject.get(resource.meta?.project ?? '')?.delete(resource.id);
        if (interaction !== 'delete' && resource.status === 'active') {
          this.#put(resource);
        }
      }
    }
  }

  active(projectId: string): Iterable<Stored> {
    return this.#byProject.get(projectId)?.values() ?? [];
  }

  #put(subscription: Stored): void {
    const project = subscription.meta?.project ?? '';
    const known = this.#byProject.get(project) ?? new Map<string, Stored>();
    known.set(subscription.id, subscription);
    this.#byProject.set(project, known);
  }
}
