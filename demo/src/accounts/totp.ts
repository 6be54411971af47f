import { Secret, TOTP, URI } from 'otpauth';

const STEP_MS = 30_000;
/** The server takes the code of the step before and of the step after too (RFC 6238 5.2). */
const DRIFT = 1;

/** A code of a second factor, and how long it is shown. */
export interface Code {
  code: string;
  /** The code after it, taken already: a code opens once, and signing in just used one. */
  next: string;
  /** Seconds before `next` is the current one. */
  seconds: number;
}

/** The code that an authenticator application shows for a secret (base32). */
export function currentCode(secret: string, now: number = Date.now()): Code {
  const totp = totpOf(secret);
  return {
    code: totp.generate({ timestamp: now }),
    next: totp.generate({ timestamp: now + STEP_MS }),
    seconds: Math.ceil((STEP_MS - (now % STEP_MS)) / 1000),
  };
}

/** The secret inside the address that `auth/mfa/status` gives to be scanned. @throws when it holds none. */
export function secretOfUri(enrollUri: string): string {
  return URI.parse(enrollUri).secret.base32;
}

/**
 * An authenticator application that never gives a code twice: when the three codes that the server takes at a
 * time are spent, it waits for the next one.
 */
export class Authenticator {
  readonly #totp: TOTP;
  readonly #now: () => number;
  readonly #sleep: (ms: number) => Promise<void>;
  #lastStep = 0;

  constructor(secret: string, now: () => number = Date.now, sleep = wait) {
    this.#totp = totpOf(secret);
    this.#now = now;
    this.#sleep = sleep;
  }

  async code(): Promise<string> {
    const step = Math.max(this.#lastStep + 1, this.#step() - DRIFT);
    this.#lastStep = step;
    const early = (step - DRIFT) * STEP_MS - this.#now();
    if (early > 0) await this.#sleep(early);
    return this.#totp.generate({ timestamp: step * STEP_MS });
  }

  #step(): number {
    return Math.floor(this.#now() / STEP_MS);
  }
}

function totpOf(secret: string): TOTP {
  return new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period: 30 });
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
