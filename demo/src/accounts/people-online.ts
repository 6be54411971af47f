import type { MedplumClient } from '@medplum/core';
import { signInAs, withCode } from './login.ts';
import { account } from './people.ts';
import { Authenticator } from './totp.ts';

/** The demonstration's people on a server: each signs in once, when first needed. */
export class PeopleOnline {
  readonly #url: string;
  readonly #factors: Readonly<Record<string, string>>;
  readonly #clients = new Map<string, Promise<MedplumClient>>();
  readonly #apps = new Map<string, Authenticator>();

  /** @param factors secrets of the second factors, by e-mail address. */
  constructor(url: string, factors: Readonly<Record<string, string>>) {
    this.#url = url;
    this.#factors = factors;
  }

  /** Keeps a session that is open already: signing in again would spend a code. */
  adopt(who: string, client: MedplumClient, app: Authenticator): void {
    const { key, email } = account(who);
    this.#clients.set(key, Promise.resolve(client));
    this.#apps.set(email, app);
  }

  /** The client of a person, by key or e-mail address. */
  as(who: string): Promise<MedplumClient> {
    const one = account(who);
    let client = this.#clients.get(one.key);
    if (!client) {
      client = signInAs(this.#url, one, this.#app(one.email));
      this.#clients.set(one.key, client);
    }
    return client;
  }

  /**
   * A proof that the person has just shown her second factor for a purpose (docs/adr/0009-step-up.md); good for
   * 300 seconds. Waits for a code when those of this moment are spent.
   */
  async stepUp(who: string, purpose: string): Promise<string> {
    const { email } = account(who);
    const app = this.#app(email);
    if (!app) throw new Error(`${email} n’a pas de second facteur : ce compte ne signe pas.`);
    const medplum = await this.as(who);
    const { step_up_token: proof } = await withCode(app, (token) =>
      medplum.post('auth/mfa/verify', { token, purpose }),
    );
    return proof;
  }

  #app(email: string): Authenticator | undefined {
    const secret = this.#factors[email];
    let app = this.#apps.get(email);
    if (!app && secret) {
      app = new Authenticator(secret);
      this.#apps.set(email, app);
    }
    return app;
  }
}
