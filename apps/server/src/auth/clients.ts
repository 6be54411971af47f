import { createHash } from 'node:crypto';
import { isGone, isNotFound, LRUCache, normalizeOperationOutcome, type WithId } from '@medplum/core';
import type { ClientApplication } from '@medplum/fhirtypes';
import type { Store } from '../store/index.ts';
import { type Directory, type Principal, systemContext } from './directory.ts';
import { verifySecret } from './secret.ts';

export interface LoggedClient {
  readonly client: WithId<ClientApplication>;
  readonly principal: Principal;
}

/** Checks client id and secret, for `oauth2/token` and for Basic authentication. */
export class ClientLogin {
  readonly #store: Store;
  readonly #directory: Directory;
  /**
   * Hash of secret and stored hash -> verified: Basic authentication must not pay scrypt at every request.
   */
  readonly #verified = new LRUCache<true>(1000);

  constructor(store: Store, directory: Directory) {
    this.#store = store;
    this.#directory = directory;
  }

  /** The client and its membership; undefined for whatever is wrong, without saying what. */
  async login(clientId: string, secret: string): Promise<LoggedClient | undefined> {
    const client = await this.#read(clientId);
    if (!client || !(await this.#matches(client, secret))) {
      return undefined;
    }
    const membership = await this.#directory.membershipOf(
      client.meta?.project ?? '',
      `ClientApplication/${client.id}`,
    );
    const principal = membership && (await this.#directory.principal(membership.id));
    return principal && { client, principal };
  }

  /** The application itself, when it may be used: what a login names, without a secret. */
  async find(clientId: string): Promise<WithId<ClientApplication> | undefined> {
    const client = await this.#read(clientId);
    return client && (client.status ?? 'active') === 'active' ? client : undefined;
  }

  async #read(clientId: string): Promise<WithId<ClientApplication> | undefined> {
    try {
      const repo = this.#store.repo(systemContext(''));
      return await repo.readResource<ClientApplication>('ClientApplication', clientId);
    } catch (err) {
      const outcome = normalizeOperationOutcome(err);
      if (isNotFound(outcome) || isGone(outcome)) {
        return undefined;
      }
      throw err;
    }
  }

  /** The secret in force or the one being retired: both open until the change is complete everywhere. */
  async #matches(client: ClientApplication, secret: string): Promise<boolean> {
    for (const hash of [client.secret, client.retiringSecret]) {
      if (hash && (await this.#verify(secret, hash))) {
        return true;
      }
    }
    return false;
  }

  async #verify(secret: string, hash: string): Promise<boolean> {
    const key = createHash('sha256').update(hash).update('\0').update(secret).digest('base64');
    if (this.#verified.get(key)) {
      return true;
    }
    const matches = await verifySecret(secret, hash);
    if (matches) {
      this.#verified.set(key, true);
    }
    return matches;
  }
}
