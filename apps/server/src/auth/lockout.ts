import { createHmac } from 'node:crypto';
import { HttpError } from '../http/errors.ts';
import { ATTEMPTS_SCHEMA, findAttempt, purgeAttempts, putAttempt, removeAttempt } from '../store/attempts.ts';
import type { Db } from '../store/db.ts';
import type { Driver } from '../store/driver.ts';

const MINUTE_MS = 60_000;
/** Failures are forgotten after that long without one. */
const MEMORY_MS = 60 * MINUTE_MS;

interface Rule {
  /** Failures that cost nothing: people mistype. */
  readonly free: number;
  readonly firstMs: number;
  readonly maxMs: number;
}

/**
 * An account waits at most a quarter of an hour, so that nobody can keep a physician out of a tumour board by
 * failing in her name; some hundred guesses a day remain, against passwords of twelve characters. A hospital
 * often shows one address for all: more is free there.
 */
const RULES = {
  account: { free: 5, firstMs: 15_000, maxMs: 15 * MINUTE_MS },
  factor: { free: 5, firstMs: 15_000, maxMs: 15 * MINUTE_MS },
  address: { free: 50, firstMs: 30_000, maxMs: 15 * MINUTE_MS },
} satisfies Record<string, Rule>;

/** What is tried: an account by its e-mail address, a second factor by its user, from an address. */
export type Tried = readonly [kind: keyof typeof RULES, name: string];

/** Waits that double with each failure, kept in the database: a restart pardons nobody. */
export class Lockout {
  readonly #driver: Driver;
  readonly #key: Buffer;
  readonly #now: () => number;

  private constructor(driver: Driver, key: Buffer, now: () => number) {
    this.#driver = driver;
    this.#key = key;
    this.#now = now;
  }

  /** @param key keeps the names out of the table: whoever reads it learns no address. */
  static async open(driver: Driver, key: Buffer, now: () => number = Date.now): Promise<Lockout> {
    await driver.write((db) => {
      db.exec(ATTEMPTS_SCHEMA);
      purgeAttempts(db, now() - MEMORY_MS);
    });
    return new Lockout(driver, key, now);
  }

  /**
   * Runs a check that says whether the identity was proved. The failure is noted before the check runs and
   * taken back after a success: a thousand guesses sent at once count as a thousand.
   * @throws HttpError 429, without running the check, while any of the names is locked.
   */
  async guard<T>(tried: readonly Tried[], check: () => Promise<T | undefined>): Promise<T | undefined> {
    await this.#driver.write((db) => {
      const wait = Math.max(...tried.map((one) => this.#lockedFor(db, one)));
      if (wait > 0) {
        throw tooMany(wait);
      }
      for (const one of tried) {
        this.#fail(db, one);
      }
    });
    const proved = await check();
    if (proved !== undefined) {
      await this.#driver.write((db) => {
        for (const one of tried) {
          this.#succeed(db, one);
        }
      });
    }
    return proved;
  }

  #lockedFor(db: Db, tried: Tried): number {
    return (findAttempt(db, this.#hash(tried))?.lockedUntil ?? 0) - this.#now();
  }

  #fail(db: Db, tried: Tried): void {
    const now = this.#now();
    const key = this.#hash(tried);
    const before = findAttempt(db, key);
    const recent = before && now - before.lastAt < MEMORY_MS ? before.failures : 0;
    const failures = recent + 1;
    const { free, firstMs, maxMs } = RULES[tried[0]];
    const wait = failures < free ? 0 : Math.min(firstMs * 2 ** Math.min(failures - free, 20), maxMs);
    putAttempt(db, key, { failures, lockedUntil: wait && now + wait, lastAt: now });
  }

  /**
   * An account is pardoned by its owner. An address only takes this try back: otherwise somebody with one
   * good account could try all the others from there without end.
   */
  #succeed(db: Db, tried: Tried): void {
    const key = this.#hash(tried);
    const attempt = findAttempt(db, key);
    if (!attempt || attempt.failures <= 1 || tried[0] !== 'address') {
      removeAttempt(db, key);
    } else {
      putAttempt(db, key, { ...attempt, failures: attempt.failures - 1, lockedUntil: 0 });
    }
  }

  #hash([kind, name]: Tried): string {
    return createHmac('sha256', this.#key).update(`${kind}\0${name}`).digest('base64url');
  }
}

function tooMany(waitMs: number): HttpError {
  const minutes = Math.ceil(waitMs / MINUTE_MS);
  const when = minutes > 1 ? `dans ${minutes} minutes` : 'dans une minute';
  return new HttpError(429, 'throttled', `Trop d’essais infructueux : réessayez ${when}`);
}
