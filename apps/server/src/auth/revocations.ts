import type { Driver } from '../store/driver.ts';
import { liveRevocations, REVOCATIONS_SCHEMA, revokeLogin } from '../store/revocations.ts';
import type { VerifiedToken } from './tokens.ts';

/**
 * The logins ended before their tokens, by `oauth2/logout` or by a revocation. Asked at every request, hence in memory; durable before it is
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

  has(token: Pick<VerifiedToken, 'login_id'>): boolean {
    return this.#ended.has(token.login_id);
  }

  add(token: VerifiedToken): Promise<void> {
    return this.end(token.login_id, token.exp * 1000);
  }

  /** @param until when the last token of this login dies by itself, in ms since 1970. */
  async end(loginId: string, until: number): Promise<void> {
    await this.#driver.write((db) => revokeLogin(db, loginId, until));
    this.#ended.add(loginId);
  }
}
