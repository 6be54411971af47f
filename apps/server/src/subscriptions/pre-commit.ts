import {
  badRequest,
  ContentType,
  normalizeOperationOutcome,
  OperationOutcomeError,
  type WithId,
} from '@medplum/core';
import type { Bot, Project, Resource, Subscription } from '@medplum/fhirtypes';
import { systemContext } from '../auth/directory.ts';
import type { BotRunner } from '../bots/runner.ts';
import type { WriteEvent } from '../context.ts';
import { publicCopy } from '../http/serialize.ts';
import type { Db } from '../store/db.ts';
import { Undecided } from '../store/engine.ts';
import type { Store } from '../store/index.ts';
import { isPreCommit, matches } from './match.ts';
import type { SubscriptionRegistry } from './registry.ts';

const SETTING = 'preCommitSubscriptionsEnabled';

/** What repairs a veto that fails is never subject to one. */
const EXEMPT = new Set(['Bot', 'Project', 'ProjectMembership', 'Subscription']);

interface Question {
  readonly key: string;
  readonly subscription: Subscription;
  readonly event: WriteEvent;
}

/**
 * Bots that may refuse a write (Subscription extension `pre-commit-bot`, Project.setting
 * `preCommitSubscriptionsEnabled`): a throw is a 400 with the bot's message, and nothing is written.
 *
 * A bot cannot run inside a transaction: it would hold the only writer while it waits for the server. So the
 * writes are tried, looked at just before their commit, undone; the bots are asked; and the same writes are
 * made again, committed when they are those the bots agreed to.
 */
export class PreCommit {
  readonly #store: Store;
  readonly #registry: SubscriptionRegistry;
  readonly #bots: BotRunner;

  constructor(store: Store, registry: SubscriptionRegistry, bots: BotRunner) {
    this.#store = store;
    this.#registry = registry;
    this.#bots = bots;
  }

  /** Whether a write in this project may have to be made twice: its input must then be kept whole. */
  watches(projectId: string): boolean {
    return [...this.#registry.active(projectId)].some(isPreCommit);
  }

  /** The `beforeCommit` hook. `approved`: the keys of what was agreed to for this very transaction. */
  check(db: Db, events: readonly WriteEvent[], approved: Set<string>): void {
    const questions = events
      .flatMap((event) => this.#questions(db, event, events))
      .filter(({ key }) => !approved.has(key));
    if (questions.length > 0) {
      throw new Undecided(async () => {
        for (const question of questions) {
          await this.#ask(question);
          approved.add(question.key);
        }
      });
    }
  }

  #questions(db: Db, event: WriteEvent, events: readonly WriteEvent[]): Question[] {
    const concerned = [...this.#registry.active(event.projectId)].filter(
      (subscription) =>
        isPreCommit(subscription) &&
        // Otherwise a bot that writes what it watches would be asked about its own writes for ever.
        subscription.channel.endpoint !== event.author.reference &&
        isConcerned(subscription, event),
    );
    if (concerned.length === 0 || !isEnabled(db, event.projectId)) {
      return [];
    }
    const content = contentOf(event, events);
    return concerned.map((subscription) => ({
      key: `${subscription.id} ${event.interaction} ${content}`,
      subscription,
      event,
    }));
  }

  async #ask({ subscription, event }: Question): Promise<void> {
    const { interaction, projectId } = event;
    const copy = publicCopy(event.resource) as Partial<WithId<Resource>>;
    if (interaction === 'create') {
      // This id never was: the resource gets another one when it is written.
      delete copy.id;
    }
    const result = await this.#bots
      .execute({
        bot: await this.#bot(subscription, projectId),
        input: interaction === 'delete' ? { deletedResource: copy } : copy,
        contentType: ContentType.FHIR_JSON,
        requester: event.author,
        headers: { 'X-Medplum-Subscription': subscription.id ?? '', 'X-Medplum-Interaction': interaction },
      })
      .catch((error: unknown) => ({ ok: false as const, outcome: normalizeOperationOutcome(error) }));
    if (!result.ok) {
      const texts = result.outcome.issue.map(({ details, code }) => details?.text ?? code);
      throw new OperationOutcomeError(badRequest(texts.join(' ; ')));
    }
  }

  /** A veto that cannot be asked for is a refusal. */
  async #bot({ channel }: Subscription, projectId: string): Promise<WithId<Bot>> {
    const repo = this.#store.repo(systemContext(projectId));
    const bot = await repo.readReference<Bot>({ reference: channel.endpoint }).catch(() => undefined);
    if (bot?.meta?.project !== projectId) {
      throw new OperationOutcomeError(badRequest('Le bot de contrôle avant écriture est introuvable'));
    }
    return bot;
  }
}

/**
 * A criterion that cannot be evaluated refuses: the veto it stands for may have been meant for this write.
 */
function isConcerned(subscription: Subscription, event: WriteEvent): boolean {
  try {
    return !EXEMPT.has(event.resource.resourceType) && matches(subscription, event);
  } catch {
    const text = `Critère de contrôle avant écriture illisible (Subscription/${subscription.id})`;
    throw new OperationOutcomeError(badRequest(text, 'Subscription.criteria'));
  }
}

/**
 * What a bot agrees to, as a text that two attempts have in common: ids made by an attempt are replaced by
 * their place. The version before an update is part of it: an approval is for a change, not for a state.
 */
function contentOf(event: WriteEvent, events: readonly WriteEvent[]): string {
  const { versionId: _v, lastUpdated: _l, ...meta } = event.resource.meta ?? {};
  let text = JSON.stringify([{ ...event.resource, meta }, event.previous?.meta?.versionId]);
  events.forEach(({ interaction, resource }, place) => {
    if (interaction === 'create') {
      text = text.replaceAll(resource.id, `#${place}`);
    }
  });
  return text;
}

function isEnabled(db: Db, projectId: string): boolean {
  const row = db.get<{ content: string | null }>(
    `SELECT content FROM resource WHERE type = 'Project' AND id = ?`,
    projectId,
  );
  const project = row?.content ? (JSON.parse(row.content) as Project) : undefined;
  return project?.setting?.find(({ name }) => name === SETTING)?.valueBoolean === true;
}
