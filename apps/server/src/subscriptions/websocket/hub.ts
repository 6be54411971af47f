import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { isGone, isNotFound, normalizeOperationOutcome, Operator } from '@medplum/core';
import type { Resource, Subscription } from '@medplum/fhirtypes';
import { WebSocketServer } from 'ws';
import { type Directory, systemContext } from '../../auth/directory.ts';
import type { Revocations } from '../../auth/revocations.ts';
import { withinScopes } from '../../auth/smart-scopes.ts';
import type { WriteEvent } from '../../context.ts';
import { isAllowedOrigin } from '../../http/headers.ts';
import type { Logger } from '../../log.ts';
import type { Store } from '../../store/index.ts';
import { matches } from '../match.ts';
import type { SubscriptionRegistry } from '../registry.ts';
import { Bindings } from './bindings.ts';
import { Connection } from './connection.ts';
import { notification } from './messages.ts';

const PATH = '/ws/subscriptions-r4';
const HEARTBEAT_MS = 10_000;
const MAX_MESSAGE = 16 * 1024;
const MAX_CONNECTIONS = 500;
const GOING_AWAY = 1001;

export interface HubOptions {
  readonly store: Store;
  readonly directory: Directory;
  readonly registry: SubscriptionRegistry;
  readonly revocations: Revocations;
  readonly logger: Logger;
  readonly allowedOrigins: readonly string[];
  readonly baseUrl: () => string;
  readonly heartbeatMs?: number;
}

/**
 * Websocket subscriptions: pushes each committed change to the sockets bound to a subscription it concerns,
 * as the person who bound it may read it at that moment. Nothing is queued: who is not connected reads when
 * it comes back.
 */
export class SocketHub {
  readonly bindings = new Bindings();
  readonly #options: HubOptions;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE,
    perMessageDeflate: false,
  });
  readonly #connections = new Set<Connection>();
  /** Notifications leave in the order of the commits. */
  #last: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: HubOptions) {
    this.#options = options;
  }

  /** Listens for upgrades, and to the store. What earlier sockets left behind goes first. */
  async start(http: Server): Promise<void> {
    await this.#sweep();
    http.on('upgrade', (req, socket, head) => this.#upgrade(req, socket, head));
    this.#options.store.afterCommit((events) => this.#follow(events));
    this.#timer = setInterval(() => {
      for (const connection of this.#connections) {
        connection.beat();
      }
    }, this.#options.heartbeatMs ?? HEARTBEAT_MS).unref();
  }

  /** Tells every client that the server goes, and cuts who does not answer. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const connection of this.#connections) {
      connection.close(GOING_AWAY, 'Le serveur s’arrête');
    }
    await this.#last;
    for (const connection of this.#connections) {
      connection.terminate();
    }
    this.#server.close();
    await this.#last;
  }

  /** Where clients connect. */
  get url(): string {
    return `${this.#options.baseUrl().replace(/^http/, 'ws')}${PATH.slice(1)}`;
  }

  #upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const { origin } = req.headers;
    const own = new URL(this.#options.baseUrl()).origin;
    if ((req.url ?? '').split('?')[0] !== PATH) {
      refuse(socket, '404 Not Found');
    } else if (origin && origin !== own && !isAllowedOrigin(origin, this.#options.allowedOrigins)) {
      refuse(socket, '403 Forbidden');
    } else if (this.#connections.size >= MAX_CONNECTIONS) {
      refuse(socket, '503 Service Unavailable');
    } else {
      this.#server.handleUpgrade(req, socket, head, (ws) => {
        const connection = new Connection(ws, this.bindings, (id) => this.#unbound(id));
        this.#connections.add(connection);
        ws.on('close', () => this.#connections.delete(connection));
      });
    }
  }

  #follow(events: readonly WriteEvent[]): void {
    for (const event of events) {
      if (event.resource.resourceType === 'Subscription' && event.interaction === 'delete') {
        this.bindings.forget(event.resource.id);
      }
      for (const subscription of this.#options.registry.active(event.projectId)) {
        const listening = subscription.channel?.type === 'websocket' && this.#listening(subscription.id);
        if (listening && listening.length > 0 && this.#concerns(subscription, event)) {
          this.#later(() => this.#notify(subscription.id, event, listening));
        }
      }
    }
  }

  #concerns(subscription: Subscription, event: WriteEvent): boolean {
    try {
      return event.resource.resourceType !== 'AuditEvent' && matches(subscription, event);
    } catch {
      // A criterion that cannot be evaluated finds nothing.
      return false;
    }
  }

  async #notify(subscriptionId: string, event: WriteEvent, listening: readonly Connection[]): Promise<void> {
    const { directory, store, baseUrl, revocations } = this.#options;
    for (const connection of listening) {
      const bound = connection.bound(subscriptionId);
      const isOver = bound?.loginId !== undefined && revocations.has({ login_id: bound.loginId });
      const principal = bound && !isOver && (await directory.principal(bound.membershipId));
      if (!bound || !principal) {
        continue;
      }
      const { resourceType, id, meta } = event.resource;
      const repo = store.repo(withinScopes(directory.context(principal, false), bound.scope ?? ''));
      const resource = await readable(() =>
        repo.readVersion<Resource>(resourceType, id, meta?.versionId ?? ''),
      );
      if (resource) {
        const fhir = `${baseUrl()}fhir/R4/`;
        const isDeleted = event.interaction === 'delete';
        connection.send(notification(fhir, subscriptionId, ++bound.events, resource, isDeleted));
      }
    }
  }

  #listening(subscriptionId: string): Connection[] {
    return [...this.#connections].filter((connection) => connection.listens(subscriptionId));
  }

  /**
   * A websocket subscription lives as long as a socket listens to it: clients make another when they come
   * back.
   */
  #unbound(subscriptionId: string): void {
    if (this.#listening(subscriptionId).length === 0) {
      this.bindings.forget(subscriptionId);
      this.#later(() => this.#remove(subscriptionId));
    }
  }

  async #remove(subscriptionId: string): Promise<void> {
    const repo = this.#options.store.repo(systemContext(''));
    await readable(() => repo.deleteResource('Subscription', subscriptionId));
  }

  /** Sockets do not outlive the server: the subscriptions of those before this start listen to nobody. */
  async #sweep(): Promise<void> {
    const repo = this.#options.store.repo(systemContext(''));
    const filters = [{ code: 'type', operator: Operator.EQUALS, value: 'websocket' }];
    for (;;) {
      const page = await repo.searchResources<Subscription>({
        resourceType: 'Subscription',
        filters,
        count: 1000,
      });
      for (const { id } of page) {
        await this.#remove(id);
      }
      if (page.length < 1000) {
        return;
      }
    }
  }

  #later(work: () => Promise<void>): void {
    this.#last = this.#last
      .then(work)
      .catch((error: Error) => this.#options.logger.error({ message: error.message }, 'socket notification'));
  }
}

/** Undefined for what is not there, or not for this reader. */
async function readable<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const outcome = normalizeOperationOutcome(error);
    if (isNotFound(outcome) || isGone(outcome) || outcome.id === 'forbidden') {
      return undefined;
    }
    throw error;
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
