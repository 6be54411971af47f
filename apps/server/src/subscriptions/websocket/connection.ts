import { badRequest } from '@medplum/core';
import type { OperationOutcome } from '@medplum/fhirtypes';
import type { WebSocket } from 'ws';
import { serialize } from '../../http/serialize.ts';
import type { Binding, Bindings } from './bindings.ts';
import { handshake, heartbeat } from './messages.ts';

/** A client sends one ping every five seconds, and a few tokens. */
const MESSAGES_PER_SECOND = 20;
const BURST = 200;
const MAX_WRONG = 10;
const MAX_BOUND = 200;
/** A reader that lets this much wait has stopped reading. */
const MAX_BUFFERED = 8 * 1024 * 1024;
const SILENCE_MS = 60_000;

const POLICY_VIOLATION = 1008;

interface Bound extends Binding {
  readonly token: string;
  events: number;
}

/**
 * One socket of `ws/subscriptions-r4`: `bind-with-token`, `unbind-from-token`, `ping`. Whatever else comes is
 * answered by an OperationOutcome, and ends the connection when it goes on; so does a flood.
 */
export class Connection {
  readonly #socket: WebSocket;
  readonly #bindings: Bindings;
  readonly #bound = new Map<string, Bound>();
  #wrong = 0;
  #credit = BURST;
  #refilled = Date.now();
  #heard = Date.now();

  /** `onUnbind` is told of each subscription this socket no longer listens to. */
  constructor(socket: WebSocket, bindings: Bindings, onUnbind: (subscriptionId: string) => void) {
    this.#socket = socket;
    this.#bindings = bindings;
    socket.on('message', (data, isBinary) => this.#receive(isBinary ? undefined : String(data), onUnbind));
    socket.on('pong', () => {
      this.#heard = Date.now();
    });
    // Frames that break the protocol; `ws` closes the connection itself.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      const ids = [...this.#bound.keys()];
      this.#bound.clear();
      ids.forEach(onUnbind);
    });
  }

  /** The binding to a subscription, while its token lasts. */
  bound(subscriptionId: string): Bound | undefined {
    const bound = this.#bound.get(subscriptionId);
    return bound && bound.expires > Date.now() ? bound : undefined;
  }

  listens(subscriptionId: string): boolean {
    return this.#bound.has(subscriptionId);
  }

  send(message: object): void {
    if (this.#socket.bufferedAmount > MAX_BUFFERED) {
      this.#socket.terminate();
    } else if (this.#socket.readyState === this.#socket.OPEN) {
      this.#socket.send(serialize(message));
    }
  }

  /** Every few seconds: says that the server is there, asks whether the client is. */
  beat(): void {
    if (Date.now() - this.#heard > SILENCE_MS) {
      this.#socket.terminate();
      return;
    }
    if (this.#bound.size > 0) {
      this.send(heartbeat(this.#bound.keys()));
    }
    if (this.#socket.readyState === this.#socket.OPEN) {
      this.#socket.ping();
    }
  }

  close(code: number, reason: string): void {
    this.#socket.close(code, reason);
  }

  terminate(): void {
    this.#socket.terminate();
  }

  #receive(text: string | undefined, onUnbind: (subscriptionId: string) => void): void {
    this.#heard = Date.now();
    if (!this.#spend()) {
      this.close(POLICY_VIOLATION, 'Trop de messages');
      return;
    }
    const { type, payload } = read(text);
    switch (type) {
      case 'ping':
        this.send({ type: 'pong' });
        break;
      case 'bind-with-token':
        this.#bind(payload?.token);
        break;
      case 'unbind-from-token':
        this.#unbind(payload?.token, onUnbind);
        break;
      default:
        this.#refuse(badRequest('Message inconnu : bind-with-token, unbind-from-token ou ping est attendu'));
    }
  }

  #bind(token: unknown): void {
    const binding = this.#bindings.find(token, Date.now());
    if (!binding) {
      this.#refuse(badRequest('Jeton inconnu ou expiré : demandez-en un autre', 'payload.token'));
      return;
    }
    if (this.#bound.size >= MAX_BOUND && !this.#bound.has(binding.subscriptionId)) {
      this.#refuse(badRequest(`Au plus ${MAX_BOUND} abonnements par connexion`));
      return;
    }
    const events = this.#bound.get(binding.subscriptionId)?.events ?? 0;
    this.#bound.set(binding.subscriptionId, { ...binding, token: String(token), events });
    this.send(handshake(binding.subscriptionId));
  }

  #unbind(token: unknown, onUnbind: (subscriptionId: string) => void): void {
    for (const [id, bound] of this.#bound) {
      if (bound.token === token) {
        this.#bound.delete(id);
        onUnbind(id);
        return;
      }
    }
    // Sent again after a reconnection, for a binding of the socket before: no reason to complain.
  }

  #refuse(outcome: OperationOutcome): void {
    this.send(outcome);
    if (++this.#wrong >= MAX_WRONG) {
      this.close(POLICY_VIOLATION, 'Trop de messages illisibles');
    }
  }

  /** A bucket that fills with time: a page that opens binds many subscriptions at once. */
  #spend(): boolean {
    const now = Date.now();
    this.#credit = Math.min(BURST, this.#credit + ((now - this.#refilled) / 1000) * MESSAGES_PER_SECOND);
    this.#refilled = now;
    this.#credit -= 1;
    return this.#credit >= 0;
  }
}

function read(text: string | undefined): { type?: unknown; payload?: { token?: unknown } | null } {
  try {
    const message: unknown = JSON.parse(text ?? '');
    return typeof message === 'object' && message !== null ? message : {};
  } catch {
    return {};
  }
}
