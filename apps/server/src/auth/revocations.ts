import type { Driver } from '../store/driver.ts';
import { liveRevocations, REVOCATIONS_SCHEMA, revokeLogin } from '../store/revocations.ts';
import type { VerifiedToken } from './tokens.ts';

/**
 * The logins ended by `oauth2/logout`. Asked at every request, hence in memory; durable before it is
 * acknowledged.
 */
export class Revocations {
  readonly #driver: Driver;
  readonly #ended: Set<string>;

  private constructor(driver: Driver, ended: Set<string>) {
    this.#driver = driver;
    this.#ended = ended;
  }

  static async open(driver: Driver): Promise<Revocations> {
    const ended = await driver.write((db) => {
      db.exec(REVOCATIONS_SCHEMA);
      return liveRevocations(db, Date.now());
    });
    return new Revocations(driver, new Set(ended));
  }

  has(token: VerifiedToken): boolean {
    return this.#ended.has(token.login_id);
  }

  async add(token: VerifiedToken): Promise<void> {
    await this.#driver.write((db) => revokeLogin(db, token.login_id, token.exp * 1000));
    this.#ended.add(token.login_id);
  }
}
