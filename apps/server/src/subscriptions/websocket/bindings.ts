import { randomBytes } from 'node:crypto';

/** As on the real server; MedplumClient asks for another one before the end. */
const LIFE_MS = 3_600_000;
/** Tokens asked for and not used: beyond, the oldest are forgotten. */
const MAX_WAITING = 10_000;

/** What a token stands for: a subscription, and the membership in whose name its notifications are read. */
export interface Binding {
  readonly subscriptionId: string;
  readonly projectId: string;
  readonly membershipId: string;
  /** The login that asked for it: when it ends, the socket falls silent. Undefined for Basic authentication. */
  readonly loginId?: string;
  /** Of the access token: the socket hears no more than it could read. */
  readonly scope?: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/**
 * The tokens that tie a socket to a subscription. Random and kept in memory: they die with the server, as do
 * the sockets they are for, and clients ask for new ones when they connect again.
 */
export class Bindings {
  readonly #byToken = new Map<string, Binding>();

  issue(binding: Omit<Binding, 'expires'>, now: number): { token: string; expires: number } {
    const token = randomBytes(32).toString('base64url');
    const expires = now + LIFE_MS;
    this.#byToken.set(token, { ...binding, expires });
    for (const [old, { expires: end }] of this.#byToken) {
      if (end > now && this.#byToken.size <= MAX_WAITING) {
        break;
      }
      this.#byToken.delete(old);
    }
    return { token, expires };
  }

  find(token: unknown, now: number): Binding | undefined {
    const binding = typeof token === 'string' ? this.#byToken.get(token) : undefined;
    return binding && binding.expires > now ? binding : undefined;
  }

  /** The subscription is gone: its tokens open nothing any more. */
  forget(subscriptionId: string): void {
    for (const [token, binding] of this.#byToken) {
      if (binding.subscriptionId === subscriptionId) {
        this.#byToken.delete(token);
      }
    }
  }
}
