import qrcode from 'qrcode';
import { HttpError } from '../http/errors.ts';
import {
  type Credential,
  confirmSecret,
  countRecoveryCodes,
  findCredential,
  removeSecret,
  replaceRecoveryCodes,
  setPendingSecret,
  useRecoveryCode,
  useStep,
} from '../store/credentials.ts';
import type { Driver } from '../store/driver.ts';
import type { Lockout } from './lockout.ts';
import { generateRecoveryCodes, hashRecoveryCode } from './recovery.ts';
import { seal, unseal } from './seal.ts';
import { generateTotpSecret, matchTotp, totpUri } from './totp.ts';

/** What a person shows: RFC 8176 has no word for a recovery code, a one-time password all the same. */
export type Factor = 'totp' | 'recovery';

export interface Enrolment {
  readonly enrollUri: string;
  /** A `data:image/png` address. */
  readonly enrollQrCode: string;
}

/** Second factors of users: TOTP and recovery codes. */
export class SecondFactor {
  readonly #driver: Driver;
  readonly #key: Buffer;
  readonly #lockout: Lockout;
  readonly #now: () => number;

  /** @param key seals the secrets: a stolen database alone does not give them. */
  constructor(driver: Driver, key: Buffer, lockout: Lockout, now: () => number = Date.now) {
    this.#driver = driver;
    this.#key = key;
    this.#lockout = lockout;
    this.#now = now;
  }

  isEnrolled(userId: string): boolean {
    return typeof this.#find(userId)?.mfaSecret === 'string';
  }

  recoveryCodesLeft(userId: string): number {
    return this.#driver.read((db) => countRecoveryCodes(db, userId));
  }

  /** A secret to scan. The same until it is confirmed: a page loaded twice must not spoil the first scan. */
  async begin(userId: string, account: string, issuer: string): Promise<Enrolment> {
    let secret = this.#pending(userId);
    if (!secret) {
      secret = generateTotpSecret();
      const sealed = seal(this.#key, context(userId), secret);
      await this.#driver.write((db) => setPendingSecret(db, userId, sealed));
    }
    const enrollUri = totpUri(secret, issuer, account);
    return { enrollUri, enrollQrCode: await qrcode.toDataURL(enrollUri) };
  }

  /**
   * A first good code makes the scanned secret count. Gives the recovery codes, which nobody can read again.
   * @throws HttpError 400 when already enrolled, when nothing was scanned or the code is wrong.
   */
  async confirm(userId: string, code: string): Promise<string[]> {
    if (this.isEnrolled(userId)) {
      throw new HttpError(400, 'invalid', 'Un second facteur est déjà en place');
    }
    const secret = this.#pending(userId);
    if (!secret) {
      throw new HttpError(400, 'invalid', 'Affichez d’abord le code QR à scanner');
    }
    const lastStep = this.#find(userId)?.lastStep ?? 0;
    const step = await this.#lockout.guard([['factor', userId]], async () =>
      matchTotp(secret, code, this.#now(), lastStep),
    );
    if (step === undefined) {
      throw wrongCode();
    }
    const codes = generateRecoveryCodes();
    await this.#driver.write((db) => {
      confirmSecret(db, userId, step);
      replaceRecoveryCodes(db, userId, codes.map(hashed));
    });
    return codes;
  }

  /**
   * Uses up a one-time code, or a recovery code where these are welcome.
   * @throws HttpError 400 for a wrong or used code, 429 after too many.
   */
  async verify(userId: string, code: string, accepted: readonly Factor[]): Promise<Factor> {
    const factor = await this.#lockout.guard([['factor', userId]], () => this.#use(userId, code, accepted));
    if (!factor) {
      throw wrongCode();
    }
    return factor;
  }

  /** New recovery codes instead of those left. */
  async renewRecoveryCodes(userId: string): Promise<string[]> {
    const codes = generateRecoveryCodes();
    await this.#driver.write((db) => replaceRecoveryCodes(db, userId, codes.map(hashed)));
    return codes;
  }

  async remove(userId: string): Promise<void> {
    await this.#driver.write((db) => removeSecret(db, userId));
  }

  async #use(userId: string, code: string, accepted: readonly Factor[]): Promise<Factor | undefined> {
    const credential = this.#find(userId);
    const secret = this.#open(userId, credential?.mfaSecret);
    const step = secret && matchTotp(secret, code, this.#now(), credential?.lastStep ?? 0);
    if (step && accepted.includes('totp')) {
      const used = await this.#driver.write((db) => useStep(db, userId, step));
      return used ? 'totp' : undefined;
    }
    const hash = accepted.includes('recovery') ? hashRecoveryCode(code) : undefined;
    const used = hash && (await this.#driver.write((db) => useRecoveryCode(db, userId, hash)));
    return used ? 'recovery' : undefined;
  }

  #find(userId: string): Credential | undefined {
    return this.#driver.read((db) => findCredential(db, userId));
  }

  /** One that no longer opens is simply made anew. */
  #pending(userId: string): string | undefined {
    return unseal(this.#key, context(userId), this.#find(userId)?.mfaPending ?? '');
  }

  #open(userId: string, sealed: string | null | undefined): string | undefined {
    if (!sealed) {
      return undefined;
    }
    const secret = unseal(this.#key, context(userId), sealed);
    if (secret === undefined) {
      // The key file was lost or replaced: better a clear word than a code that is always wrong.
      throw new HttpError(
        500,
        'exception',
        'Second facteur illisible (clé du serveur changée) : demandez à un administrateur de le réinitialiser',
      );
    }
    return secret;
  }
}

function context(userId: string): string {
  return `totp:${userId}`;
}

function hashed(code: string): string {
  return hashRecoveryCode(code)!;
}

function wrongCode(): HttpError {
  return new HttpError(400, 'invalid', 'Code incorrect ou déjà utilisé', 'token');
}
