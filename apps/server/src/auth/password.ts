import { Mutex } from '../store/mutex.ts';
import { normalizePassword } from './password-rules.ts';
import { hashSecret, verifySecret } from './secret.ts';

/** Hashes and verifies what people choose: guessable, hence dearer to try than a machine-made secret. */
export class Passwords {
  readonly #cost: { N: number; r: number; p: number };
  /** One at a time: each takes 64 MiB, and a flood of logins must leave threads for the disk. */
  readonly #turn = new Mutex();
  #decoy?: Promise<string>;

  /** @param logN the work of scrypt, as a power of two: 16 is 64 MiB and some 200 ms. */
  constructor(logN: number) {
    this.#cost = { N: 2 ** logN, r: 8, p: 1 };
  }

  hash(password: string): Promise<string> {
    return this.#turn.run(() => hashSecret(normalizePassword(password), this.#cost));
  }

  /** Without a hash (unknown user, no password yet) it works as long for nothing: the time tells nothing. */
  async verify(password: string, hash: string | null | undefined): Promise<boolean> {
    this.#decoy ??= this.hash('nobody’s password');
    const decoy = await this.#decoy;
    const matches = await this.#turn.run(() => verifySecret(normalizePassword(password), hash ?? decoy));
    return matches && hash !== undefined && hash !== null;
  }
}
